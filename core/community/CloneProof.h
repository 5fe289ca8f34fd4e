// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/log/Merkle.h"
#include "core/store/Database.h"

namespace linli::pb::community {
class Clone;
}

/// Two phones that go on with one copied identity.
///
/// A phone restored from a backup begins a new epoch of its device, once, and never signs in the old one again. So an operation of
/// an older epoch, whose author had already seen the log with the newer one begun (header.seen), comes from a second phone: nobody
/// delayed, carried or repeated it. The proof stands for itself, so that whoever has the log decides alike: both headers with their
/// signatures, and the RFC 9162 inclusion of the newer one in the very log that the older one says its author had seen.
/// Only operations for the whole community prove it, as the proof shows their headers to everybody.
namespace linli::community {

/// What the hub has to find in its log for an operation that does not continue its device's chain.
struct CloneWitness {
    log::Entry newer;            ///< by the same device, of a later epoch, within what the operation's author had seen
    std::vector<Hash> inclusion; ///< of its leaf in the log that the operation's author had seen
};

/// Could `operation` prove it? Its epoch is over by what the device's chain is now, and everybody may see it.
[[nodiscard]] bool mayProveClone(const log::Header& header, std::uint32_t deviceEpoch);
[[nodiscard]] pb::community::Clone cloneProof(const log::SignedOperation& operation, const CloneWitness& witness);
/// The newest entry that can be a CloneWitness for `header`, from a store that holds all entries.
[[nodiscard]] Result<std::optional<log::Entry>> newerEpoch(store::Database& db, const log::Header& header);

/// The device that the proof is about; nothing when it proves nothing.
[[nodiscard]] Result<std::optional<DeviceId>> clonedDevice(store::Database& db, const pb::community::Clone& proof);

} // namespace linli::community
