// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/members/Directory.h"
#include "core/members/Table.h"

/// Lists for screens and command lines, beside the Directory. Functions over a reader's Database.
namespace linli::members {

/// Invites that a member made, newest expiry first; at most `limit`.
[[nodiscard]] Result<std::vector<table::Invite>> invitesBy(store::Database& db, const MemberId& maker, int limit = 100);
/// Members of a household, in the order they joined.
[[nodiscard]] Result<std::vector<Member>> membersOf(store::Database& db, const HouseholdId& household);
/// Captains of the building, and everybody whose role reaches the whole community.
[[nodiscard]] Result<std::vector<Member>> staffOf(store::Database& db, const BuildingId& building);
/// Homes of a building, by id.
[[nodiscard]] Result<std::vector<HouseholdId>> householdsOf(store::Database& db, const BuildingId& building);

} // namespace linli::members
