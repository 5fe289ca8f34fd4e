// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Time.h"
#include "core/notices/Cap.h"

#include <optional>
#include <string>
#include <vector>

namespace linli::notices {

/// Whom a notice is for: at most one list is filled, without duplicates; both empty is the whole community.
struct Area {
    std::vector<CompoundId> compounds;
    std::vector<BuildingId> buildings;

    [[nodiscard]] bool isCommunity() const { return compounds.empty() && buildings.empty(); }
    /// Covers a member who lives in this compound and building (nothing for members who live elsewhere).
    [[nodiscard]] bool covers(const std::optional<CompoundId>& compound,
                              const std::optional<BuildingId>& building) const;
    friend bool operator==(const Area&, const Area&) = default;
};

enum class State : std::uint8_t { Live = 0, Superseded = 1, Cancelled = 2, Expired = 3 };
[[nodiscard]] std::string_view stateName(State state); ///< "live", "superseded", "cancelled", "expired"

/// What the publisher decided, beside the texts.
struct Terms {
    MsgType msgType = MsgType::Alert;
    Category category = Category::Other;
    Urgency urgency = Urgency::Unknown;
    Severity severity = Severity::Unknown;
    Certainty certainty = Certainty::Unknown;
    Timestamp expires;
    std::optional<Timestamp> onset;
    std::optional<Timestamp> effective;
};

/// A notice in a list.
struct Notice {
    OpId id;
    MemberId author;
    Terms terms;
    State state = State::Live;
    std::string headline; ///< empty when erased, as all texts below
    Timestamp accepted;
    std::int64_t acknowledged = 0; ///< members who acknowledged it
    bool acknowledgedByReader = false;
};

struct NoticeDetail {
    Notice notice;
    std::string description;
    std::string instruction;
    Area area;
    std::vector<Hash> photos;
    std::vector<OpId> references; ///< earlier notices that it replaces
    std::optional<OpId> supersededBy;
    std::optional<OpId> cancelledBy; ///< the op_id of the cancellation
    std::optional<MemberId> cancelAuthor;
    std::optional<Timestamp> cancelAt;
    std::string cancelReason;
};

} // namespace linli::notices
