// SPDX-License-Identifier: Apache-2.0
#include "core/members/Table.h"

#include "core/base/Encoding.h"

#include <array>
#include <cmath>

namespace linli::members::table {
namespace {

constexpr std::string_view schemaSql = R"sql(
CREATE TABLE community (id BLOB PRIMARY KEY, name TEXT NOT NULL, hub_key BLOB NOT NULL, genesis_hash BLOB,
    op_id BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE compound (id TEXT PRIMARY KEY, name TEXT NOT NULL, outline BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE building (id TEXT PRIMARY KEY, compound_id TEXT NOT NULL, name TEXT NOT NULL, units INTEGER NOT NULL,
    floors INTEGER NOT NULL, outline BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE household (id TEXT PRIMARY KEY, building_id TEXT NOT NULL, unit TEXT NOT NULL, room TEXT NOT NULL,
    area_cm2 INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX household_building ON household (building_id, id);
CREATE TABLE owner_share (household_id TEXT NOT NULL, owner TEXT NOT NULL, numerator INTEGER NOT NULL,
    denominator INTEGER NOT NULL, PRIMARY KEY (household_id, owner)) WITHOUT ROWID;
CREATE INDEX owner_share_owner ON owner_share (owner, household_id);
CREATE TABLE member (id BLOB PRIMARY KEY, household_id TEXT, name TEXT, name_op BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX member_household ON member (household_id, id);
CREATE INDEX member_name_op ON member (name_op);
CREATE TABLE grant_role (member_id BLOB NOT NULL, role INTEGER NOT NULL, PRIMARY KEY (member_id, role)) WITHOUT ROWID;
CREATE INDEX grant_role_role ON grant_role (role, member_id);
CREATE TABLE grant_building (member_id BLOB NOT NULL, role INTEGER NOT NULL, building_id TEXT NOT NULL,
    PRIMARY KEY (member_id, role, building_id)) WITHOUT ROWID;
CREATE INDEX grant_building_building ON grant_building (building_id, member_id);
CREATE TABLE device (id BLOB PRIMARY KEY, member_id BLOB NOT NULL, signing_key BLOB NOT NULL UNIQUE,
    sealing_key BLOB NOT NULL, state INTEGER NOT NULL, epoch INTEGER NOT NULL, last_seq INTEGER NOT NULL,
    last_hash BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX device_member ON device (member_id, id);
CREATE TABLE invite (key BLOB PRIMARY KEY, op_id BLOB NOT NULL, maker BLOB, maker_device BLOB,
    expires_ms INTEGER NOT NULL, kind INTEGER NOT NULL, household_id TEXT, role INTEGER, member_id BLOB,
    used_op BLOB) WITHOUT ROWID;
CREATE INDEX invite_maker ON invite (maker, expires_ms);
CREATE TABLE staff_key (generation INTEGER PRIMARY KEY, public_key BLOB NOT NULL, previous BLOB NOT NULL,
    op_id BLOB NOT NULL);
CREATE TABLE staff_key_box (op_id BLOB NOT NULL, device BLOB NOT NULL, generation INTEGER NOT NULL, box BLOB NOT NULL,
    PRIMARY KEY (op_id, device)) WITHOUT ROWID;
CREATE INDEX staff_key_box_device ON staff_key_box (device, generation);
CREATE TABLE invite_building (key BLOB NOT NULL, building_id TEXT NOT NULL, PRIMARY KEY (key, building_id))
    WITHOUT ROWID;
)sql";

std::optional<std::int64_t> number(std::optional<Role> role)
{
    return role ? std::optional<std::int64_t>(static_cast<std::int64_t>(*role)) : std::nullopt;
}

std::int32_t readI32(ByteView bytes)
{
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes.first(4))
        value = value << 8 | byte;
    return static_cast<std::int32_t>(value);
}

Invite readInvite(const store::Row& row)
{
    Invite invite;
    invite.key = row.hash(0);
    invite.op = row.id<OpId>(1);
    if (!row.isNull(2))
        invite.maker = row.id<MemberId>(2);
    if (!row.isNull(3))
        invite.device = row.id<DeviceId>(3);
    invite.expires = row.time(4);
    invite.kind = static_cast<InviteKind>(row.integer(5));
    if (!row.isNull(6))
        invite.household = row.textId<HouseholdId>(6);
    if (!row.isNull(7))
        invite.role = static_cast<Role>(row.integer(7));
    if (!row.isNull(8))
        invite.member = row.id<MemberId>(8);
    if (!row.isNull(9))
        invite.usedBy = row.id<OpId>(9);
    return invite;
}

} // namespace

std::string_view schema()
{
    return schemaSql;
}

std::span<const log::TableSpec> specs()
{
    static const std::vector<log::TableSpec> all{
        {"community", {"id"}, {"name", "hub_key", "genesis_hash", "op_id"}, {}, {}, {}},
        {"compound", {"id"}, {"name", "outline"}, {}, {}, {}},
        {"building", {"id"}, {"compound_id", "name", "units", "floors", "outline"}, {}, {}, {}},
        {"household", {"id"}, {"building_id", "unit", "room", "area_cm2"}, {}, {}, {}},
        {"owner_share", {"household_id", "owner"}, {"numerator", "denominator"}, {}, {}, {}},
        {"member", {"id"}, {"household_id", "name_op"}, {"name"}, "name_op", {}},
        {"grant_role", {"member_id", "role"}, {}, {}, {}, {}},
        {"grant_building", {"member_id", "role", "building_id"}, {}, {}, {}, {}},
        // Not the chain columns: who is outside an operation's audience cannot see whose chain it moved on.
        {"device",
         {"id"},
         {"member_id", "signing_key", "sealing_key", "state"},
         {},
         {},
         {},
         {},
         {"epoch", "last_seq", "last_hash"}},
        {"invite",
         {"key"},
         {"op_id", "maker", "maker_device", "expires_ms", "kind", "household_id", "role", "member_id", "used_op"},
         {},
         {},
         {}},
        {"invite_building", {"key", "building_id"}, {}, {}, {}, {}},
        {"staff_key", {"generation"}, {"public_key", "previous", "op_id"}, {}, {}, {}},
        {"staff_key_box", {"op_id", "device"}, {"generation", "box"}, {}, {}, {}},
    };
    return all;
}

Result<void> addCommunity(store::Database& db, const Community& community, const OpId& op)
{
    return db.run("INSERT INTO community (id, name, hub_key, op_id) VALUES (?1, ?2, ?3, ?4)",
                  {community.id, community.name, community.hubKey, op});
}

Result<void> addCompound(store::Database& db, const Compound& compound)
{
    return db.run("INSERT INTO compound (id, name, outline) VALUES (?1, ?2, ?3)",
                  {compound.id, compound.name, packOutline(compound.outline)});
}

Result<void> addBuilding(store::Database& db, const Building& building)
{
    return db.run(
        "INSERT INTO building (id, compound_id, name, units, floors, outline) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        {building.id, building.compound, building.name, building.units, building.floors,
         packOutline(building.outline)});
}

Result<void> putHousehold(store::Database& db, const Household& household)
{
    LINLI_CHECK(db.run("INSERT INTO household (id, building_id, unit, room, area_cm2) VALUES (?1, ?2, ?3, ?4, ?5) "
                       "ON CONFLICT (id) DO UPDATE SET area_cm2 = excluded.area_cm2",
                       {household.id, household.building, household.unit, household.room, household.area}));
    return setOwners(db, household.id, household.owners);
}

Result<void> setOwners(store::Database& db, const HouseholdId& id, std::span<const OwnerShare> owners)
{
    LINLI_CHECK(db.run("DELETE FROM owner_share WHERE household_id = ?1", {id}));
    for (const OwnerShare& share : owners)
        LINLI_CHECK(
            db.run("INSERT INTO owner_share (household_id, owner, numerator, denominator) VALUES (?1, ?2, ?3, ?4)",
                   {id, share.owner, share.numerator, share.denominator}));
    return {};
}

Result<void> endMemberships(store::Database& db, const HouseholdId& id)
{
    return db.run("UPDATE member SET household_id = NULL WHERE household_id = ?1", {id});
}

Result<void> addMember(store::Database& db, const MemberId& id, const std::optional<HouseholdId>& household)
{
    return db.run("INSERT INTO member (id, household_id, name_op) VALUES (?1, ?2, ?1)", {id, household});
}

Result<void> setName(store::Database& db, const MemberId& id, const OpId& op, const std::optional<std::string>& name)
{
    return db.run("UPDATE member SET name = ?2, name_op = ?3 WHERE id = ?1", {id, name, op});
}

Result<void> leaveHousehold(store::Database& db, const MemberId& id)
{
    return db.run("UPDATE member SET household_id = NULL WHERE id = ?1", {id});
}

Result<void> setGrant(store::Database& db, const MemberId& id, const Grant& grant)
{
    LINLI_CHECK(dropGrant(db, id, grant.role));
    LINLI_CHECK(db.run("INSERT INTO grant_role (member_id, role) VALUES (?1, ?2)", {id, static_cast<int>(grant.role)}));
    for (const BuildingId& building : grant.buildings)
        LINLI_CHECK(db.run("INSERT INTO grant_building (member_id, role, building_id) VALUES (?1, ?2, ?3)",
                           {id, static_cast<int>(grant.role), building}));
    return {};
}

Result<void> dropGrant(store::Database& db, const MemberId& id, Role role)
{
    LINLI_CHECK(db.run("DELETE FROM grant_building WHERE member_id = ?1 AND role = ?2", {id, static_cast<int>(role)}));
    return db.run("DELETE FROM grant_role WHERE member_id = ?1 AND role = ?2", {id, static_cast<int>(role)});
}

Result<void> addDevice(store::Database& db, const Device& device)
{
    return db.run("INSERT INTO device (id, member_id, signing_key, sealing_key, state, epoch, last_seq, last_hash) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                  {device.id, device.member, device.signingKey, device.sealingKey, static_cast<int>(device.state),
                   device.epoch, device.lastSeq, device.lastHash});
}

Result<void> setDeviceState(store::Database& db, const DeviceId& id, DeviceState state)
{
    return db.run("UPDATE device SET state = ?2 WHERE id = ?1", {id, static_cast<int>(state)});
}

Result<void> revokeAllDevices(store::Database& db, const MemberId& id)
{
    return db.run("UPDATE device SET state = ?2 WHERE member_id = ?1", {id, static_cast<int>(DeviceState::Revoked)});
}

Result<void> addInvite(store::Database& db, const Invite& invite)
{
    LINLI_CHECK(db.run("INSERT INTO invite (key, op_id, maker, maker_device, expires_ms, kind, household_id, role, "
                       "member_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                       {invite.key, invite.op, invite.maker, invite.device, invite.expires,
                        static_cast<int>(invite.kind), invite.household, number(invite.role), invite.member}));
    for (const BuildingId& building : invite.buildings)
        LINLI_CHECK(db.run("INSERT INTO invite_building (key, building_id) VALUES (?1, ?2)", {invite.key, building}));
    return {};
}

Result<void> useInvite(store::Database& db, const crypto::SigningPublicKey& key, const OpId& join)
{
    return db.run("UPDATE invite SET used_op = ?2 WHERE key = ?1", {key, join});
}

Result<std::optional<Invite>> invite(store::Database& db, const crypto::SigningPublicKey& key)
{
    LINLI_TRY(auto found, db.one("SELECT key, op_id, maker, maker_device, expires_ms, kind, household_id, role, "
                                 "member_id, used_op FROM invite WHERE key = ?1",
                                 {key}, readInvite));
    if (found) {
        LINLI_TRY(found->buildings,
                  db.all("SELECT building_id FROM invite_building WHERE key = ?1 ORDER BY building_id", {key},
                         [](const store::Row& row) { return row.textId<BuildingId>(0); }));
    }
    return found;
}

Bytes packOutline(std::span<const Point> outline)
{
    Bytes out;
    out.reserve(outline.size() * 8);
    for (const Point& point : outline) {
        for (const double degrees : {point.latitude, point.longitude})
            appendU32(out, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(degrees * 1e7))));
    }
    return out;
}

std::vector<Point> unpackOutline(ByteView bytes)
{
    std::vector<Point> outline;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8))
        outline.push_back({readI32(bytes) / 1e7, readI32(bytes.subspan(4)) / 1e7});
    return outline;
}

} // namespace linli::members::table
