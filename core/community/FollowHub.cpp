// SPDX-License-Identifier: Apache-2.0
#include "core/community/Judge.h"
#include "core/community/Meta.h"
#include "core/community/ReplicaImpl.h"
#include "core/members/Directory.h"

#include <algorithm>
#include <array>

/// Replica::giveUpLog: this phone's way over to another history of the same community.
namespace linli::community {
namespace {

/// Named values that speak of the log that is given up.
constexpr std::array logValues{meta::frontier,         meta::lastAccepted,  meta::lastAcceptedWall,
                               meta::checkpoint,       meta::auditedSize,   meta::rulesNeeded,
                               meta::snapshotManifest, meta::snapshotPages, meta::snapshotOwn};

/// Without its payload (the log keeps none of what was rejected, and erasing takes it) only the header can travel, so that the
/// chain goes on.
OutboxItem waiting(const log::Header& header, log::SignedOperation operation)
{
    OutboxItem item;
    item.op = header.op;
    item.kind = header.kind;
    item.created = header.created;
    item.deviceSeq = header.place.seq;
    item.state = operation.payload ? OutboxState::Queued : OutboxState::Discarding;
    item.operation = std::move(operation);
    return item;
}

std::optional<OutboxItem> takeOut(std::vector<OutboxItem>& items, const OpId& op)
{
    const auto found = std::ranges::find(items, op, &OutboxItem::op);
    if (found == items.end())
        return std::nullopt;
    OutboxItem item = std::move(*found);
    items.erase(found);
    return item;
}

/// What was refused outright never had a place in the log, and keeps its reason.
void queueAgain(OutboxItem& item, bool inLog)
{
    if (item.state == OutboxState::Rejected && !inLog)
        return;
    item.code.clear();
    item.state = item.operation.payload ? OutboxState::Queued : OutboxState::Discarding;
}

} // namespace

/// Own operations of the log in its order, which is that of the chain; the outbox knows the words of those that were rejected.
Result<std::vector<OutboxItem>> Replica::Impl::ownOperations(const DeviceId& self)
{
    LINLI_TRY(const auto device, members::device(db, self));
    LINLI_TRY(auto rest, outbox.items());
    LINLI_TRY(const auto operations,
              db.all("SELECT header, signature, payload FROM entry WHERE member = ?1 AND header IS NOT NULL "
                     "AND kind <> ?2 ORDER BY seq",
                     {device ? device->member : MemberId{}, joinKind}, [](const store::Row& row) {
                         log::SignedOperation operation;
                         operation.header = row.blob(0);
                         const ByteView signature = row.blobView(1);
                         if (signature.size() == operation.signature.size())
                             std::ranges::copy(signature, operation.signature.begin());
                         if (!row.isNull(2))
                             operation.payload = row.blob(2);
                         return operation;
                     }));
    std::vector<OutboxItem> own;
    for (const log::SignedOperation& operation : operations) {
        LINLI_TRY(const log::Header header, log::decodeHeader(operation.header));
        if (header.place.device != self)
            continue;
        auto item = takeOut(rest, header.op);
        if (!item) {
            item = waiting(header, operation);
            LINLI_TRY(item->content, keys.contentOf(db, header, operation));
        }
        queueAgain(*item, true);
        own.push_back(std::move(*item));
    }
    for (OutboxItem& item : rest) {
        queueAgain(item, false);
        own.push_back(std::move(item));
    }
    return own;
}

Result<std::size_t> Replica::giveUpLog(const DeviceId& self)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_CHECK(m_impl->undo->undo());
    LINLI_TRY(const auto own, m_impl->ownOperations(self));
    Meta meta(m_impl->db);
    LINLI_TRY(const std::int64_t before, meta.integer(meta::givenUpSize));
    const auto size = static_cast<std::int64_t>(std::max(confirmed().size, m_impl->expectedSize));
    LINLI_CHECK(m_impl->clearState());
    for (const std::string_view name : logValues)
        LINLI_CHECK(meta.remove(name));
    LINLI_CHECK(meta.setInteger(meta::givenUpSize, std::max(before, size)));
    // A place in the log that is given up says nothing about the other one.
    LINLI_CHECK(m_impl->db.run("UPDATE carried SET logged_seq = NULL"));
    LINLI_CHECK(m_impl->db.run("DELETE FROM outbox"));
    for (const OutboxItem& item : own)
        LINLI_CHECK(m_impl->outbox.add(item));
    LINLI_CHECK(transaction.commit());
    m_impl->position = Position{};
    m_impl->expectedSize = 0;
    const auto waits = [](const OutboxItem& item) { return item.state != OutboxState::Rejected; };
    for (const OutboxItem& item : own)
        if (waits(item))
            m_impl->saved(item);
    return static_cast<std::size_t>(std::ranges::count_if(own, waits));
}

} // namespace linli::community
