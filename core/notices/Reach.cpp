// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Reach.h"

#include "core/members/Directory.h"
#include "core/notices/Table.h"

#include <map>
#include <set>

namespace linli::notices {
namespace {

struct Counting {
    std::map<BuildingId, BuildingReach> buildings; ///< those of the area
    std::map<HouseholdId, BuildingId> homes;       ///< households of these buildings
    std::set<HouseholdId> householdsAcknowledged;
    Reach total;
};

Result<Counting> addressed(store::Database& db, const Area& area)
{
    Counting counting;
    LINLI_TRY(const auto buildings, members::buildings(db));
    for (const auto& building : buildings) {
        if (area.covers(building.compound, building.id))
            counting.buildings[building.id].building = building.id;
    }
    LINLI_TRY(const auto households, members::households(db));
    for (const auto& household : households) {
        const auto found = counting.buildings.find(household.building);
        if (found == counting.buildings.end())
            continue;
        ++found->second.households;
        ++counting.total.households;
        counting.homes.emplace(household.id, household.building);
    }
    return counting;
}

void countMember(Counting& counting, const members::Member& member, bool everyone, bool acknowledged)
{
    const auto home = member.household ? counting.homes.find(*member.household) : counting.homes.end();
    const bool lives = home != counting.homes.end();
    if (!member.active || (!lives && !everyone))
        return;
    ++counting.total.members;
    counting.total.acknowledged += acknowledged ? 1 : 0;
    if (!lives)
        return;
    BuildingReach& building = counting.buildings.at(home->second);
    ++building.members;
    building.acknowledged += acknowledged ? 1 : 0;
    if (acknowledged && counting.householdsAcknowledged.insert(home->first).second)
        ++building.householdsAcknowledged;
}

} // namespace

Result<std::optional<Reach>> reach(store::Database& db, const OpId& notice)
{
    LINLI_TRY(const auto area, areaOf(db, notice));
    if (!area)
        return std::optional<Reach>{};
    LINLI_TRY(auto counting, addressed(db, *area));
    LINLI_TRY(const auto readers, db.all("SELECT member FROM notices_ack WHERE notice = ?1", {notice},
                                         [](const store::Row& row) { return row.id<MemberId>(0); }));
    const std::set<MemberId> acknowledged(readers.begin(), readers.end());
    LINLI_TRY(const auto everybody, members::allMembers(db));
    const bool everyone = area->isCommunity();
    for (const auto& member : everybody)
        countMember(counting, member, everyone, acknowledged.contains(member.id));
    Reach result = std::move(counting.total);
    result.householdsAcknowledged = static_cast<std::int64_t>(counting.householdsAcknowledged.size());
    for (auto& [id, building] : counting.buildings)
        result.buildings.push_back(std::move(building));
    return std::optional(std::move(result));
}

} // namespace linli::notices
