// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/members/Invite.h"
#include "core/members/InviteRules.h"
#include "core/members/Members.h"
#include "core/members/Rules.h"

namespace linli::members {
namespace {

using log::Context;
using log::Verdict;
using table::InviteKind;
namespace wire = linli::pb::members;

/// An invite dies with the device that made it and with its maker's right to make it: what a thief invited from a stolen
/// phone must not outlive the phone's revocation.
Result<Verdict> stillStands(const Context& context, const table::Invite& invite)
{
    if (invite.usedBy)
        return Verdict::reject("members.invite_used");
    if (invite.expires <= context.at)
        return Verdict::reject("members.invite_expired");
    if (!invite.maker)
        return Verdict::accept();
    LINLI_TRY(const auto madeOn, device(context.db, invite.device.value_or(DeviceId{})));
    LINLI_TRY(const Actor maker, actor(context.db, *invite.maker));
    LINLI_TRY(const Verdict verdict, mayInvite(context.db, maker, invite));
    if (!madeOn || madeOn->state != DeviceState::Active || !verdict.accepted())
        return Verdict::reject("members.invite_void");
    return Verdict::accept();
}

Result<Verdict> isNewDevice(const Context& context, const JoiningDevice& joining)
{
    LINLI_TRY(const auto known, context.db.count("SELECT count(*) FROM device WHERE id = ?1 OR signing_key = ?2",
                                                 {context.device, joining.signingKey}));
    return known > 0 ? Verdict::reject("members.device_known") : Verdict::accept();
}

Result<Verdict> hasRoom(const Context& context, const table::Invite& invite)
{
    if (invite.kind != InviteKind::OwnDevice)
        return Verdict::accept();
    LINLI_TRY(const auto devices, context.db.count("SELECT count(*) FROM device WHERE member_id = ?1 AND state <> ?2",
                                                   {*invite.member, static_cast<int>(DeviceState::Revoked)}));
    return devices >= maxDevices ? Verdict::reject("members.device_limit") : Verdict::accept();
}

} // namespace

Result<Verdict> decideJoin(const Context& context, const wire::Join& facts)
{
    const auto joining = joiningDevice(asBytes(facts.SerializeAsString()));
    if (!joining)
        return Verdict::reject("op.malformed");
    LINLI_TRY(const auto invite, table::invite(context.db, joining->inviteKey));
    if (!invite)
        return Verdict::reject("members.invite_unknown");
    LINLI_TRY(const auto founded, community(context.db));
    LINLI_TRY(const auto founding, genesis(context.db));
    if (!founded || founding != joining->genesis)
        return Verdict::reject("members.wrong_genesis");
    const JoinProof proof{founded->id, context.device, joining->signingKey, joining->sealingKey};
    if (!proofHolds(proof, joining->inviteKey, asBytes(facts.invite_signature())))
        return Verdict::reject("members.invite_signature");
    LINLI_TRY(Verdict standing, stillStands(context, *invite));
    LINLI_REQUIRE(std::move(standing));
    LINLI_TRY(Verdict fresh, isNewDevice(context, *joining));
    LINLI_REQUIRE(std::move(fresh));
    return hasRoom(context, *invite);
}

Result<void> applyJoin(const Context& context, const wire::Join& facts, const wire::Name* content)
{
    LINLI_TRY(const auto joining, joiningDevice(asBytes(facts.SerializeAsString())));
    LINLI_TRY(const auto invite, table::invite(context.db, joining.inviteKey));
    if (!invite)
        return fail(ErrorKind::Internal, "members.invite_unknown");
    Device device;
    device.id = context.device;
    device.signingKey = joining.signingKey;
    device.sealingKey = joining.sealingKey;
    if (invite->member) {
        device.member = *invite->member;
        if (invite->kind == InviteKind::Readmission)
            LINLI_CHECK(table::revokeAllDevices(context.db, device.member));
    } else {
        device.member = MemberId{context.op.bytes};
        LINLI_CHECK(table::addMember(context.db, device.member, invite->household));
        const auto name = content && !content->name().empty() ? std::optional(content->name()) : std::nullopt;
        LINLI_CHECK(table::setName(context.db, device.member, context.op, name));
        if (invite->role)
            LINLI_CHECK(table::setGrant(context.db, device.member, {*invite->role, invite->buildings}));
    }
    LINLI_CHECK(table::addDevice(context.db, device));
    return table::useInvite(context.db, invite->key, context.op);
}

} // namespace linli::members
