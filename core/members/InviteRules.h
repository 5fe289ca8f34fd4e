// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/members/Rights.h"
#include "core/members/Table.h"

namespace linli::members {

/// Whether `maker` may make this invite now; asked when it is made and again when it is used, so that it dies with its
/// maker's right. Codes of permit() and checkGrant(), "members.unknown_household", "members.unknown_member",
/// "members.member_left".
[[nodiscard]] Result<log::Verdict> mayInvite(store::Database& db, const Actor& maker, const table::Invite& invite);

} // namespace linli::members
