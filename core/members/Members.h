// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/members/Directory.h"

/// The members capability, and what the Replica alone may do to its tables. Functions over the writing connection,
/// called inside its transaction; README.md lists the kinds and every rejection code.
namespace linli::members {

[[nodiscard]] const log::Capability& capability();

/// Keys that a join brings, for checking its signature before the device is known.
struct JoiningDevice {
    crypto::SigningPublicKey signingKey{};
    crypto::SealingPublicKey sealingKey{};
    crypto::SigningPublicKey inviteKey{};
    Hash genesis{};
};
/// From the facts of a members.join; "op.malformed".
[[nodiscard]] Result<JoiningDevice> joiningDevice(ByteView facts);

/// Stores the op hash of the founding, which rules cannot see; a join is refused until it is there.
[[nodiscard]] Result<void> setGenesis(store::Database& db, const Hash& foundingHash);
[[nodiscard]] Result<std::optional<Hash>> genesis(store::Database& db);

/// The device's newest place in the log, accepted or rejected. "members.unknown_device" (Internal).
[[nodiscard]] Result<void> advanceChain(store::Database& db, const DeviceId& device, std::uint32_t epoch,
                                        std::uint64_t seq, const Hash& hash);
/// The epoch in which a restored phone goes on. "members.unknown_device" (Internal).
[[nodiscard]] Result<std::uint32_t> nextEpoch(store::Database& db, const DeviceId& device);
/// For a device that was proved to be cloned; a revoked one stays revoked.
[[nodiscard]] Result<void> suspendDevice(store::Database& db, const DeviceId& device);

} // namespace linli::members
