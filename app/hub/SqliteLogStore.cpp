// SPDX-License-Identifier: Apache-2.0
#include "app/hub/SqliteLogStore.h"

#include "core/log/Merkle.h"

#include <algorithm>

namespace linli::hub {
namespace {

constexpr std::string_view logSchema = R"sql(
    CREATE TABLE head(
        community BLOB PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, last_accepted_ms INTEGER NOT NULL,
        epoch BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE entry(
        community BLOB NOT NULL, seq INTEGER NOT NULL, op_id BLOB NOT NULL, accepted_ms INTEGER NOT NULL,
        audience BLOB NOT NULL, verdict TEXT NOT NULL, op_hash BLOB NOT NULL, header BLOB NOT NULL,
        signature BLOB NOT NULL, payload BLOB,
        PRIMARY KEY(community, seq));
    CREATE UNIQUE INDEX entry_by_op ON entry(community, op_id);
    CREATE TABLE checkpoint(
        community BLOB NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL,
        PRIMARY KEY(community, size)) WITHOUT ROWID;
    CREATE TABLE photo_to_erase(
        community BLOB NOT NULL, sha256 BLOB NOT NULL,
        PRIMARY KEY(community, sha256)) WITHOUT ROWID;
)sql";

/// In files of the first version they are missing until somebody writes.
constexpr std::string_view laterSchema = R"sql(
    CREATE TABLE IF NOT EXISTS standstill(
        community BLOB PRIMARY KEY, cause INTEGER NOT NULL, loss_accepted INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS evidence(
        community BLOB NOT NULL, note TEXT NOT NULL,
        PRIMARY KEY(community, note)) WITHOUT ROWID;
)sql";

constexpr std::size_t epochBytes = 16;
constexpr std::int64_t maxEvidence = 100;

/// Columns from 0: seq, accepted_ms, audience, verdict, op_hash.
Result<log::Entry> readStub(const store::Row& row)
{
    log::Entry entry;
    entry.stub.seq = row.seq(0);
    entry.stub.accepted = row.time(1);
    LINLI_TRY(entry.stub.audience, log::decodeAudience(row.blobView(2)));
    entry.stub.verdict.code = row.text(3);
    entry.opHash = row.hash(4);
    return entry;
}

/// As readStub, then header, signature, payload.
Result<log::Entry> readEntry(const store::Row& row)
{
    LINLI_TRY(log::Entry entry, readStub(row));
    log::SignedOperation operation;
    operation.header = row.blob(5);
    const ByteView signature = row.blobView(6);
    if (signature.size() != operation.signature.size())
        return fail(ErrorKind::Integrity, "log.bad_signature");
    std::ranges::copy(signature, operation.signature.begin());
    if (!row.isNull(7))
        operation.payload = row.blob(7);
    entry.operation = std::move(operation);
    return entry;
}

} // namespace

Result<SqliteLogStore> SqliteLogStore::create(store::Database database, const CommunityId& community)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(database));
    LINLI_CHECK(database.runScript(logSchema));
    LINLI_CHECK(database.runScript(laterSchema));
    LINLI_CHECK(
        database.run("INSERT INTO head(community, size, root, last_accepted_ms, epoch) VALUES(?1, 0, ?2, 0, ?3)",
                     {community, log::emptyRoot(), crypto::randomBytes(epochBytes)}));
    LINLI_CHECK(transaction.commit());
    return open(std::move(database), community);
}

Result<SqliteLogStore> SqliteLogStore::open(store::Database database, const CommunityId& community)
{
    SqliteLogStore opened(std::move(database), community);
    LINLI_TRY(const auto later, opened.m_db.count("SELECT count(*) FROM sqlite_schema WHERE name = 'standstill'"));
    opened.m_upgraded = later != 0;
    LINLI_CHECK(opened.head());
    return opened;
}

Result<void> SqliteLogStore::upgrade()
{
    if (!m_upgraded)
        LINLI_CHECK(m_db.runScript(laterSchema));
    m_upgraded = true;
    return {};
}

