// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/LogStore.h"
#include "app/hub/RecentEntries.h"
#include "core/log/Merkle.h"

#include <shared_mutex>

namespace linli::hub {

/// What everybody may know of the log's newest state: its Merkle tree (64 bytes a leaf) and signed checkpoint.
/// Invariant: the checkpoint is of the whole tree, and both are on the disk. Threads: any; the sequencer alone publishes.
class LogHead {
public:
    struct Snapshot {
        std::uint64_t size = 0;
        std::string checkpoint;
    };
    /// Folds the store's leaves and compares with its head and checkpoint. Integrity errors "log.root_differs",
    /// "checkpoint.*": the file was changed, or written by other rules.
    [[nodiscard]] Result<void> load(LogStore& store, const CommunityId& community,
                                    const crypto::SigningPublicKey& hubKey);
    void publish(std::span<const log::Entry> entries, std::string checkpoint);
    /// RecentEntries::after: what was published here last.
    [[nodiscard]] std::optional<std::vector<log::Entry>> recent(Seq after, std::size_t maxEntries,
                                                                std::size_t maxBytes) const;
    /// Some of them may have been erased.
    void forgetRecent();
    /// Goes on to `newest`, which a replica of the same log has reached, and publishes all of it at once. Errors as load()'s: then
    /// nothing was published.
    [[nodiscard]] Result<void> catchUp(LogStore& store, const LogStore::Head& newest, const CommunityId& community,
                                       const crypto::SigningPublicKey& hubKey);
    [[nodiscard]] Snapshot snapshot() const;
    /// Root when the log had `size` entries; `size` at most snapshot().size.
    [[nodiscard]] Hash rootAt(std::uint64_t size) const;
    /// RFC 9162 proof of entry `seq` in the log of `size` entries; both at most snapshot().size.
    [[nodiscard]] std::vector<Hash> inclusionProof(Seq seq, std::uint64_t size) const;
    /// RFC 9162 proof; both sizes at most snapshot().size.
    [[nodiscard]] std::vector<Hash> consistencyProof(std::uint64_t first, std::uint64_t second) const;

    /// MerkleTree::joinedProof; `size` at most snapshot().size.
    [[nodiscard]] std::vector<Hash> joinedProof(std::span<const std::uint64_t> indexes, std::uint64_t size) const;

private:
    void grow(std::span<const Hash> leaves, std::string checkpoint);
    mutable std::shared_mutex m_mutex;
    log::MerkleTree m_tree;
    std::string m_checkpoint;
    RecentEntries m_recent; ///< all of them in the tree
};

} // namespace linli::hub
