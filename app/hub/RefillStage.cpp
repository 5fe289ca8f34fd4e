// SPDX-License-Identifier: Apache-2.0
#include "app/hub/RefillStage.h"

#include "app/hub/EntryBytes.h"
#include "app/hub/ReplicaCache.h"
#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"

#include <spdlog/spdlog.h>

namespace linli::hub {
namespace {

using Access = store::Database::Access;

constexpr std::string_view stageSchema = R"sql(
    CREATE TABLE IF NOT EXISTS arrived(
        device BLOB NOT NULL, seq INTEGER NOT NULL, entry BLOB NOT NULL, PRIMARY KEY(device, seq));
    CREATE TABLE IF NOT EXISTS proven(
        seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL, op_id BLOB, lack INTEGER NOT NULL, entry BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS erased(op_id BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS lent(seq INTEGER PRIMARY KEY);
)sql";
constexpr std::size_t entriesTogether = 500; ///< in memory

Result<std::vector<log::Entry>> decodeAll(const std::vector<Bytes>& rows)
{
    std::vector<log::Entry> entries;
    entries.reserve(rows.size());
    for (const Bytes& row : rows) {
        LINLI_TRY(auto entry, entryFromBytes(row));
        entries.push_back(std::move(entry));
    }
    return entries;
}

Bytes firstBlob(const store::Row& row)
{
    return row.blob(0);
}

Result<store::Database> tryOpen(const std::filesystem::path& file, const store::DatabaseKey& key, Access access)
{
    LINLI_TRY(auto database, store::Database::open(file, key, access));
    LINLI_CHECK(database.runScript(stageSchema));
    return database;
}

/// The rules gave a rejected operation's payload away, and a wrong one proves nothing.
Result<log::Entry> trimmed(log::Entry entry)
{
    if (!entry.operation)
        return entry;
    LINLI_TRY(const log::Header header, log::decodeHeader(entry.operation->header));
    if (!log::payloadHolds(*entry.operation, header))
        return fail(ErrorKind::Integrity, "refill.bad_payload", "entry " + std::to_string(entry.stub.seq.value));
    if (!entry.stub.verdict.accepted())
        entry.operation->payload.reset();
    return entry;
}

} // namespace

Result<std::unique_ptr<RefillStage>> RefillStage::open(const std::filesystem::path& file, const store::DatabaseKey& key)
{
    auto database = tryOpen(file, key, Access::Write);
    if (!database) {
        if (database.error().code != "store.missing")
            spdlog::warn("a refill begins anew: {}", database.error().code);
        removeDatabase(file);
        database = tryOpen(file, key, Access::Create);
    }
    if (!database)
        return std::unexpected(database.error());
    return std::unique_ptr<RefillStage>(new RefillStage(std::move(*database)));
}

RefillStage::Lack RefillStage::lackOf(const log::Entry& entry)
{
    if (!entry.operation)
        return Lack::Operation;
    return entry.stub.verdict.accepted() && !entry.operation->payload ? Lack::Payload : Lack::Nothing;
}

Result<void> RefillStage::add(const DeviceId& device, std::uint64_t logSize, std::span<const log::Entry> entries)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    LINLI_TRY(std::uint64_t last, arrived(device, logSize));
    for (const log::Entry& given : entries) {
        LINLI_TRY(const log::Entry entry, trimmed(given));
        LINLI_TRY(const bool known, complete(entry));
        if (known || entry.stub.seq.value != last + 1)
            continue;
        LINLI_CHECK(m_db.run("INSERT INTO arrived(device, seq, entry) VALUES(?1, ?2, ?3)",
                             {device, entry.stub.seq, entryToBytes(entry)}));
        ++last;
    }
    LINLI_TRY(const auto bytes, m_db.count("PRAGMA page_count"));
    if (static_cast<std::uint64_t>(bytes) > maxBytes / 4096)
        return fail(ErrorKind::Unreachable, "refill.too_large");
    return transaction.commit();
}

Result<std::uint64_t> RefillStage::arrived(const DeviceId& device, std::uint64_t logSize)
{
    LINLI_TRY(const auto last, m_db.count("SELECT max(seq) FROM arrived WHERE device = ?1", {device}));
    return std::max(static_cast<std::uint64_t>(last), logSize);
}

Result<std::uint64_t> RefillStage::proven(std::uint64_t logSize)
{
    LINLI_TRY(const auto last, m_db.count("SELECT max(seq) FROM proven"));
    return std::max(static_cast<std::uint64_t>(last), logSize);
}

Result<std::vector<log::Entry>> RefillStage::rowOf(const DeviceId& device, std::uint64_t after, std::size_t limit)
{
    LINLI_TRY(const auto rows,
              m_db.all("SELECT entry FROM arrived WHERE device = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
                       {device, after, std::uint64_t{limit}}, firstBlob));
    return decodeAll(rows);
}

Result<bool> RefillStage::prove(const DeviceId& device, log::MerkleFrontier base, const log::LogState& wanted)
{
    LINLI_TRY(const bool holds, fold(device, std::move(base), wanted));
    LINLI_CHECK(forget(device));
    return holds;
}

/// Rolled back unless it comes to what is wanted.
Result<bool> RefillStage::fold(const DeviceId& device, log::MerkleFrontier base, const log::LogState& wanted)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    while (base.size() < wanted.size) {
        LINLI_TRY(const auto entries, rowOf(device, base.size(), entriesTogether));
        if (entries.empty())
            return false;
        for (const log::Entry& entry :
             std::span(entries).first(std::min<std::size_t>(entries.size(), wanted.size - base.size()))) {
            base.append(entry.leafHash());
            LINLI_CHECK(addProven(entry));
        }
    }
    if (base.state() != wanted)
        return false;
    LINLI_CHECK(transaction.commit());
    return true;
}