Result<Standstill> SqliteLogStore::standstill()
{
    if (!m_upgraded)
        return Standstill::None;
    LINLI_TRY(const auto cause, m_db.count("SELECT cause FROM standstill WHERE community = ?1", {m_community}));
    return static_cast<Standstill>(cause);
}

Result<LogStore::Head> SqliteLogStore::head()
{
    LINLI_TRY(auto head, m_db.one("SELECT h.size, h.root, h.last_accepted_ms, h.epoch, c.note FROM head h "
                                  "LEFT JOIN checkpoint c ON c.community = h.community AND c.size = h.size "
                                  "WHERE h.community = ?1",
                                  {m_community}, [](const store::Row& row) {
                                      return Head{{static_cast<std::uint64_t>(row.integer(0)), row.hash(1)},
                                                  row.time(2),
                                                  row.blob(3),
                                                  row.text(4)};
                                  }));
    if (!head)
        return fail(ErrorKind::Store, "store.not_linli", "no log of this community in the file");
    LINLI_TRY(head->standstill, standstill());
    return std::move(*head);
}

Result<void> SqliteLogStore::append(const Addition& addition)
{
    if (addition.entries.empty())
        return {};
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    if (addition.growth == Growth::Refill) {
        LINLI_CHECK(m_db.run("UPDATE standstill SET cause = ?2 WHERE community = ?1 AND cause <> 0",
                             {m_community, static_cast<std::int64_t>(Standstill::Refilled)}));
    } else {
        LINLI_TRY(const Standstill standing, standstill());
        LINLI_CHECK(mayDecide(standing));
    }
    LINLI_CHECK(moveHead(addition));
    for (const log::Entry& entry : addition.entries)
        LINLI_CHECK(insertEntry(entry));
    LINLI_CHECK(m_db.run("INSERT INTO checkpoint(community, size, note) VALUES(?1, ?2, ?3)",
                         {m_community, addition.state.size, addition.checkpoint}));
    LINLI_CHECK(erase(addition));
    return transaction.commit();
}

Result<void> SqliteLogStore::moveHead(const Addition& addition)
{
    const std::uint64_t before = addition.entries.front().stub.seq.value - 1;
    LINLI_CHECK(m_db.run(
        "UPDATE head SET size = ?3, root = ?4, last_accepted_ms = ?5 "
        "WHERE community = ?1 AND size = ?2",
        {m_community, before, addition.state.size, addition.state.root, addition.entries.back().stub.accepted}));
    if (m_db.changes() != 1 || addition.state.size != before + addition.entries.size())
        return fail(ErrorKind::Internal, "log.head_moved");
    return {};
}

Result<void> SqliteLogStore::insertEntry(const log::Entry& entry)
{
    if (!entry.operation)
        return fail(ErrorKind::Internal, "log.hidden_entry", "a hub's log holds every operation");
    LINLI_TRY(const log::Header header, log::decodeHeader(entry.operation->header));
    const auto& payload = entry.operation->payload;
    return m_db.run(
        "INSERT INTO entry(community, seq, op_id, accepted_ms, audience, verdict, op_hash, header, signature, "
        "payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        {m_community, entry.stub.seq, header.op, entry.stub.accepted, log::encodeAudience(entry.stub.audience),
         entry.stub.verdict.code, entry.opHash, entry.operation->header, ByteView(entry.operation->signature),
         payload ? store::Value(*payload) : store::Value(nullptr)});
}

Result<void> SqliteLogStore::erase(const Addition& addition)
{
    for (const OpId& op : addition.erased)
        LINLI_CHECK(m_db.run("UPDATE entry SET payload = NULL WHERE community = ?1 AND op_id = ?2", {m_community, op}));
    for (const Hash& photo : addition.erasedPhotos)
        LINLI_CHECK(m_db.run("INSERT INTO photo_to_erase(community, sha256) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
                             {m_community, photo}));
    return {};
}

