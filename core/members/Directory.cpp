// SPDX-License-Identifier: Apache-2.0
#include "core/members/Directory.h"

#include "core/members/Table.h"

#include <algorithm>
#include <map>

namespace linli::members {
namespace {

using store::Database;
using store::Row;

/// `hasDevice`: has a device that is not revoked.
struct MemberRow {
    Member member;
    bool hasDevice = false;
};

MemberRow readMember(const Row& row)
{
    MemberRow read;
    read.member.id = row.id<MemberId>(0);
    read.member.name = row.text(1);
    if (!row.isNull(2))
        read.member.household = row.textId<HouseholdId>(2);
    read.hasDevice = row.boolean(3);
    return read;
}

constexpr std::string_view selectMembers =
    "SELECT m.id, m.name, m.household_id, "
    "EXISTS (SELECT 1 FROM device d WHERE d.member_id = m.id AND d.state <> 1) FROM member m ";
static_assert(static_cast<int>(DeviceState::Revoked) == 1);

constexpr std::string_view selectGrants =
    "SELECT g.member_id, g.role, b.building_id FROM grant_role g "
    "LEFT JOIN grant_building b ON b.member_id = g.member_id AND b.role = g.role ";

void addGrantRow(std::vector<Grant>& grants, const Row& row)
{
    const auto role = static_cast<Role>(row.integer(1));
    if (grants.empty() || grants.back().role != role)
        grants.push_back({role, {}});
    if (!row.isNull(2))
        grants.back().buildings.push_back(row.textId<BuildingId>(2));
}

Member withGrants(MemberRow read, std::vector<Grant> grants)
{
    read.member.grants = std::move(grants);
    read.member.active = read.hasDevice && (read.member.household || !read.member.grants.empty());
    return std::move(read.member);
}

Device readDevice(const Row& row)
{
    Device device;
    device.id = row.id<DeviceId>(0);
    device.member = row.id<MemberId>(1);
    device.signingKey = row.hash(2);
    device.sealingKey = row.hash(3);
    device.state = static_cast<DeviceState>(row.integer(4));
    device.epoch = static_cast<std::uint32_t>(row.integer(5));
    device.lastSeq = static_cast<std::uint64_t>(row.integer(6));
    device.lastHash = row.hash(7);
    return device;
}

constexpr std::string_view selectDevices =
    "SELECT id, member_id, signing_key, sealing_key, state, epoch, last_seq, last_hash FROM device ";

} // namespace

Result<std::optional<Member>> member(Database& db, const MemberId& id)
{
    LINLI_TRY(auto read, db.one(std::string(selectMembers) + "WHERE m.id = ?1", {id}, readMember));
    if (!read)
        return std::optional<Member>{};
    std::vector<Grant> grants;
    LINLI_CHECK(db.query(std::string(selectGrants) + "WHERE g.member_id = ?1 ORDER BY g.role, b.building_id", {id},
                         [&](const Row& row) {
                             addGrantRow(grants, row);
                             return true;
                         }));
    return withGrants(std::move(*read), std::move(grants));
}

Result<std::vector<Member>> allMembers(Database& db)
{
    std::map<MemberId, std::vector<Grant>> grants;
    LINLI_CHECK(
        db.query(std::string(selectGrants) + "ORDER BY g.member_id, g.role, b.building_id", {}, [&](const Row& row) {
            addGrantRow(grants[row.id<MemberId>(0)], row);
            return true;
        }));
    std::vector<Member> members;
    LINLI_CHECK(db.query(std::string(selectMembers) + "ORDER BY m.id", {}, [&](const Row& row) {
        MemberRow read = readMember(row);
        const auto found = grants.find(read.member.id);
        members.push_back(withGrants(std::move(read), found == grants.end() ? std::vector<Grant>{} : found->second));
        return true;
    }));
    return members;
}

Result<std::vector<Device>> devicesOf(Database& db, const MemberId& id)
{
    return db.all(std::string(selectDevices) + "WHERE member_id = ?1 ORDER BY id", {id}, readDevice);
}

Result<std::vector<Device>> staffDevices(Database& db)
{
    return db.all(std::string(selectDevices) +
                      "WHERE state = 0 AND EXISTS (SELECT 1 FROM grant_role g WHERE g.member_id = device.member_id) "
                      "ORDER BY id",
                  {}, readDevice);
}

Result<std::optional<Device>> device(Database& db, const DeviceId& id)
{
    return db.one(std::string(selectDevices) + "WHERE id = ?1", {id}, readDevice);
}

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::Resident:
        return "resident";
    case Role::Captain:
        return "captain";
    case Role::Worker:
        return "worker";
    case Role::Property:
        return "property";
    case Role::Treasurer:
        return "treasurer";
    case Role::Auditor:
        return "auditor";
    case Role::Admin:
        return "admin";
    }
    return {};
}

std::optional<Role> parseRole(std::string_view name)
{
    for (int i = 0; i <= static_cast<int>(Role::Admin); ++i)
        if (roleName(static_cast<Role>(i)) == name)
            return static_cast<Role>(i);
    return std::nullopt;
}

bool Actor::has(Role role) const
{
    return std::ranges::any_of(member.grants, [&](const Grant& grant) { return grant.role == role; }) ||
           (role == Role::Resident && member.active && member.household.has_value());
}

bool Actor::hasAny(std::initializer_list<Role> roles) const
{
    return std::ranges::any_of(roles, [&](Role role) { return has(role); });
}

bool Actor::isCaptainOf(const BuildingId& building) const
{
    return std::ranges::any_of(member.grants, [&](const Grant& grant) {
        return grant.role == Role::Captain && std::ranges::find(grant.buildings, building) != grant.buildings.end();
    });
}

bool Actor::isStaff() const
{
    return std::ranges::any_of(member.grants, [](const Grant& grant) { return grant.role != Role::Resident; });
}

Result<Actor> actor(Database& db, const MemberId& id)
{
    LINLI_TRY(auto found, member(db, id));
    Actor actor;
    if (!found || !found->active) {
        actor.member.id = id;
        actor.member.active = false;
        return actor;
    }
    actor.member = std::move(*found);
    if (actor.member.household) {
        LINLI_CHECK(db.query("SELECT b.id, b.compound_id FROM household h JOIN building b ON b.id = h.building_id "
                             "WHERE h.id = ?1",
                             {*actor.member.household}, [&](const Row& row) {
                                 actor.homeBuilding = row.textId<BuildingId>(0);
                                 actor.homeCompound = row.textId<CompoundId>(1);
                                 return false;
                             }));
    }
    return actor;
}

} // namespace linli::members
