// SPDX-License-Identifier: Apache-2.0
#include "core/community/ReplicaImpl.h"
#include "core/community/Sidecar.h"
#include "core/members/Members.h"

namespace linli::community {
namespace {

bool waits(OutboxState state)
{
    return state == OutboxState::Queued || state == OutboxState::Sending || state == OutboxState::Discarding;
}

/// `place` is where the device's chain in the log goes on, or where its next epoch begins.
bool continues(const log::ChainPlace& place, const members::Device& device)
{
    if (place.epoch == device.epoch + 1)
        return place.seq == 1;
    return place.epoch == device.epoch && place.seq == device.lastSeq + 1 &&
           (place.seq == 1 || place.prevHash == device.lastHash);
}

/// Whether `place` continues what the log has of its own epoch, although the device has begun a later one: that was somebody else, with
/// this phone's key. (A phone restored from a backup lacks operations of its own epoch; that is why it begins another.)
Result<bool> isLeftBehind(store::Database& db, const log::ChainPlace& place, const members::Device& device)
{
    if (place.epoch >= device.epoch)
        return false;
    std::optional<log::ChainPlace> last;
    Hash lastHash{};
    LINLI_CHECK(db.query("SELECT header, op_hash FROM entry WHERE (member = ?1 OR kind = 'members.join') "
                         "AND header IS NOT NULL ORDER BY seq DESC",
                         {device.member}, [&](const store::Row& row) {
                             const auto header = log::decodeHeader(row.blobView(0));
                             if (!header || header->place.device != device.id || header->place.epoch != place.epoch)
                                 return true;
                             last = header->place;
                             lastHash = row.hash(1);
                             return false;
                         }));
    return last && place.seq == last->seq + 1 && place.prevHash == lastHash;
}

log::SignedOperation signAgain(const OutboxItem& item, log::Header header, const log::ChainPlace& place,
                               const crypto::SigningKey& key)
{
    header.place = place;
    const auto content = item.operation.content();
    log::SignedOperation operation = log::signOperation(std::move(header), content.value_or(ByteView{}), key);
    if (!content)
        operation.payload.reset();
    return operation;
}

} // namespace

void Replica::setSidecar(Sidecar* sidecar)
{
    m_impl->sidecar = sidecar;
}

void Replica::expectLog(std::uint64_t size)
{
    m_impl->expectedSize = size;
}

bool Replica::isBehind() const
{
    return confirmed().size < m_impl->expectedSize;
}

void Replica::noteCaughtUp()
{
    m_impl->expectedSize = 0;
    if (m_impl->sidecar != nullptr)
        m_impl->sidecar->caughtUp(confirmed());
}

void Replica::Impl::saved(const OutboxItem& item)
{
    if (sidecar != nullptr)
        sidecar->append(item);
}

void Replica::Impl::sawLog()
{
    if (sidecar != nullptr)
        sidecar->sawLog(position.frontier.state());
}

Result<void> Replica::flushSidecar()
{
    return m_impl->sidecar == nullptr ? Result<void>{}
                                      : m_impl->sidecar->flush([this] { return m_impl->outbox.items(); });
}

Result<std::size_t> Replica::recoverOwn(const SidecarContents& contents)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    std::size_t recovered = 0;
    Timestamp newest{};
    for (const OutboxItem& item : contents.operations) {
        LINLI_TRY(const log::Header header, log::decodeHeader(item.operation.header));
        LINLI_TRY(const log::ChainPlace next, m_impl->nextPlace(header.place.device));
        if (std::pair(header.place.epoch, header.place.seq) < std::pair(next.epoch, next.seq))
            continue;
        OutboxItem again = item;
        again.state = item.operation.payload ? OutboxState::Queued : OutboxState::Discarding;
        LINLI_CHECK(m_impl->outbox.add(again));
        LINLI_CHECK(m_impl->savePlace(header.place, item.operation.hash()));
        newest = std::max(newest, item.created);
        ++recovered;
    }
    if (recovered == 0)
        return recovered;
    LINLI_CHECK(m_impl->undo->undo());
    LINLI_CHECK(m_impl->replayPending(newest));
    LINLI_CHECK(transaction.commit());
    return recovered;
}

Result<bool> Replica::healChain(const crypto::Identity& author, Timestamp wallNow)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_TRY(const auto device, members::device(m_impl->db, author.device));
    LINLI_TRY(auto items, m_impl->outbox.items());
    const bool onItsWay = std::ranges::contains(items, OutboxState::Accepted, &OutboxItem::state);
    if (!device || onItsWay)
        return false;
    std::erase_if(items, [](const OutboxItem& item) { return !waits(item.state); });
    LINLI_TRY(log::ChainPlace place, m_impl->nextPlace(author.device));
    if (!items.empty()) {
        LINLI_TRY(const log::Header first, log::decodeHeader(items.front().operation.header));
        place = first.place;
    }
    if (continues(place, *device))
        return false;
    // Two copies that each begin an epoch would never end. What waits says that it was written by one who had seen the other's,
    // by which the hub knows that there are two (CloneProof.h).
    LINLI_TRY(const bool leftBehind, isLeftBehind(m_impl->db, place, *device));
    if (leftBehind && items.empty())
        return false;
    if (leftBehind)
        --place.seq;
    else
        place = {author.device, device->epoch + 1, 0, std::nullopt};
    Hash newest = place.prevHash.value_or(Hash{});
    for (OutboxItem& item : items) {
        LINLI_TRY(log::Header header, log::decodeHeader(item.operation.header));
        header.seen = confirmed();
        if (++place.seq > 1)
            place.prevHash = newest;
        item.operation = signAgain(item, std::move(header), place, author.signing);
        item.deviceSeq = place.seq;
        newest = item.operation.hash();
        LINLI_CHECK(m_impl->outbox.replaceOperation(item));
    }
    LINLI_CHECK(m_impl->savePlace(place, newest));
    LINLI_CHECK(m_impl->undo->undo());
    LINLI_CHECK(m_impl->replayPending(wallNow));
    LINLI_CHECK(transaction.commit());
    for (const OutboxItem& item : items)
        m_impl->saved(item);
    return !items.empty();
}

} // namespace linli::community
