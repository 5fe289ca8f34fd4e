// SPDX-License-Identifier: Apache-2.0
#include "core/events/Roles.h"

#include "core/members/Directory.h"

#include <algorithm>
#include <array>

namespace linli::events {

using log::Verdict;
using members::Role;

namespace {

struct Permission {
    std::string_view kind;
    bool admin;
    bool worker;
    bool property;
    bool captain;   ///< at own buildings
    bool publisher; ///< of this event
};

// events.sign_up and withdrawing an own sign-up are not here: any member may.
constexpr std::array permissions{
    //          kind               admin worker property captain publisher
    Permission{"events.publish", true, true, true, true, false},
    Permission{"events.withdraw", true, true, false, true, true},
    Permission{"events.check_in", true, true, false, true, true},
    Permission{"events.update", true, true, false, false, true},
    Permission{"events.cancel", true, true, false, false, true},
};

} // namespace

Result<Verdict> mayAct(const log::Context& context, std::string_view kind, const Owner& owner)
{
    const auto* const row = std::ranges::find(permissions, kind, &Permission::kind);
    if (row == permissions.end())
        return Verdict::reject("events.not_allowed");
    if (row->publisher && owner.publisher == context.member)
        return Verdict::accept();
    LINLI_TRY(const auto actor, members::actor(context.db, context.member));
    if ((row->admin && actor.has(Role::Admin)) || (row->worker && actor.has(Role::Worker)) ||
        (row->property && actor.has(Role::Property)))
        return Verdict::accept();
    if (!row->captain || !actor.has(Role::Captain))
        return Verdict::reject("events.not_allowed");
    if (!owner.building)
        return Verdict::reject("events.building_required");
    return actor.isCaptainOf(*owner.building) ? Verdict::accept() : Verdict::reject("events.foreign_building");
}

} // namespace linli::events
