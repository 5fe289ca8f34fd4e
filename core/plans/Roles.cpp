// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Roles.h"

#include "core/members/Directory.h"

#include <algorithm>
#include <array>

namespace linli::plans {

using log::Verdict;
using members::Role;

namespace {

struct Permission {
    std::string_view kind;
    bool admin;
    bool worker;
    bool property;
    bool captain; ///< at own buildings
};

// plans.vote is not here: any member of a household on the roll may.
constexpr std::array permissions{
    //          kind               admin worker property captain
    Permission{"plans.publish", true, true, true, true},
    Permission{"plans.progress", true, true, true, true},
    Permission{"plans.result", true, true, true, true},
    Permission{"plans.open_poll", true, true, false, true},
};

} // namespace

Result<Verdict> mayAct(const log::Context& context, std::string_view kind, std::span<const BuildingId> places)
{
    const auto* const row = std::ranges::find(permissions, kind, &Permission::kind);
    if (row == permissions.end())
        return Verdict::reject("plans.not_allowed");
    LINLI_TRY(const auto actor, members::actor(context.db, context.member));
    if ((row->admin && actor.has(Role::Admin)) || (row->worker && actor.has(Role::Worker)) ||
        (row->property && actor.has(Role::Property)))
        return Verdict::accept();
    if (!row->captain || !actor.has(Role::Captain))
        return Verdict::reject("plans.not_allowed");
    if (places.empty())
        return Verdict::reject("plans.building_required");
    if (!std::ranges::all_of(places, [&](const BuildingId& place) { return actor.isCaptainOf(place); }))
        return Verdict::reject("plans.foreign_building");
    return Verdict::accept();
}

} // namespace linli::plans
