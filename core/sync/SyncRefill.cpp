// SPDX-License-Identifier: Apache-2.0
#include "core/sync/SyncSession.h"

#include "core/community/Meta.h"
#include "core/log/log.pb.h"
#include "core/members/Directory.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"

/// SyncSession with a hub that lost entries.
namespace linli::sync {

/// Asking for one that the hub still has costs a request without a body.
Result<void> SyncSession::offerPhotosAgain()
{
    store::Database& db = m_parts.replica.db();
    LINLI_TRY(const auto device, members::device(db, m_parts.identity.device));
    LINLI_TRY(const auto own,
              db.all("SELECT DISTINCT p.sha256 FROM photo_ref p JOIN entry e ON e.op_id = p.op_id "
                     "WHERE e.member = ?1 AND p.sha256 IS NOT NULL",
                     {device ? device->member : MemberId{}}, [](const store::Row& row) { return row.hash(0); }));
    for (const Hash& photo : own)
        LINLI_CHECK(m_parts.photos.markNotUploaded(photo));
    return {};
}

/// In a new epoch the hub may have lost what it had accepted and nobody has seen yet, and photos.
Result<void> SyncSession::followEpoch(ByteView epoch)
{
    community::Meta meta(m_parts.replica.db());
    LINLI_TRY(const auto known, meta.find(community::meta::hubEpoch));
    if (known && !std::ranges::equal(*known, epoch)) {
        promises().forget();
        LINLI_CHECK(m_parts.replica.outbox().requeueAll());
        LINLI_CHECK(offerPhotosAgain());
    }
    return meta.set(community::meta::hubEpoch, epoch);
}

/// The hub lacks entries, or is of another history: it is shown what it has signed, once in a session.
Result<void> SyncSession::offerRefill(const Error& trouble)
{
    const bool untrue = m_step == Step::Pull && trouble.kind == ErrorKind::Integrity;
    if (m_refill || !(untrue || trouble.code == "hub.awaits_refill"))
        return std::unexpected(trouble);
    m_refillTrouble = trouble;
    m_refill.emplace(m_parts.replica);
    LINLI_TRY(const bool helps, m_refill->begin());
    if (!helps)
        return std::unexpected(trouble);
    m_step = Step::Refill;
    return {};
}

Result<std::optional<HttpRequest>> SyncSession::makeRefill()
{
    pb::sync::Refill message;
    LINLI_CHECK(m_refill->fill(message));
    return withBody(request("POST", "/refill"), message);
}

/// What was refused before is offered again: perhaps the hub decides by now.
Result<void> SyncSession::readRefill(const HttpResponse& response)
{
    // It was shown what it signed, and keeps it; two histories stay two.
    if (m_refillTrouble.kind == ErrorKind::Integrity && m_refillTrouble.code != "hub.behind")
        return std::unexpected(m_refillTrouble);
    pb::sync::RefillAnswer answer;
    LINLI_CHECK(readAnswer(response, answer));
    LINLI_TRY(const bool more, m_refill->read(answer));
    m_outcome.refilled = m_refill->brought();
    if (more)
        return {};
    m_pushedUpTo = 0;
    m_step = Step::Push;
    return {};
}

} // namespace linli::sync
