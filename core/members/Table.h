// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/members/Directory.h"

#include <span>

/// The members' tables: schema, what digests and erasure need to know, and every write. Readers are in Directory.h and
/// Queries.h. Called inside the writer's transaction, on its thread; rules have checked the values.
namespace linli::members::table {

/// What an invite is for.
enum class InviteKind : std::uint8_t { Household = 0, Role = 1, OwnDevice = 2, Readmission = 3 };

/// A row of `invite`. Invariant: `household`, `role` and `member` are set as `kind` says.
struct Invite {
    crypto::SigningPublicKey key{};
    OpId op;                        ///< the founding or members.invite
    std::optional<MemberId> maker;  ///< nothing for the founding's invite
    std::optional<DeviceId> device; ///< that the maker used
    Timestamp expires;
    InviteKind kind = InviteKind::Household;
    std::optional<HouseholdId> household;
    std::optional<Role> role;
    std::vector<BuildingId> buildings; ///< a captain's reach
    std::optional<MemberId> member;
    std::optional<OpId> usedBy; ///< the join
};

[[nodiscard]] std::string_view schema();
[[nodiscard]] std::span<const log::TableSpec> specs();

[[nodiscard]] Result<void> addCommunity(store::Database& db, const Community& community, const OpId& op);
[[nodiscard]] Result<void> addCompound(store::Database& db, const Compound& compound);
[[nodiscard]] Result<void> addBuilding(store::Database& db, const Building& building);
/// Inserts, or changes area and owners of a household that is there.
[[nodiscard]] Result<void> putHousehold(store::Database& db, const Household& household);
[[nodiscard]] Result<void> setOwners(store::Database& db, const HouseholdId& id, std::span<const OwnerShare> owners);
[[nodiscard]] Result<void> endMemberships(store::Database& db, const HouseholdId& id);

[[nodiscard]] Result<void> addMember(store::Database& db, const MemberId& id,
                                     const std::optional<HouseholdId>& household);
[[nodiscard]] Result<void> setName(store::Database& db, const MemberId& id, const OpId& op,
                                   const std::optional<std::string>& name);
[[nodiscard]] Result<void> leaveHousehold(store::Database& db, const MemberId& id);
/// Gives the role with exactly this reach, whatever it was before.
[[nodiscard]] Result<void> setGrant(store::Database& db, const MemberId& id, const Grant& grant);
[[nodiscard]] Result<void> dropGrant(store::Database& db, const MemberId& id, Role role);

[[nodiscard]] Result<void> addDevice(store::Database& db, const Device& device);
[[nodiscard]] Result<void> setDeviceState(store::Database& db, const DeviceId& id, DeviceState state);
[[nodiscard]] Result<void> revokeAllDevices(store::Database& db, const MemberId& id);

[[nodiscard]] Result<void> addInvite(store::Database& db, const Invite& invite);
[[nodiscard]] Result<void> useInvite(store::Database& db, const crypto::SigningPublicKey& key, const OpId& join);
[[nodiscard]] Result<std::optional<Invite>> invite(store::Database& db, const crypto::SigningPublicKey& key);

/// Outline as stored: i32be latitude | i32be longitude per point, 1e-7 degrees; integers, so that digests do not depend
/// on floating point.
[[nodiscard]] Bytes packOutline(std::span<const Point> outline);
[[nodiscard]] std::vector<Point> unpackOutline(ByteView bytes);

} // namespace linli::members::table
