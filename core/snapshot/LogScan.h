// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Merkle.h"
#include "core/store/Database.h"

#include <map>
#include <vector>

namespace linli::snapshot {

/// What a snapshot says of the log that it stands for, read from the `entry` table of a whole replica in one pass.
struct LogScan {
    log::MerkleTree tree;
    /// The newest operation of each device that is for the community.
    struct Chain {
        log::ChainPlace place;
        Hash opHash{};
    };
    std::map<DeviceId, Chain> chains;
    std::vector<Hash> links;           ///< newest operations of devices that are not for the community, ascending
    std::vector<std::uint64_t> proven; ///< seqs of the entries that travel themselves, ascending
};
/// The entries up to `size`. "snapshot.hidden_entry" (Internal) where the store may not read all of them.
[[nodiscard]] Result<LogScan> scanLog(store::Database& db, std::uint64_t size);

} // namespace linli::snapshot
