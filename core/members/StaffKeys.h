// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Sealed.h"
#include "core/members/Directory.h"

/// The key that what is written to the staff is sealed to (DESIGN §4): one X25519 pair per generation, whose seed is sealed to every
/// device of the staff. A new generation is made when somebody who held the newest has left; each holds the seed of the one
/// before, so who has the newest reads all. Functions over a Database, on whichever thread owns that connection.
namespace linli::members {

inline constexpr std::string_view staffKeyKind = "members.staff_key";
inline constexpr std::string_view shareStaffKeyKind = "members.share_staff_key";
/// In one operation, so that its header stays within 64 KiB; further devices get theirs by shareStaffKeyKind.
inline constexpr std::size_t maxKeyBoxes = 400;

struct StaffKeyInfo {
    log::StaffGeneration generation;
    crypto::SealingPublicKey key{};
};
/// Nothing before the first was made.
[[nodiscard]] Result<std::optional<StaffKeyInfo>> newestStaffKey(store::Database& db);
[[nodiscard]] Result<bool> hasStaffKey(store::Database& db, log::StaffGeneration generation);

/// The secret half, opened with this device's key; nothing when no box for the device leads to it.
[[nodiscard]] Result<std::optional<crypto::SealingKey>> staffKey(store::Database& db, log::StaffGeneration generation,
                                                                 const DeviceId& device, const crypto::SealingKey& own);

/// What the register says must be done about the key. Devices ascending by id.
struct StaffKeyNeed {
    std::optional<StaffKeyInfo> newest;
    bool newGeneration = false;  ///< there is none, or a holder of the newest is not of the staff any more
    std::vector<Device> staff;   ///< devices in use of members with a role
    std::vector<Device> without; ///< of those, who have no box of the newest generation
    [[nodiscard]] bool any() const { return newGeneration || !without.empty(); }
};
[[nodiscard]] Result<StaffKeyNeed> staffKeyNeed(store::Database& db);

/// Serialised facts of the operation that `need` asks for, made with `own` device's key, and its kind; nothing when this
/// device cannot help, because it does not hold the newest key.
struct StaffKeyFacts {
    std::string_view kind;
    Bytes facts;
};
[[nodiscard]] Result<std::optional<StaffKeyFacts>>
makeStaffKeyFacts(store::Database& db, const StaffKeyNeed& need, const DeviceId& device, const crypto::SealingKey& own);

} // namespace linli::members
