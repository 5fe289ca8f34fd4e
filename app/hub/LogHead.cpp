// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogHead.h"

#include "core/log/Checkpoint.h"

#include <mutex>

namespace linli::hub {

Result<void> LogHead::load(LogStore& store, const CommunityId& community, const crypto::SigningPublicKey& hubKey)
{
    LINLI_TRY(const LogStore::Head head, store.head());
    log::MerkleTree tree;
    LINLI_CHECK(store.eachLeaf([&](const Hash& leaf) { tree.append(leaf); }));
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

void LogHead::publish(std::span<const log::Entry> entries, std::string checkpoint)
{
    const std::unique_lock lock(m_mutex);
    for (const log::Entry& entry : entries)
        m_tree.append(entry.leafHash());
    m_checkpoint = std::move(checkpoint);
}

LogHead::Snapshot LogHead::snapshot() const
{
    const std::shared_lock lock(m_mutex);
    return {m_tree.size(), m_checkpoint};
}

std::vector<Hash> LogHead::consistencyProof(std::uint64_t first, std::uint64_t second) const
{
    const std::shared_lock lock(m_mutex);
    return m_tree.consistencyProof(first, second);
}

} // namespace linli::hub
