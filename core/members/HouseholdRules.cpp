// SPDX-License-Identifier: Apache-2.0
// Households that move, are sold, or stand wrong in the register.
#include "core/members/Register.h"
#include "core/members/Rights.h"
#include "core/members/Rules.h"
#include "core/members/Table.h"

namespace linli::members {
namespace {

using log::Context;
using log::Verdict;
namespace wire = linli::pb::members;

} // namespace

Result<Verdict> decideMoveOut(const Context& context, const wire::MoveOut& facts)
{
    const auto id = MemberId::fromBytes(asBytes(facts.member()));
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    LINLI_TRY(const auto target, member(context.db, id.value_or(MemberId{})));
    if (!target)
        return Verdict::reject("members.unknown_member");
    LINLI_TRY(Subject subject, subjectOf(context.db, *target));
    // Leaving a household touches neither roles nor devices, so a role does not shield from the captain here.
    subject.staff = false;
    LINLI_REQUIRE(permit(Deed::EndMembership, who, subject));
    return target->household ? Verdict::accept() : Verdict::reject("members.no_household");
}

Result<void> applyMoveOut(const Context& context, const wire::MoveOut& facts, const wire::Nothing*)
{
    return table::leaveHousehold(context.db, MemberId::fromBytes(asBytes(facts.member())).value_or(MemberId{}));
}

Result<Verdict> decideTransferHousehold(const Context& context, const wire::TransferHousehold& facts)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    LINLI_REQUIRE(permit(Deed::ChangeRegister, who, {}));
    LINLI_TRY(const auto known, household(context.db, HouseholdId{facts.household()}));
    if (!known)
        return Verdict::reject("members.unknown_household");
    return sharesHold(facts.owners()) ? Verdict::accept() : Verdict::reject("members.bad_shares");
}

Result<void> applyTransferHousehold(const Context& context, const wire::TransferHousehold& facts, const wire::Nothing*)
{
    const HouseholdId id{facts.household()};
    LINLI_CHECK(table::setOwners(context.db, id, fromProto(facts.owners())));
    return facts.keep_members() ? Result<void>{} : table::endMemberships(context.db, id);
}

Result<Verdict> decideRegisterHousehold(const Context& context, const wire::RegisterHousehold& facts)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    LINLI_REQUIRE(permit(Deed::ChangeRegister, who, {}));
    const wire::Household& entry = facts.household();
    LINLI_TRY(const auto home, building(context.db, BuildingId{entry.building()}));
    if (!home)
        return Verdict::reject("members.unknown_building");
    const auto id = householdId(entry.building(), entry.unit(), entry.room());
    if (!id)
        return Verdict::reject("members.bad_id");
    // "A" + "1-2" + "3" and "A" + "1" + "2-3" would be one id for two homes.
    LINLI_TRY(const auto known, household(context.db, *id));
    if (known && (known->building.value != entry.building() || known->unit != entry.unit()))
        return Verdict::reject("members.duplicate_id");
    if (!areaHolds(entry.area_cm2()))
        return Verdict::reject("members.bad_area");
    return sharesHold(entry.owners()) ? Verdict::accept() : Verdict::reject("members.bad_shares");
}

Result<void> applyRegisterHousehold(const Context& context, const wire::RegisterHousehold& facts, const wire::Reason*)
{
    return table::putHousehold(context.db, fromProto(facts.household()));
}

} // namespace linli::members
