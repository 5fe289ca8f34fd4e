// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/community/ReplicaImpl.h"

namespace linli::community {

struct Replica::Batch::Impl {
    Replica::Impl& replica;
    store::Transaction transaction;
    EntryApplier applier;
};

Replica::Batch::Batch(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Replica::Batch::Batch(Batch&&) noexcept = default;
Replica::Batch::~Batch() = default;

Result<Replica::Batch> Replica::beginBatch()
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    EntryApplier applier(m_impl->db, m_impl->genesis, m_impl->keys, m_impl->position, m_impl->knownRules);
    return Batch(std::make_unique<Batch::Impl>(*m_impl, std::move(transaction), std::move(applier)));
}

Result<Replica::Batch::Answer> Replica::Batch::sequence(const log::SignedOperation& operation, Timestamp at)
{
    return m_impl->applier.sequence(operation, at);
}

Result<void> Replica::Batch::apply(const log::Entry& entry)
{
    return m_impl->applier.apply(entry);
}

log::LogState Replica::Batch::state() const
{
    return m_impl->applier.position().frontier.state();
}

Result<void> Replica::Batch::commit()
{
    // The hub's replica is judged by entry times only; the wall clock at which it applied them means nothing to it.
    LINLI_CHECK(m_impl->applier.savePosition(m_impl->applier.position().lastAccepted));
    LINLI_CHECK(m_impl->transaction.commit());
    m_impl->replica.position = m_impl->applier.position();
    return {};
}

Result<log::SignedOperation> Replica::signHubOperation(const crypto::SigningKey& hubKey, const Draft& draft,
                                                       Timestamp wallNow)
{
    Meta meta(m_impl->db);
    LINLI_TRY(const std::int64_t seq, meta.integer(meta::hubChainSeq));
    LINLI_TRY(const auto hash, meta.find(meta::hubChainHash));
    log::ChainPlace place;
    place.device = hubDevice(hubKey.publicKey());
    place.seq = static_cast<std::uint64_t>(seq) + 1;
    if (hash)
        place.prevHash = toHash(*hash);
    return log::signOperation(m_impl->newHeader(draft, place, wallNow), draft.content, hubKey);
}

} // namespace linli::community
