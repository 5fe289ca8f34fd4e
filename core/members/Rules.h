// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/members/members.pb.h"

/// One decide and one apply per kind (log::makeKind); README.md has the table of codes.
namespace linli::members {

inline constexpr Milliseconds maxInviteLife =
    std::chrono::days(90);                    ///< a forgotten paper must not open a door for ever
inline constexpr std::int64_t maxDevices = 8; ///< in use per member: phones and tablets of one person, not of a village
inline constexpr std::size_t maxName = 40;    ///< code points
inline constexpr std::size_t maxReason = 300; ///< code points

#define LINLI_MEMBERS_RULE(name, Facts, Content)                                                                       \
    [[nodiscard]] Result<log::Verdict> decide##name(const log::Context& context, const pb::members::Facts& facts);     \
    [[nodiscard]] Result<void> apply##name(const log::Context& context, const pb::members::Facts& facts,               \
                                           const pb::members::Content* content)

LINLI_MEMBERS_RULE(Found, Found, Nothing);
LINLI_MEMBERS_RULE(Invite, Invite, Nothing);
LINLI_MEMBERS_RULE(Join, Join, Name);
LINLI_MEMBERS_RULE(Grant, Grant, Nothing);
LINLI_MEMBERS_RULE(WithdrawRole, WithdrawRole, Nothing);
LINLI_MEMBERS_RULE(RevokeDevice, RevokeDevice, Nothing);
LINLI_MEMBERS_RULE(MoveOut, MoveOut, Nothing);
LINLI_MEMBERS_RULE(TransferHousehold, TransferHousehold, Nothing);
LINLI_MEMBERS_RULE(RegisterHousehold, RegisterHousehold, Reason);
LINLI_MEMBERS_RULE(Rename, Nothing, Name);
LINLI_MEMBERS_RULE(StaffKey, StaffKey, Nothing);
LINLI_MEMBERS_RULE(ShareStaffKey, ShareStaffKey, Nothing);

#undef LINLI_MEMBERS_RULE

} // namespace linli::members