Result<void> RefillStage::forget(const DeviceId& device)
{
    return m_db.run("DELETE FROM arrived WHERE device = ?1", {device});
}

Result<void> RefillStage::noteErasure(const log::Header& header, const log::Entry& entry)
{
    if (header.kind != community::eraseKind || !entry.stub.verdict.accepted())
        return {};
    pb::community::EraseFacts facts;
    facts.ParseFromArray(header.facts.data(), static_cast<int>(header.facts.size()));
    return m_db.run("INSERT INTO erased(op_id) VALUES(?1) ON CONFLICT DO NOTHING", {asBytes(facts.target())});
}

Result<void> RefillStage::addProven(const log::Entry& entry)
{
    std::optional<OpId> op;
    if (entry.operation) {
        LINLI_TRY(const log::Header header, log::decodeHeader(entry.operation->header));
        op = header.op;
        LINLI_CHECK(noteErasure(header, entry));
    }
    return m_db.run(
        "INSERT INTO proven(seq, leaf, op_id, lack, entry) VALUES(?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT(seq) DO NOTHING",
        {entry.stub.seq, entry.leafHash(), op, static_cast<std::int64_t>(lackOf(entry)), entryToBytes(entry)});
}

/// True when the entry's number is proven, whether or not this one has it better.
Result<bool> RefillStage::complete(const log::Entry& entry)
{
    LINLI_TRY(const auto held,
              m_db.one("SELECT leaf, lack FROM proven WHERE seq = ?1", {entry.stub.seq}, [](const store::Row& row) {
                  return std::pair(row.hash(0), static_cast<Lack>(row.integer(1)));
              }));
    if (!held)
        return false;
    const Lack lack = lackOf(entry);
    const bool better = held->second != Lack::Nothing && lack != Lack::Operation && lack != held->second;
    if (!better || held->first != entry.leafHash())
        return true;
    LINLI_CHECK(m_db.run("DELETE FROM proven WHERE seq = ?1", {entry.stub.seq}));
    LINLI_CHECK(addProven(entry));
    return true;
}

Result<std::vector<Seq>> RefillStage::missing(std::size_t limit)
{
    return m_db.all(
        "SELECT seq FROM proven WHERE lack = ?1 OR (lack = ?2 AND op_id NOT IN (SELECT op_id FROM erased)) "
        "ORDER BY seq LIMIT ?3",
        {static_cast<std::int64_t>(Lack::Operation), static_cast<std::int64_t>(Lack::Payload), std::uint64_t{limit}},
        [](const store::Row& row) { return row.seq(0); });
}

Result<void> RefillStage::takeBodies(std::span<const log::Entry> entries)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    for (const log::Entry& given : entries) {
        LINLI_TRY(const log::Entry entry, trimmed(given));
        LINLI_CHECK(complete(entry));
    }
    return transaction.commit();
}

Result<std::vector<log::Entry>> RefillStage::notLent(std::size_t limit)
{
    LINLI_TRY(const auto rows,
              m_db.all("SELECT entry FROM proven WHERE lack = ?1 AND seq NOT IN (SELECT seq FROM lent) "
                       "ORDER BY seq LIMIT ?2",
                       {static_cast<std::int64_t>(Lack::Nothing), std::uint64_t{limit}}, firstBlob));
    return decodeAll(rows);
}

Result<void> RefillStage::markLent(std::span<const log::Entry> entries)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    for (const log::Entry& entry : entries)
        LINLI_CHECK(m_db.run("INSERT INTO lent(seq) VALUES(?1) ON CONFLICT DO NOTHING", {entry.stub.seq}));
    return transaction.commit();
}

Result<std::vector<log::Entry>> RefillStage::entriesAfter(std::uint64_t after, std::size_t limit)
{
    LINLI_TRY(const auto rows, m_db.all("SELECT entry FROM proven WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                                        {after, std::uint64_t{limit}}, firstBlob));
    return decodeAll(rows);
}

/// A row that began after a log that has grown since goes on in it; one that would have a gap goes.
Result<void> RefillStage::settle(std::uint64_t logSize)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    for (const char* table : {"arrived", "proven", "lent"})
        LINLI_CHECK(m_db.run("DELETE FROM " + std::string(table) + " WHERE seq <= ?1", {logSize}));
    LINLI_CHECK(m_db.run("DELETE FROM arrived WHERE device IN (SELECT device FROM arrived GROUP BY device "
                         "HAVING min(seq) > ?1)",
                         {logSize + 1}));
    return transaction.commit();
}

Result<void> RefillStage::clear()
{
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    for (const char* table : {"arrived", "proven", "erased", "lent"})
        LINLI_CHECK(m_db.run("DELETE FROM " + std::string(table)));
    return transaction.commit();
}

} // namespace linli::hub
