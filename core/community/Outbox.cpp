// SPDX-License-Identifier: Apache-2.0
#include "core/community/Outbox.h"

#include "core/store/Unsynced.h"

namespace linli::community {
namespace {

constexpr std::string_view columns = "op_id, kind, state, code, created_ms, device_seq, operation, position, content";

OutboxItem readItem(const store::Row& row)
{
    OutboxItem item;
    item.op = row.id<OpId>(0);
    item.kind = row.text(1);
    item.state = static_cast<OutboxState>(row.integer(2));
    item.code = row.text(3);
    item.created = row.time(4);
    item.deviceSeq = static_cast<std::uint64_t>(row.integer(5));
    item.position = row.integer(7);
    if (auto operation = log::decodeOperation(row.blobView(6)))
        item.operation = std::move(*operation);
    if (!row.isNull(8))
        item.content = row.blob(8);
    else if (const auto content = item.operation.content())
        item.content.emplace(content->begin(), content->end());
    return item;
}

constexpr int stateOf(OutboxState state)
{
    return static_cast<int>(state);
}

} // namespace

std::string_view outboxStateName(OutboxState state)
{
    switch (state) {
    case OutboxState::Queued:
        return "queued";
    case OutboxState::Sending:
        return "sending";
    case OutboxState::Accepted:
        return "accepted";
    case OutboxState::Rejected:
        return "rejected";
    case OutboxState::Discarding:
        return "discarding";
    }
    return {};
}

// content: what was sealed, for its author to see; NULL when the operation shows it itself.
std::string_view Outbox::schema()
{
    return R"sql(
        CREATE TABLE outbox(
            position INTEGER PRIMARY KEY AUTOINCREMENT, op_id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
            state INTEGER NOT NULL, code TEXT NOT NULL, created_ms INTEGER NOT NULL, device_seq INTEGER NOT NULL,
            operation BLOB NOT NULL, content BLOB);
    )sql";
}

Result<std::vector<OutboxItem>> Outbox::items()
{
    return m_db->all("SELECT " + std::string(columns) + " FROM outbox ORDER BY position", {}, readItem);
}

Result<std::optional<OutboxItem>> Outbox::find(const OpId& op)
{
    return m_db->one("SELECT " + std::string(columns) + " FROM outbox WHERE op_id = ?1", {op}, readItem);
}

Result<std::int64_t> Outbox::unsentCount()
{
    return m_db->count("SELECT count(*) FROM outbox WHERE state IN (?1, ?2, ?3)",
                       {stateOf(OutboxState::Queued), stateOf(OutboxState::Sending), stateOf(OutboxState::Discarding)});
}

Result<std::int64_t> Outbox::rejectedCount()
{
    return m_db->count("SELECT count(*) FROM outbox WHERE state = ?1", {stateOf(OutboxState::Rejected)});
}

Result<std::optional<Timestamp>> Outbox::oldestUnsent()
{
    return m_db->one("SELECT created_ms FROM outbox WHERE state IN (?1, ?2, ?3) ORDER BY position LIMIT 1",
                     {stateOf(OutboxState::Queued), stateOf(OutboxState::Sending), stateOf(OutboxState::Discarding)},
                     [](const store::Row& row) { return row.time(0); });
}

Result<std::vector<OutboxItem>> Outbox::nextBatch(std::int64_t position, std::size_t maxOperations,
                                                  std::size_t maxBytes)
{
    std::vector<OutboxItem> batch;
    std::size_t bytes = 0;
    LINLI_CHECK(m_db->query("SELECT " + std::string(columns) +
                                " FROM outbox WHERE position > ?4 AND state IN (?1, ?2, ?5) ORDER BY position LIMIT ?3",
                            {stateOf(OutboxState::Queued), stateOf(OutboxState::Discarding),
                             std::uint64_t{maxOperations}, position, stateOf(OutboxState::Sending)},
                            [&](const store::Row& row) {
                                bytes += row.blobView(6).size();
                                if (!batch.empty() && bytes > maxBytes)
                                    return false;
                                batch.push_back(readItem(row));
                                return true;
                            }));
    return batch;
}

