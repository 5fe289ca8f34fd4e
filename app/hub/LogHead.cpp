// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogHead.h"

#include "core/log/Checkpoint.h"
#include "core/sync/SyncTuning.h"

#include <algorithm>
#include <mutex>

namespace linli::hub {

Result<void> LogHead::load(LogStore& store, const CommunityId& community, const crypto::SigningPublicKey& hubKey)
{
    LINLI_TRY(const LogStore::Head head, store.head());
    log::MerkleTree tree;
    LINLI_CHECK(store.eachLeaf([&](const Hash& leaf) {
        if (tree.size() < head.state.size) // others may append meanwhile
            tree.append(leaf);
    }));
    LINLI_TRY(const log::LogState signedState, log::verifyCheckpoint(head.checkpoint, community, hubKey));
    const log::LogState folded{tree.size(), tree.root()};
    if (folded != head.state || folded != signedState)
        return fail(ErrorKind::Integrity, "log.root_differs",
                    "entries give size " + std::to_string(folded.size) + ", the signed checkpoint says " +
                        std::to_string(signedState.size));
    const std::unique_lock lock(m_mutex);
    m_tree = std::move(tree);
    m_checkpoint = head.checkpoint;
    return {};
}

Result<void> LogHead::catchUp(LogStore& store, const LogStore::Head& newest, const CommunityId& community,
                              const crypto::SigningPublicKey& hubKey)
{
    LINLI_TRY(const log::LogState signedState, log::verifyCheckpoint(newest.checkpoint, community, hubKey));
    if (signedState != newest.state)
        return fail(ErrorKind::Integrity, "log.root_differs", "the checkpoint is not of the newest entry");
    std::vector<Hash> leaves;
    for (std::uint64_t size = snapshot().size; size < newest.state.size;) {
        const std::size_t most = std::min<std::uint64_t>(sync::tuning::pageEntries, newest.state.size - size);
        LINLI_TRY(const auto page, store.entriesAfter(Seq{size}, most, sync::tuning::pageBytes));
        if (page.empty())
            return fail(ErrorKind::Integrity, "log.gap");
        size += page.size();
        for (const log::Entry& entry : page)
            leaves.push_back(entry.leafHash());
    }
    const std::unique_lock lock(m_mutex);
    grow(leaves, newest.checkpoint);
    m_recent.clear();
    return {};
}

void LogHead::publish(std::span<const log::Entry> entries, std::string checkpoint)
{
    std::vector<Hash> leaves;
    for (const log::Entry& entry : entries)
        leaves.push_back(entry.leafHash());
    const std::unique_lock lock(m_mutex);
    grow(leaves, std::move(checkpoint));
    m_recent.add(entries);
}

std::optional<std::vector<log::Entry>> LogHead::recent(Seq after, std::size_t maxEntries, std::size_t maxBytes) const
{
    const std::shared_lock lock(m_mutex);
    return m_recent.after(after, maxEntries, maxBytes);
}

void LogHead::forgetRecent()
{
    const std::unique_lock lock(m_mutex);
    m_recent.clear();
}

void LogHead::grow(std::span<const Hash> leaves, std::string checkpoint)
{
    for (const Hash& leaf : leaves)
        m_tree.append(leaf);
    m_checkpoint = std::move(checkpoint);
}

LogHead::Snapshot LogHead::snapshot() const
{
    const std::shared_lock lock(m_mutex);
    return {m_tree.size(), m_checkpoint};
}

Hash LogHead::rootAt(std::uint64_t size) const
{
    const std::shared_lock lock(m_mutex);
    return m_tree.rootAt(size);
}

std::vector<Hash> LogHead::inclusionProof(Seq seq, std::uint64_t size) const
{
    const std::shared_lock lock(m_mutex);
    return m_tree.inclusionProof(seq.value - 1, size);
}

std::vector<Hash> LogHead::consistencyProof(std::uint64_t first, std::uint64_t second) const
{
    const std::shared_lock lock(m_mutex);
    return m_tree.consistencyProof(first, second);
}

std::vector<Hash> LogHead::joinedProof(std::span<const std::uint64_t> indexes, std::uint64_t size) const
{
    const std::shared_lock lock(m_mutex);
    return m_tree.joinedProof(indexes, size);
}

} // namespace linli::hub
