// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/community/CommunityRules.h"
#include "core/community/ReplicaImpl.h"
#include "core/community/Schema.h"
#include "core/members/Members.h"

namespace linli::community {
namespace {

std::unexpected<Error> rejected(const log::Verdict& verdict)
{
    return fail(ErrorKind::Rejected, verdict.code);
}

/// Recording is on for exactly as long as pending effects are written.
class Recording {
public:
    explicit Recording(store::UndoLog& undo) : m_undo(undo) { m_undo.setRecording(true); }
    ~Recording() { m_undo.setRecording(false); }
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

private:
    store::UndoLog& m_undo;
};

OutboxItem makeItem(const log::Header& header, log::SignedOperation operation)
{
    OutboxItem item;
    item.op = header.op;
    item.kind = header.kind;
    item.created = header.created;
    item.deviceSeq = header.place.seq;
    item.operation = std::move(operation);
    return item;
}

bool stillPending(OutboxState state)
{
    return state == OutboxState::Queued || state == OutboxState::Sending || state == OutboxState::Accepted;
}

} // namespace

Result<log::ChainPlace> Replica::Impl::nextPlace(const DeviceId& device)
{
    Meta meta(db);
    LINLI_TRY(const std::int64_t epoch, meta.integer(meta::chainEpoch));
    LINLI_TRY(const std::int64_t seq, meta.integer(meta::chainSeq));
    LINLI_TRY(const auto hash, meta.find(meta::chainHash));
    log::ChainPlace place;
    place.device = device;
    place.epoch = static_cast<std::uint32_t>(std::max<std::int64_t>(epoch, 1));
    place.seq = static_cast<std::uint64_t>(seq) + 1;
    if (hash && place.seq > 1)
        place.prevHash = toHash(*hash);
    return place;
}

Result<void> Replica::Impl::savePlace(const log::ChainPlace& place, const Hash& opHash)
{
    Meta meta(db);
    LINLI_CHECK(meta.setInteger(meta::chainEpoch, place.epoch));
    LINLI_CHECK(meta.setInteger(meta::chainSeq, static_cast<std::int64_t>(place.seq)));
    return meta.set(meta::chainHash, opHash);
}

log::Header Replica::Impl::newHeader(const Draft& draft, const log::ChainPlace& place, Timestamp wallNow) const
{
    log::Header header;
    header.op = OpId{crypto::uuidV7(wallNow)};
    header.community = genesis.community;
    header.place = place;
    header.created = wallNow;
    if (position.frontier.size() > 0)
        header.seen = position.frontier.state();
    header.kind = draft.kind;
    header.audience = draft.audience;
    header.facts = draft.facts;
    return header;
}

Result<log::Verdict> Replica::Impl::applyPending(const log::SignedOperation& operation, Timestamp at)
{
    LINLI_TRY(const log::Header header, log::decodeHeader(operation.header));
    const log::Kind* kind = findKind(header.kind);
    LINLI_TRY(const auto author, findAuthor(db, genesis, header));
    if (kind == nullptr || !author)
        return log::Verdict::reject(kind == nullptr ? "op.unknown_kind" : "op.unknown_device");
    LINLI_TRY(const OpenedView opened, keys.open(db, kind, header, operation));
    log::Context context = makeContext(db, header, *author, at, Seq{});
    context.unreadable = opened.unreadable;
    LINLI_TRY(log::Verdict verdict, judgeFresh(*kind, context, *author, opened.view));
    if (verdict.accepted()) {
        const Recording recording(*undo);
        LINLI_CHECK(kind->apply(context, opened.view));
    }
    return verdict;
}

Result<void> Replica::Impl::replayPending(Timestamp wallNow)
{
    LINLI_TRY(const auto items, outbox.items());
    LINLI_TRY(const Timestamp at, estimateNow(wallNow));
    for (const OutboxItem& item : items) {
        if (!stillPending(item.state) || item.kind == joinKind)
            continue;
        LINLI_TRY(const std::int64_t mark, undo->mark());
        const auto verdict = applyPending(item.operation, at);
        // One operation that cannot be shown must not hold up everybody else's entries.
        if (!verdict)
            LINLI_CHECK(undo->undoTo(mark));
        LINLI_CHECK(outbox.setForecast(item.op, verdict ? verdict->code : verdict.error().code));
    }
    return {};
}

Result<void> Replica::Impl::settleOwn(const log::Entry& entry)
{
    if (!entry.operation)
        return {};
    LINLI_TRY(const auto op,
              db.one("SELECT o.op_id, o.state, o.kind FROM outbox o JOIN entry e ON e.op_id = o.op_id WHERE e.seq = ?1",
                     {entry.stub.seq}, [](const store::Row& row) {
                         return std::tuple(row.id<OpId>(0), static_cast<OutboxState>(row.integer(1)), row.text(2));
                     }));
    if (!op)
        return {};
    const bool givenUp = std::get<1>(*op) == OutboxState::Discarding;
    const log::Kind* const kind = findKind(std::get<2>(*op));
    const bool nobodysNews = kind != nullptr && kind->housekeeping;
    if (entry.stub.verdict.accepted() || givenUp || nobodysNews)
        return outbox.remove(std::get<0>(*op));
    return outbox.setRejected(std::get<0>(*op), entry.stub.verdict.code);
}

Result<Bytes> Replica::Impl::seal(const crypto::Identity& author, const log::Header& header, const Draft& draft)
{
    const log::Kind* const kind = findKind(header.kind);
    if (kind == nullptr)
        return fail(ErrorKind::Rejected, "op.unknown_kind");
    const log::Verdict verdict = kind->checkContent({header.kind, header.facts, draft.content, std::nullopt});
    if (!verdict.accepted())
        return rejected(verdict);
    LINLI_TRY(const auto device, members::device(db, author.device));
    return sealForAudience(db, header, device ? device->member : MemberId{}, author.sealing.publicKey(), draft.content);
}

Result<OpId> Replica::submit(const crypto::Identity& author, const Draft& draft, Timestamp wallNow)
{
    if (draft.content.size() > log::maxPayloadBytes - 64 || draft.facts.size() > log::maxHeaderBytes - 1024)
        return fail(ErrorKind::Invalid, "op.too_large");
    LINLI_CHECK(m_impl->checkRules());
    if (isBehind())
        return fail(ErrorKind::Store, "store.behind");
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_TRY(const Timestamp at, m_impl->estimateNow(wallNow));
    LINLI_TRY(const log::ChainPlace place, m_impl->nextPlace(author.device));
    const log::Header header = m_impl->newHeader(draft, place, wallNow);
    if (raisedRules(header) > m_impl->knownRules)
        return fail(ErrorKind::Rejected, "app.update_needed", "rules that this build does not know");
    LINLI_TRY(const Bytes content, m_impl->seal(author, header, draft));
    log::SignedOperation operation = log::signOperation(header, content, author.signing);
    LINLI_TRY(const log::Verdict verdict, m_impl->applyPending(operation, at));
    if (!verdict.accepted())
        return rejected(verdict);
    LINLI_CHECK(m_impl->savePlace(place, operation.hash()));
    OutboxItem item = makeItem(header, std::move(operation));
    if (!header.audience.isCommunity())
        item.content = draft.content;
    LINLI_CHECK(m_impl->outbox.add(item));
    LINLI_CHECK(transaction.commit());
    m_impl->saved(item);
    return header.op;
}

Result<log::SignedOperation> Replica::queueJoin(const crypto::Identity& author, const Draft& draft, Timestamp wallNow)
{
    LINLI_TRY(const auto items, m_impl->outbox.items());
    for (const OutboxItem& item : items)
        if (item.kind == joinKind)
            return item.operation;
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_TRY(const log::ChainPlace place, m_impl->nextPlace(author.device));
    const log::Header header = m_impl->newHeader(draft, place, wallNow);
    log::SignedOperation operation = log::signOperation(header, draft.content, author.signing);
    LINLI_CHECK(m_impl->savePlace(place, operation.hash()));
    const OutboxItem item = makeItem(header, operation);
    LINLI_CHECK(m_impl->outbox.add(item));
    LINLI_CHECK(transaction.commit());
    m_impl->saved(item);
    return operation;
}

Result<void> Replica::discard(const OpId& op, Timestamp wallNow)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_TRY(auto item, m_impl->outbox.find(op));
    if (!item)
        return fail(ErrorKind::Invalid, "outbox.unknown");
    if (item->state == OutboxState::Rejected) {
        LINLI_CHECK(m_impl->outbox.remove(op));
        return transaction.commit();
    }
    if (item->state != OutboxState::Queued)
        return fail(ErrorKind::Invalid, "outbox.on_its_way");
    log::SignedOperation bare = item->operation;
    bare.payload.reset();
    LINLI_CHECK(m_impl->outbox.setDiscarding(op, bare));
    LINLI_CHECK(m_impl->undo->undo());
    LINLI_CHECK(m_impl->replayPending(wallNow));
    LINLI_CHECK(transaction.commit());
    item->operation = std::move(bare);
    item->content.reset();
    m_impl->saved(*item);
    return {};
}

} // namespace linli::community
