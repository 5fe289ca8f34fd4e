// SPDX-License-Identifier: Apache-2.0
#include "core/community/ReplicaImpl.h"

namespace linli::community {

Result<std::vector<log::Verdict>> Replica::preview(std::span<const log::SignedOperation> operations, Timestamp wallNow)
{
    // Rolled back at the end, and with it every effect and its record in the undo log.
    LINLI_TRY(const auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_TRY(const Timestamp at, m_impl->estimateNow(wallNow));
    std::vector<log::Verdict> verdicts;
    verdicts.reserve(operations.size());
    for (const log::SignedOperation& operation : operations) {
        LINLI_TRY(const std::int64_t mark, m_impl->undo->mark());
        auto verdict = m_impl->applyPending(operation, at);
        // What cannot be shown here must not hide the others.
        if (!verdict)
            LINLI_CHECK(m_impl->undo->undoTo(mark));
        verdicts.push_back(verdict ? std::move(*verdict) : log::Verdict::reject(verdict.error().code));
    }
    return verdicts;
}

} // namespace linli::community
