// SPDX-License-Identifier: Apache-2.0
// Roles, devices and names of members who are there already.
#include "core/members/Rights.h"
#include "core/members/Rules.h"
#include "core/members/Table.h"

#include <algorithm>

namespace linli::members {
namespace {

using log::Context;
using log::Verdict;
namespace wire = linli::pb::members;

Result<std::optional<Member>> findMember(store::Database& db, const std::string& id)
{
    const auto parsed = MemberId::fromBytes(asBytes(id));
    return parsed ? member(db, *parsed) : Result<std::optional<Member>>(std::optional<Member>{});
}

Result<std::optional<Device>> findDevice(store::Database& db, const std::string& id)
{
    const auto parsed = DeviceId::fromBytes(asBytes(id));
    return parsed ? device(db, *parsed) : Result<std::optional<Device>>(std::optional<Device>{});
}

Result<bool> isOnlyDeviceInUse(store::Database& db, const Device& device)
{
    LINLI_TRY(const auto devices, devicesOf(db, device.member));
    return std::ranges::none_of(
        devices, [&](const Device& other) { return other.id != device.id && other.state == DeviceState::Active; });
}

} // namespace

Result<Verdict> decideGrant(const Context& context, const wire::Grant& facts)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    LINLI_REQUIRE(permit(Deed::ChangeRoles, who, {}));
    LINLI_TRY(const auto target, findMember(context.db, facts.member()));
    if (!target)
        return Verdict::reject("members.unknown_member");
    return checkGrant(context.db, readGrant(facts));
}

Result<void> applyGrant(const Context& context, const wire::Grant& facts, const wire::Nothing*)
{
    return table::setGrant(context.db, MemberId::fromBytes(asBytes(facts.member())).value_or(MemberId{}),
                           readGrant(facts));
}

Result<Verdict> decideWithdrawRole(const Context& context, const wire::WithdrawRole& facts)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    LINLI_REQUIRE(permit(Deed::ChangeRoles, who, {}));
    LINLI_TRY(const auto target, findMember(context.db, facts.member()));
    if (!target)
        return Verdict::reject("members.unknown_member");
    const auto role = static_cast<Role>(facts.role());
    if (!std::ranges::contains(target->grants, role, &Grant::role))
        return Verdict::reject("members.role_not_held");
    LINLI_TRY(const bool last, isLastAdmin(context.db, *target));
    return role == Role::Admin && last ? Verdict::reject("members.last_admin") : Verdict::accept();
}

Result<void> applyWithdrawRole(const Context& context, const wire::WithdrawRole& facts, const wire::Nothing*)
{
    return table::dropGrant(context.db, MemberId::fromBytes(asBytes(facts.member())).value_or(MemberId{}),
                            static_cast<Role>(facts.role()));
}

Result<Verdict> decideRevokeDevice(const Context& context, const wire::RevokeDevice& facts)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    LINLI_TRY(const auto target, findDevice(context.db, facts.device()));
    if (!target)
        return Verdict::reject("members.unknown_device");
    LINLI_TRY(const auto holder, member(context.db, target->member));
    if (!holder)
        return Verdict::reject("members.unknown_device");
    LINLI_TRY(const Subject subject, subjectOf(context.db, *holder));
    LINLI_REQUIRE(permit(Deed::RevokeDevice, who, subject));
    if (target->state == DeviceState::Revoked)
        return Verdict::reject("members.already_revoked");
    LINLI_TRY(const bool lastAdmin, isLastAdmin(context.db, *holder));
    LINLI_TRY(const bool lastDevice, isOnlyDeviceInUse(context.db, *target));
    return lastAdmin && lastDevice ? Verdict::reject("members.last_admin") : Verdict::accept();
}

Result<void> applyRevokeDevice(const Context& context, const wire::RevokeDevice& facts, const wire::Nothing*)
{
    return table::setDeviceState(context.db, DeviceId::fromBytes(asBytes(facts.device())).value_or(DeviceId{}),
                                 DeviceState::Revoked);
}

Result<Verdict> decideRename(const Context& context, const wire::Nothing&)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    return permit(Deed::Rename, who, Subject{context.member, std::nullopt, false});
}

Result<void> applyRename(const Context& context, const wire::Nothing&, const wire::Name* content)
{
    return table::setName(context.db, context.member, context.op,
                          content ? std::optional(content->name()) : std::nullopt);
}

} // namespace linli::members
