// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/LogStore.h"
#include "core/log/Merkle.h"

namespace linli::test {

/// A small log of one community of its own, made and signed without a replica: enough for a LogStore, which judges nothing.
class SampleLog {
public:
    SampleLog();
    /// The next entry, with `payload` bytes of text.
    log::Entry next(std::size_t payload = 20);
    /// Appends to the store as one addition.
    [[nodiscard]] Result<void> append(hub::LogStore& store, const std::vector<log::Entry>& entries,
                                      std::vector<OpId> erased = {}, std::vector<Hash> photos = {},
                                      hub::LogStore::Growth growth = hub::LogStore::Growth::New);
    [[nodiscard]] log::LogState state() const { return m_frontier.state(); }
    [[nodiscard]] static OpId idOf(const log::Entry& entry);

    CommunityId community;
    crypto::SigningKey hubKey = crypto::SigningKey::generate();

private:
    crypto::SigningKey m_author = crypto::SigningKey::generate();
    log::MerkleFrontier m_frontier;
    std::uint64_t m_seq = 0;
};

} // namespace linli::test
