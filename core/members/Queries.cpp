// SPDX-License-Identifier: Apache-2.0
#include "core/members/Queries.h"

namespace linli::members {
namespace {

using store::Database;
using store::Row;

Result<std::vector<Member>> load(Database& db, const std::vector<MemberId>& ids)
{
    std::vector<Member> members;
    for (const MemberId& id : ids) {
        LINLI_TRY(auto found, member(db, id));
        if (found)
            members.push_back(std::move(*found));
    }
    return members;
}

} // namespace

Result<std::vector<table::Invite>> invitesBy(Database& db, const MemberId& maker, int limit)
{
    LINLI_TRY(const auto keys, db.all("SELECT key FROM invite WHERE maker = ?1 ORDER BY expires_ms DESC, key LIMIT ?2",
                                      {maker, limit}, [](const Row& row) { return row.hash(0); }));
    std::vector<table::Invite> invites;
    for (const crypto::SigningPublicKey& key : keys) {
        LINLI_TRY(auto found, table::invite(db, key));
        if (found)
            invites.push_back(std::move(*found));
    }
    return invites;
}

Result<std::vector<Member>> membersOf(Database& db, const HouseholdId& household)
{
    LINLI_TRY(const auto ids, db.all("SELECT id FROM member WHERE household_id = ?1 ORDER BY id", {household},
                                     [](const Row& row) { return row.id<MemberId>(0); }));
    return load(db, ids);
}

Result<std::vector<Member>> staffOf(Database& db, const BuildingId& building)
{
    LINLI_TRY(const auto ids,
              db.all("SELECT member_id FROM grant_building WHERE building_id = ?1 UNION "
                     "SELECT member_id FROM grant_role WHERE role <> ?2 ORDER BY 1",
                     {building, static_cast<int>(Role::Captain)}, [](const Row& row) { return row.id<MemberId>(0); }));
    return load(db, ids);
}

Result<std::vector<HouseholdId>> householdsOf(Database& db, const BuildingId& building)
{
    return db.all("SELECT id FROM household WHERE building_id = ?1 ORDER BY id", {building},
                  [](const Row& row) { return row.textId<HouseholdId>(0); });
}

} // namespace linli::members
