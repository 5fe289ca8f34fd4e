// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/hazards/Queries.h"

#include <span>

/// Drafts of the operations about hazards, from what screens gather. Pure functions; the rules judge later.
namespace linli::resident {

struct ReportDraft {
    std::string item{};
    std::string text{};
    std::string place{};
    std::optional<BuildingId> building{};
    std::optional<members::Point> position{};
    bool onBehalf = false;
    std::string behalfName{};
    std::string behalfContact{};
    bool nameHidden = false; ///< for staff only
};
[[nodiscard]] community::Replica::Draft reportDraft(const ReportDraft& report, std::span<const Hash> photos);

/// The hazard that a follow-up is about; a private one is answered among staff.
struct HazardSubject {
    OpId id;
    bool isPrivate = false;
};
struct AdvanceDraft {
    hazards::State state = hazards::State::Acknowledged;
    hazards::ClosingReason reason = hazards::ClosingReason::None;
    std::optional<OpId> duplicateOf{};
    std::optional<MemberId> assignee{};
    std::optional<Timestamp> expected{};
    std::string note{};
};
[[nodiscard]] community::Replica::Draft advanceDraft(const HazardSubject& hazard, const AdvanceDraft& step,
                                                     std::span<const Hash> photos);
[[nodiscard]] community::Replica::Draft supportDraft(const HazardSubject& hazard);
[[nodiscard]] community::Replica::Draft commentDraft(const HazardSubject& hazard, const std::string& text);
[[nodiscard]] community::Replica::Draft rateDraft(const HazardSubject& hazard, hazards::Answer answer);
[[nodiscard]] community::Replica::Draft reopenDraft(const HazardSubject& hazard, const std::string& note,
                                                    std::span<const Hash> photos);
/// Hides what was written with one operation, for good.
[[nodiscard]] community::Replica::Draft hideDraft(const OpId& target, const std::string& reason, bool isPrivate);

} // namespace linli::resident
