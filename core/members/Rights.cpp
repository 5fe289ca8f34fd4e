// SPDX-License-Identifier: Apache-2.0
#include "core/members/Rights.h"

#include <algorithm>
#include <array>
#include <set>

namespace linli::members {
namespace {

using log::Verdict;

struct Right {
    Deed deed;
    bool admin;
    bool captain; ///< of the household's building
    bool self;
};

// Adding a device to somebody else is always a readmission, which shows and revokes the old devices.
constexpr std::array rights{
    Right{Deed::InviteToHousehold, true, true, false}, Right{Deed::InviteToRole, true, false, false},
    Right{Deed::AddOwnDevice, false, false, true},     Right{Deed::Readmit, true, true, false},
    Right{Deed::ChangeRoles, true, false, false},      Right{Deed::RevokeDevice, true, true, true},
    Right{Deed::EndMembership, true, true, true},      Right{Deed::ChangeRegister, true, false, false},
    Right{Deed::Rename, false, false, true},
};

} // namespace

Result<Subject> subjectOf(store::Database& db, const Member& member)
{
    Subject subject{member.id, std::nullopt, !member.grants.empty()};
    if (member.household) {
        LINLI_TRY(const auto home, household(db, *member.household));
        if (home)
            subject.building = home->building;
    }
    return subject;
}

Verdict permit(Deed deed, const Actor& who, const Subject& subject)
{
    const Right& right = *std::ranges::find(rights, deed, &Right::deed);
    if (right.admin && who.has(Role::Admin))
        return Verdict::accept();
    if (right.self && who.member.active && subject.member == who.member.id)
        return Verdict::accept();
    if (right.captain && who.has(Role::Captain) && !subject.staff && subject.building)
        return who.isCaptainOf(*subject.building) ? Verdict::accept() : Verdict::reject("members.foreign_building");
    return Verdict::reject("members.not_allowed");
}

Result<Verdict> checkGrant(store::Database& db, const Grant& grant)
{
    if (grant.role == Role::Resident || grant.role > Role::Admin)
        return Verdict::reject("members.bad_role");
    if (grant.role != Role::Captain && !grant.buildings.empty())
        return Verdict::reject("members.buildings_unexpected");
    if (grant.role == Role::Captain && grant.buildings.empty())
        return Verdict::reject("members.buildings_missing");
    std::set<BuildingId> seen;
    for (const BuildingId& id : grant.buildings) {
        LINLI_TRY(const auto known, building(db, id));
        if (!known)
            return Verdict::reject("members.unknown_building");
        if (!seen.insert(id).second)
            return Verdict::reject("members.duplicate_building");
    }
    return Verdict::accept();
}

Result<bool> isLastAdmin(store::Database& db, const Member& member)
{
    if (!std::ranges::contains(member.grants, Role::Admin, &Grant::role))
        return false;
    LINLI_TRY(const auto others,
              db.count("SELECT count(*) FROM grant_role g WHERE g.role = ?1 AND g.member_id <> ?2 AND EXISTS "
                       "(SELECT 1 FROM device d WHERE d.member_id = g.member_id AND d.state = ?3)",
                       {static_cast<int>(Role::Admin), member.id, static_cast<int>(DeviceState::Active)}));
    return others == 0;
}

} // namespace linli::members
