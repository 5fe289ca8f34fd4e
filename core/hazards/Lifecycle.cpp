// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Lifecycle.h"

#include <algorithm>
#include <array>

namespace linli::hazards {
namespace {

using members::Actor;
using members::Role;

struct Permission {
    Act act;
    bool admin;
    bool worker;
    bool property;
    bool captain;  ///< at own buildings
    bool assignee; ///< with a role beside resident
    bool reporter;
    bool affected;
    bool member; ///< everybody
};

// hazards.report is not here: every member may.
constexpr std::array permissions{
    //         act            admin worker property captain assignee reporter affected member
    Permission{Act::Advance, true, true, true, true, true, false, false, false},
    Permission{Act::Withdraw, false, false, false, false, false, true, false, false},
    Permission{Act::Support, false, false, false, false, false, false, false, true},
    Permission{Act::Comment, false, false, false, false, false, false, false, true},
    Permission{Act::Rate, false, false, false, false, false, false, true, false},
    Permission{Act::Reopen, false, false, false, false, false, false, true, false},
};

constexpr unsigned bit(State state)
{
    return 1U << static_cast<unsigned>(state);
}

constexpr unsigned outcome = bit(State::Fixed) | bit(State::Closed);
constexpr unsigned anyWork = bit(State::Acknowledged) | bit(State::Scheduled) | bit(State::InProgress);

/// Row: from. Bits: states that may follow. From closed, staff may take a wrong closing back.
constexpr std::array<unsigned, allStates.size()> followers{
    /* reported     */ anyWork | outcome,
    /* acknowledged */ bit(State::Scheduled) | bit(State::InProgress) | outcome,
    /* scheduled    */ bit(State::InProgress) | outcome,
    /* in_progress  */ bit(State::Scheduled) | outcome,
    /* fixed        */ 0,
    /* closed       */ bit(State::Acknowledged),
    /* reopened     */ anyWork | outcome,
};

bool isAffected(const Actor& actor, const HazardState& hazard, bool supports)
{
    return hazard.author == actor.member.id || supports || !hazard.building || actor.homeBuilding == hazard.building;
}

} // namespace

bool canFollow(State from, State to)
{
    return (followers.at(static_cast<std::size_t>(from)) & bit(to)) != 0;
}

bool isWork(State state)
{
    return (anyWork & bit(state)) != 0;
}

bool canReopen(State state, ClosingReason reason)
{
    return state == State::Fixed ||
           (state == State::Closed && (reason == ClosingReason::NotResponsible || reason == ClosingReason::Unable));
}

bool mayAct(Act act, const Actor& actor, const HazardState& hazard, bool supports)
{
    const auto* const row = std::ranges::find(permissions, act, &Permission::act);
    if (row == permissions.end() || !actor.member.active)
        return false;
    // What staff do with a private report is hidden from its reporter's phone, so nothing that depends on the report's
    // state may be the reporter's: phones would decide differently.
    if (hazard.isPrivate && !actor.isStaff())
        return act == Act::Comment && hazard.author == actor.member.id;
    const bool byRole = (row->admin && actor.has(Role::Admin)) || (row->worker && actor.has(Role::Worker)) ||
                        (row->property && actor.has(Role::Property)) ||
                        (row->captain && hazard.building && actor.isCaptainOf(*hazard.building));
    const bool assigned = row->assignee && hazard.assignee == actor.member.id && actor.isStaff();
    return row->member || byRole || assigned || (row->reporter && hazard.author == actor.member.id) ||
           (row->affected && isAffected(actor, hazard, supports));
}

Permissions permissionsOf(const Actor& actor, const HazardState& hazard, bool supports)
{
    const auto may = [&](Act act) { return mayAct(act, actor, hazard, supports); };
    Permissions offered;
    if (may(Act::Advance)) {
        std::ranges::copy_if(allStates, std::back_inserter(offered.moves), [&](State to) {
            return canFollow(hazard.state, to) || (to == hazard.state && isWork(to));
        });
    }
    offered.withdraw = may(Act::Withdraw) && canFollow(hazard.state, State::Closed);
    offered.comment = may(Act::Comment);
    if (hazard.isPrivate)
        return offered;
    offered.support = may(Act::Support) && !supports && hazard.author != actor.member.id;
    offered.rate = may(Act::Rate) && hazard.state == State::Fixed;
    offered.reopen = may(Act::Reopen) && canReopen(hazard.state, hazard.reason);
    return offered;
}

} // namespace linli::hazards
