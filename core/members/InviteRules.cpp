// SPDX-License-Identifier: Apache-2.0
#include "core/members/InviteRules.h"

#include "core/base/Encoding.h"
#include "core/members/Rules.h"

namespace linli::members {
namespace {

using log::Context;
using log::Verdict;
using table::InviteKind;
namespace wire = linli::pb::members;

/// Nothing when a field has the wrong length or no target is set.
std::optional<table::Invite> readInvite(const Context& context, const wire::Invite& facts)
{
    const auto key = toHash(facts.key());
    if (!key || facts.target_case() == wire::Invite::TARGET_NOT_SET)
        return std::nullopt;
    table::Invite invite;
    invite.key = *key;
    invite.op = context.op;
    invite.maker = context.member;
    invite.device = context.device;
    invite.expires = fromMs(facts.expires_ms());
    if (facts.has_household()) {
        invite.kind = InviteKind::Household;
        invite.household = HouseholdId{facts.household()};
    } else if (facts.has_role()) {
        invite.kind = InviteKind::Role;
        Grant grant = readGrant(facts.role());
        invite.role = grant.role;
        invite.buildings = std::move(grant.buildings);
        if (!facts.role().household().empty())
            invite.household = HouseholdId{facts.role().household()};
    } else {
        invite.kind = facts.has_own_device() ? InviteKind::OwnDevice : InviteKind::Readmission;
        invite.member =
            MemberId::fromBytes(asBytes(facts.has_own_device() ? facts.own_device() : facts.readmit_member()));
        if (!invite.member)
            return std::nullopt;
    }
    return invite;
}

Result<Verdict> mayInviteMember(store::Database& db, const Actor& maker, const table::Invite& invite)
{
    LINLI_TRY(const auto target, member(db, *invite.member));
    if (!target)
        return Verdict::reject("members.unknown_member");
    LINLI_TRY(const Subject subject, subjectOf(db, *target));
    LINLI_REQUIRE(permit(invite.kind == InviteKind::OwnDevice ? Deed::AddOwnDevice : Deed::Readmit, maker, subject));
    if (!target->household && target->grants.empty())
        return Verdict::reject("members.member_left");
    return Verdict::accept();
}

} // namespace

Result<Verdict> mayInvite(store::Database& db, const Actor& maker, const table::Invite& invite)
{
    if (invite.member)
        return mayInviteMember(db, maker, invite);
    Subject subject;
    if (invite.household) {
        LINLI_TRY(const auto home, household(db, *invite.household));
        if (!home)
            return Verdict::reject("members.unknown_household");
        subject.building = home->building;
    }
    if (invite.kind == InviteKind::Household)
        return permit(Deed::InviteToHousehold, maker, subject);
    LINLI_REQUIRE(permit(Deed::InviteToRole, maker, subject));
    return checkGrant(db, {invite.role.value_or(Role::Resident), invite.buildings});
}

Result<Verdict> decideInvite(const Context& context, const wire::Invite& facts)
{
    const auto invite = readInvite(context, facts);
    if (!invite)
        return Verdict::reject("op.malformed");
    LINLI_TRY(const Actor maker, actor(context.db, context.member));
    LINLI_TRY(Verdict verdict, mayInvite(context.db, maker, *invite));
    LINLI_REQUIRE(std::move(verdict));
    if (invite->expires <= context.at || invite->expires > context.at + maxInviteLife)
        return Verdict::reject("members.invite_expiry");
    LINLI_TRY(const auto known, table::invite(context.db, invite->key));
    return known ? Verdict::reject("members.invite_known") : Verdict::accept();
}

Result<void> applyInvite(const Context& context, const wire::Invite& facts, const wire::Nothing*)
{
    const auto invite = readInvite(context, facts);
    if (!invite)
        return fail(ErrorKind::Internal, "op.malformed");
    return table::addInvite(context.db, *invite);
}

} // namespace linli::members