Result<std::vector<OutboxItem>> Outbox::between(std::uint64_t firstDeviceSeq, std::uint64_t lastDeviceSeq)
{
    return m_db->all("SELECT " + std::string(columns) + " FROM outbox WHERE device_seq BETWEEN ?1 AND ?2",
                     {firstDeviceSeq, lastDeviceSeq}, readItem);
}

Result<Outbox::Open> Outbox::open()
{
    LINLI_TRY(const auto found, m_db->one("SELECT count(*), min(device_seq) FROM outbox WHERE state <> ?1",
                                          {stateOf(OutboxState::Rejected)}, [](const store::Row& row) {
                                              return Open{static_cast<std::size_t>(row.integer(0)),
                                                          static_cast<std::uint64_t>(row.integer(1))};
                                          }));
    return found.value_or(Open{});
}

Result<bool> Outbox::waitsAfter(std::int64_t position)
{
    LINLI_TRY(const auto found,
              m_db->count("SELECT EXISTS(SELECT 1 FROM outbox WHERE position > ?1 AND state IN (?2, ?3, ?4))",
                          {position, stateOf(OutboxState::Queued), stateOf(OutboxState::Discarding),
                           stateOf(OutboxState::Sending)}));
    return found > 0;
}

// A Discarding row stays so while it travels: its state tells that the payload is gone for good.
Result<void> Outbox::markSending(std::span<const OpId> ops)
{
    const store::Unsynced quick(*m_db); // a row that says Queued after a power loss is sent again, no more
    LINLI_TRY(auto transaction, store::Transaction::begin(*m_db));
    for (const OpId& op : ops)
        LINLI_CHECK(m_db->run("UPDATE outbox SET state = ?2 WHERE op_id = ?1 AND state = ?3",
                              {op, stateOf(OutboxState::Sending), stateOf(OutboxState::Queued)}));
    return transaction.commit();
}

Result<void> Outbox::markAccepted(const OpId& op)
{
    return m_db->run("UPDATE outbox SET state = ?2 WHERE op_id = ?1 AND state IN (?3, ?4)",
                     {op, stateOf(OutboxState::Accepted), stateOf(OutboxState::Queued), stateOf(OutboxState::Sending)});
}

Result<void> Outbox::requeue(const OpId& op)
{
    return m_db->run("UPDATE outbox SET state = ?2 WHERE op_id = ?1 AND state = ?3",
                     {op, stateOf(OutboxState::Queued), stateOf(OutboxState::Sending)});
}

Result<void> Outbox::requeueAll()
{
    return m_db->run("UPDATE outbox SET state = ?1 WHERE state IN (?2, ?3)",
                     {stateOf(OutboxState::Queued), stateOf(OutboxState::Sending), stateOf(OutboxState::Accepted)});
}

Result<void> Outbox::add(const OutboxItem& item)
{
    return m_db->run("INSERT INTO outbox(op_id, kind, state, code, created_ms, device_seq, operation, content) "
                     "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                     {item.op, item.kind, stateOf(item.state), item.code, item.created, item.deviceSeq,
                      log::encode(item.operation), item.content ? store::Value(*item.content) : store::Value(nullptr)});
}

Result<void> Outbox::replaceOperation(const OutboxItem& item)
{
    return m_db->run("UPDATE outbox SET operation = ?2, device_seq = ?3 WHERE op_id = ?1",
                     {item.op, log::encode(item.operation), item.deviceSeq});
}

Result<void> Outbox::remove(const OpId& op)
{
    return m_db->run("DELETE FROM outbox WHERE op_id = ?1", {op});
}

Result<void> Outbox::setRejected(const OpId& op, std::string_view code)
{
    return m_db->run("UPDATE outbox SET state = ?2, code = ?3 WHERE op_id = ?1",
                     {op, stateOf(OutboxState::Rejected), code});
}

Result<void> Outbox::setForecast(const OpId& op, std::string_view code)
{
    return m_db->run("UPDATE outbox SET code = ?2 WHERE op_id = ?1 AND code <> ?2", {op, code});
}

Result<void> Outbox::setDiscarding(const OpId& op, const log::SignedOperation& withoutPayload)
{
    return m_db->run("UPDATE outbox SET state = ?2, code = '', operation = ?3, content = NULL WHERE op_id = ?1",
                     {op, stateOf(OutboxState::Discarding), log::encode(withoutPayload)});
}

} // namespace linli::community