Result<std::vector<log::Entry>> SqliteLogStore::entriesAfter(Seq after, std::size_t maxEntries, std::size_t maxBytes)
{
    std::vector<log::Entry> entries;
    std::size_t bytes = 0;
    std::optional<Error> damaged;
    LINLI_CHECK(m_db.query("SELECT seq, accepted_ms, audience, verdict, op_hash, header, signature, payload FROM entry "
                           "WHERE community = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
                           {m_community, after, std::uint64_t{maxEntries}}, [&](const store::Row& row) {
                               bytes += pageBytesOf(row.blobView(5).size(), row.blobView(7).size());
                               if (!entries.empty() && bytes > maxBytes)
                                   return false;
                               auto entry = readEntry(row);
                               if (entry)
                                   entries.push_back(std::move(*entry));
                               else
                                   damaged = entry.error();
                               return !damaged;
                           }));
    if (damaged)
        return std::unexpected(*damaged);
    return entries;
}

Result<void> SqliteLogStore::eachLeaf(const std::function<void(const Hash&)>& each)
{
    std::optional<Error> damaged;
    LINLI_CHECK(
        m_db.query("SELECT seq, accepted_ms, audience, verdict, op_hash FROM entry WHERE community = ?1 ORDER BY seq",
                   {m_community}, [&](const store::Row& row) {
                       const auto stub = readStub(row);
                       if (stub)
                           each(stub->leafHash());
                       else
                           damaged = stub.error();
                       return !damaged;
                   }));
    if (damaged)
        return std::unexpected(*damaged);
    return {};
}

Result<void>
SqliteLogStore::eachCheckpoint(const std::function<bool(std::uint64_t size, const std::string& note)>& each)
{
    return m_db.query(
        "SELECT size, note FROM checkpoint WHERE community = ?1 ORDER BY size", {m_community},
        [&](const store::Row& row) { return each(static_cast<std::uint64_t>(row.integer(0)), row.text(1)); });
}

Result<std::vector<Hash>> SqliteLogStore::photosToErase()
{
    return m_db.all("SELECT sha256 FROM photo_to_erase WHERE community = ?1", {m_community},
                    [](const store::Row& row) { return row.hash(0); });
}

Result<void> SqliteLogStore::photoErased(const Hash& photo)
{
    return m_db.run("DELETE FROM photo_to_erase WHERE community = ?1 AND sha256 = ?2", {m_community, photo});
}

Result<void> SqliteLogStore::standStill(Standstill why)
{
    LINLI_CHECK(upgrade());
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    LINLI_TRY(const Standstill before, standstill());
    LINLI_CHECK(m_db.run("INSERT INTO standstill(community, cause) VALUES(?1, ?2) ON CONFLICT(community) DO UPDATE "
                         "SET cause = ?2 WHERE ?4 OR (loss_accepted = 0 AND cause <> ?3)",
                         {m_community, static_cast<std::int64_t>(why), static_cast<std::int64_t>(Standstill::Forked),
                          why == Standstill::Restored}));
    const bool another = before == Standstill::None || why == Standstill::Restored;
    if (another && m_db.changes() > 0)
        LINLI_CHECK(m_db.run("UPDATE head SET epoch = ?2 WHERE community = ?1",
                             {m_community, crypto::randomBytes(epochBytes)}));
    return transaction.commit();
}

Result<void> SqliteLogStore::goOn(std::uint64_t size, bool lossAccepted)
{
    LINLI_CHECK(upgrade());
    return m_db.run("UPDATE standstill SET cause = 0, loss_accepted = ?3 WHERE community = ?1 AND "
                    "EXISTS(SELECT 1 FROM head WHERE community = ?1 AND size = ?2)",
                    {m_community, size, lossAccepted});
}

Result<void> SqliteLogStore::keepEvidence(const std::string& note)
{
    LINLI_CHECK(upgrade());
    return m_db.run("INSERT INTO evidence(community, note) SELECT ?1, ?2 "
                    "WHERE (SELECT count(*) FROM evidence WHERE community = ?1) < ?3 ON CONFLICT DO NOTHING",
                    {m_community, note, maxEvidence});
}

Result<std::vector<std::string>> SqliteLogStore::evidence()
{
    if (!m_upgraded)
        return std::vector<std::string>{};
    return m_db.all("SELECT note FROM evidence WHERE community = ?1 ORDER BY note", {m_community},
                    [](const store::Row& row) { return row.text(0); });
}

} // namespace linli::hub
