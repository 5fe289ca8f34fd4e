// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/base/Text.h"
#include "core/members/Register.h"
#include "core/members/Rights.h"
#include "core/members/Rules.h"
#include "core/members/Table.h"

#include <set>

namespace linli::members {
namespace {

using log::Context;
using log::Verdict;
namespace wire = linli::pb::members;
using Ids = std::set<std::string, std::less<>>;

bool nameHolds(std::string_view name)
{
    return checkText(name, maxPlaceName) == TextFault::None;
}

Verdict checkPlace(const std::string& id, std::string_view name, Ids& ids)
{
    if (!isTextId(id))
        return Verdict::reject("members.bad_id");
    if (!ids.insert(id).second)
        return Verdict::reject("members.duplicate_id");
    return nameHolds(name) ? Verdict::accept() : Verdict::reject("members.bad_name");
}

Verdict checkBuilding(const wire::Building& building, const Ids& compounds, Ids& buildings)
{
    LINLI_REQUIRE(checkPlace(building.id(), building.name(), buildings));
    if (!compounds.contains(building.compound()))
        return Verdict::reject("members.unknown_compound");
    if (building.units() > maxUnits || building.floors() > maxFloors)
        return Verdict::reject("members.bad_building");
    return outlineHolds(building.outline(), 1) ? Verdict::accept() : Verdict::reject("members.bad_outline");
}

Verdict checkHousehold(const wire::Household& household, const Ids& buildings, Ids& households)
{
    const auto id = householdId(household.building(), household.unit(), household.room());
    if (!id)
        return Verdict::reject("members.bad_id");
    if (!buildings.contains(household.building()))
        return Verdict::reject("members.unknown_building");
    if (!households.insert(id->value).second)
        return Verdict::reject("members.duplicate_id");
    if (!areaHolds(household.area_cm2()))
        return Verdict::reject("members.bad_area");
    return sharesHold(household.owners()) ? Verdict::accept() : Verdict::reject("members.bad_shares");
}

Verdict checkPlaces(const wire::Found& facts)
{
    Ids compounds;
    Ids buildings;
    Ids households;
    for (const auto& compound : facts.compounds()) {
        LINLI_REQUIRE(checkPlace(compound.id(), compound.name(), compounds));
        if (!outlineHolds(compound.outline(), 3))
            return Verdict::reject("members.bad_outline");
    }
    for (const auto& building : facts.buildings())
        LINLI_REQUIRE(checkBuilding(building, compounds, buildings));
    for (const auto& household : facts.households())
        LINLI_REQUIRE(checkHousehold(household, buildings, households));
    return Verdict::accept();
}

} // namespace

Result<Verdict> decideFound(const Context& context, const wire::Found& facts)
{
    if (!context.byHub)
        return Verdict::reject("members.not_hub");
    LINLI_TRY(const auto founded, community(context.db));
    if (founded)
        return Verdict::reject("members.already_founded");
    if (facts.community_id().size() != sizeof(CommunityId) || !toHash(facts.hub_key()) ||
        !toHash(facts.admin_invite_key()))
        return Verdict::reject("op.malformed");
    if (!nameHolds(facts.name()))
        return Verdict::reject("members.bad_name");
    const Timestamp expires = fromMs(facts.admin_invite_expires_ms());
    if (expires <= context.at || expires > context.at + maxInviteLife)
        return Verdict::reject("members.invite_expiry");
    return checkPlaces(facts);
}

Result<void> applyFound(const Context& context, const wire::Found& facts, const wire::Nothing*)
{
    const Community founded{CommunityId::fromBytes(asBytes(facts.community_id())).value_or(CommunityId{}), facts.name(),
                            toHash(facts.hub_key()).value_or(Hash{})};
    LINLI_CHECK(table::addCommunity(context.db, founded, context.op));
    for (const auto& compound : facts.compounds())
        LINLI_CHECK(table::addCompound(context.db, fromProto(compound)));
    for (const auto& building : facts.buildings())
        LINLI_CHECK(table::addBuilding(context.db, fromProto(building)));
    for (const auto& household : facts.households())
        LINLI_CHECK(table::putHousehold(context.db, fromProto(household)));
    table::Invite invite;
    invite.key = toHash(facts.admin_invite_key()).value_or(Hash{});
    invite.op = context.op;
    invite.expires = fromMs(facts.admin_invite_expires_ms());
    invite.kind = table::InviteKind::Role;
    invite.role = Role::Admin;
    return table::addInvite(context.db, invite);
}

} // namespace linli::members
