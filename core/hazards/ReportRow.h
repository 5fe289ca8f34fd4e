// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Queries.h"

/// How queries read a report: one list of columns of `hazard`, and one mapper.
namespace linli::hazards {

inline constexpr std::string_view reportColumns =
    "SELECT id, author, item, category, building, lat_e7, lon_e7, map_lat_e7, map_lon_e7, on_behalf, household, photos,"
    " (SELECT count(*) FROM hazard_support WHERE hazard = hazard.id), state, reason, duplicate_of, assignee,"
    " expected_at, reopened, accepted_at, changed_at, place, private, text, place_detail, behalf_name, behalf_contact,"
    " unreadable";
[[nodiscard]] Report reportFrom(const store::Row& row);

[[nodiscard]] members::Point pointFromE7(std::int64_t latitude, std::int64_t longitude);
/// "state IN (…)", true for no states. The numbers are our own, so no parameters are needed.
[[nodiscard]] std::string stateCondition(const std::vector<State>& states);

} // namespace linli::hazards
