// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/OwnOperation.h"
#include "core/hazards/Queries.h"

#include <map>
#include <optional>
#include <string>

/// What hazard lists and pages read from the store. Reader thread; values only.
namespace linli::resident {

/// A report as a row shows it.
struct HazardRow {
    OpId id;
    std::string item;
    std::string category;
    std::string place; ///< "锦苑2栋 · 2单元3楼"; empty for a mere position
    std::optional<std::string> text{};
    bool unreadable = false;
    std::optional<Hash> photo{}; ///< the first one of the report
    hazards::State state = hazards::State::Reported;
    hazards::ClosingReason reason = hazards::ClosingReason::None;
    int supports = 0;
    Timestamp accepted;
    bool isPrivate = false;
    int delivery = 0; ///< DeliveryChip.State

    friend bool operator==(const HazardRow&, const HazardRow&) = default;
};
struct HazardRowPage {
    bool first = true; ///< from the top of the list
    std::vector<HazardRow> rows;
    std::optional<hazards::ListKey> next; ///< nothing: that was all
};

using BuildingNames = std::map<BuildingId, std::string>;
[[nodiscard]] Result<BuildingNames> buildingNames(store::Database& db);
/// Building and what the reporter added; either may be missing.
[[nodiscard]] std::string placeText(const hazards::Report& report, const BuildingNames& names);

/// A page for `self`, who sees how far own reports have come.
[[nodiscard]] Result<HazardRowPage> readHazardRows(store::Database& db, const hazards::Filter& filter,
                                                   const std::optional<hazards::ListKey>& after, int limit,
                                                   const MemberId& self);

} // namespace linli::resident
