// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/notices/Types.h"
#include "core/store/Database.h"

/// How far a notice got. Numbers only, never who: a publisher learns which building to visit, not which neighbour has
/// not read.
namespace linli::notices {

struct BuildingReach {
    BuildingId building;
    std::int64_t households = 0;             ///< in the register
    std::int64_t members = 0;                ///< active members who live there
    std::int64_t acknowledged = 0;           ///< of these members
    std::int64_t householdsAcknowledged = 0; ///< with at least one of them
};
struct Reach {
    std::int64_t households = 0;
    std::int64_t members = 0; ///< active members addressed; for the whole community also those who live elsewhere
    std::int64_t acknowledged = 0;
    std::int64_t householdsAcknowledged = 0;
    std::vector<BuildingReach> buildings; ///< those of the area, ascending by id
};
/// As of now: people who moved in since count as addressed. Nothing for an unknown notice. Reads the whole register, so
/// for detail pages, not for lists.
[[nodiscard]] Result<std::optional<Reach>> reach(store::Database& db, const OpId& notice);

} // namespace linli::notices
