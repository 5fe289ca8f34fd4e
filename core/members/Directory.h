// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/crypto/Crypto.h"
#include "core/store/Database.h"

#include <optional>
#include <string>
#include <vector>

/// Who is who, as every other capability asks it: a reader over the members' tables. Functions over a Database, called
/// on whichever thread owns that connection.
namespace linli::members {

enum class Role : std::uint8_t { Resident, Captain, Worker, Property, Treasurer, Auditor, Admin };
[[nodiscard]] std::string_view roleName(Role role); ///< "resident", "captain", …
[[nodiscard]] std::optional<Role> parseRole(std::string_view name);

struct Point { ///< WGS-84 degrees
    double latitude = 0;
    double longitude = 0;
};
/// Latitude within ±90, longitude within ±180, both finite.
[[nodiscard]] bool isValid(const Point& point);

struct Compound {
    CompoundId id;
    std::string name;
    std::vector<Point> outline; ///< exterior ring, first point not repeated
};
struct Building {
    BuildingId id;
    CompoundId compound;
    std::string name;
    int units = 0;
    int floors = 0;
    std::vector<Point> outline;
    [[nodiscard]] Point centre() const;
};
struct OwnerShare {
    std::string owner; ///< owner number in the register
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
};
struct Household {
    HouseholdId id;
    BuildingId building;
    std::string unit;
    std::string room;
    AreaCm2 area;
    std::vector<OwnerShare> owners;
};
struct Grant {
    Role role = Role::Resident;
    std::vector<BuildingId> buildings; ///< reach of a captain; empty for roles that reach the whole community
};
struct Member {
    MemberId id;
    std::string name;                     ///< as the member wrote it; empty when erased
    std::optional<HouseholdId> household; ///< nothing for people who serve but do not live here
    std::vector<Grant> grants;            ///< roles beside resident
    bool active = true;                   ///< false once moved out or without any device that is not revoked
};
enum class DeviceState : std::uint8_t { Active = 0, Revoked = 1, Suspended = 2 };
struct Device {
    DeviceId id;
    MemberId member;
    crypto::SigningPublicKey signingKey{};
    crypto::SealingPublicKey sealingKey{};
    DeviceState state = DeviceState::Active;
    std::uint32_t epoch = 1;
    std::uint64_t lastSeq = 0; ///< newest device_seq in the log, accepted or rejected
    Hash lastHash{};
};
struct Community {
    CommunityId id;
    std::string name;
    crypto::SigningPublicKey hubKey{};
};

[[nodiscard]] Result<std::optional<Community>> community(store::Database& db);
[[nodiscard]] Result<std::vector<Compound>> compounds(store::Database& db);
[[nodiscard]] Result<std::vector<Building>> buildings(store::Database& db);
[[nodiscard]] Result<std::optional<Building>> building(store::Database& db, const BuildingId& id);
[[nodiscard]] Result<std::optional<Compound>> compound(store::Database& db, const CompoundId& id);
[[nodiscard]] Result<std::optional<Household>> household(store::Database& db, const HouseholdId& id);
[[nodiscard]] Result<std::vector<Household>> households(store::Database& db); ///< ordered by id
[[nodiscard]] Result<std::optional<Member>> member(store::Database& db, const MemberId& id);
[[nodiscard]] Result<std::vector<Member>> allMembers(store::Database& db);
[[nodiscard]] Result<std::vector<Device>> devicesOf(store::Database& db, const MemberId& id);
[[nodiscard]] Result<std::optional<Device>> device(store::Database& db, const DeviceId& id);
[[nodiscard]] Result<std::vector<Device>> staffDevices(store::Database& db); ///< in use, of members with a role; by id

/// The author of an operation with everything that role checks need; an inactive or unknown member has no roles.
struct Actor {
    Member member;
    std::optional<BuildingId> homeBuilding;
    std::optional<CompoundId> homeCompound;

    [[nodiscard]] bool has(Role role) const;
    [[nodiscard]] bool hasAny(std::initializer_list<Role> roles) const;
    [[nodiscard]] bool isCaptainOf(const BuildingId& building) const;
    /// A role other than resident: may read Audience::Staff.
    [[nodiscard]] bool isStaff() const;
};
[[nodiscard]] Result<Actor> actor(store::Database& db, const MemberId& id);

} // namespace linli::members
