// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresLogStore.h"

#include "app/hub/postgres/PostgresValues.h"
#include "core/base/Encoding.h"
#include "core/log/Merkle.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace linli::hub {
namespace {

using Mode = PostgresSession::Mode;

/// Rows of one round trip when all are read.
constexpr int rowsTogether = 5'000;

/// Columns from 0: seq, accepted_ms, audience, verdict, op_hash.
Result<log::Entry> readStub(const pqxx::row& row)
{
    log::Entry entry;
    LINLI_TRY(entry.stub.seq.value, countIn(row[0]));
    LINLI_TRY(entry.stub.accepted, timeIn(row[1]));
    LINLI_TRY(const Bytes audience, bytesIn(row[2]));
    LINLI_TRY(entry.stub.audience, log::decodeAudience(audience));
    entry.stub.verdict.code = row[3].c_str();
    LINLI_TRY(entry.opHash, hashIn(row[4]));
    return entry;
}

/// Columns from 0: size, root.
Result<log::LogState> stateIn(const pqxx::row& row)
{
    log::LogState state;
    LINLI_TRY(state.size, countIn(row[0]));
    LINLI_TRY(state.root, hashIn(row[1]));
    return state;
}

std::unexpected<Error> headMoved()
{
    return fail(ErrorKind::Internal, "log.head_moved");
}

} // namespace

Bytes PostgresLogStore::rowOf(Seq seq)
{
    Bytes row;
    appendU64(row, seq.value);
    return row;
}

/// Entries column by column.
struct PostgresLogStore::Columns {
    ArrayText seq, op, accepted, audience, verdict, opHash, header, signature, payload;
};

Result<void> PostgresLogStore::add(const log::Entry& entry, Columns& columns) const
{
    if (!entry.operation)
        return fail(ErrorKind::Internal, "log.hidden_entry", "a hub's log holds every operation");
    LINLI_TRY(const log::Header header, log::decodeHeader(entry.operation->header));
    const Bytes row = rowOf(entry.stub.seq);
    columns.seq.addNumber(static_cast<std::int64_t>(entry.stub.seq.value));
    columns.op.addText(toText(header.op));
    columns.accepted.addNumber(toMs(entry.stub.accepted));
    columns.audience.addBytes(log::encodeAudience(entry.stub.audience));
    columns.verdict.addText(entry.stub.verdict.code);
    columns.opHash.addBytes(entry.opHash);
    columns.header.addBytes(m_header.seal(row, entry.operation->header));
    columns.signature.addBytes(entry.operation->signature);
    if (entry.operation->payload)
        columns.payload.addBytes(m_payload.seal(row, *entry.operation->payload));
    else
        columns.payload.addNull();
    return {};
}

/// As readStub, then header, signature, payload.
Result<log::Entry> PostgresLogStore::readEntry(const pqxx::row& row) const
{
    LINLI_TRY(log::Entry entry, readStub(row));
    const Bytes place = rowOf(entry.stub.seq);
    log::SignedOperation operation;
    LINLI_TRY(const Bytes header, bytesIn(row[5]));
    LINLI_TRY(operation.header, m_header.open(place, header));
    LINLI_TRY(const Bytes signature, bytesIn(row[6]));
    if (signature.size() != operation.signature.size())
        return fail(ErrorKind::Integrity, "log.bad_signature");
    std::ranges::copy(signature, operation.signature.begin());
    if (!row[7].is_null()) {
        LINLI_TRY(const Bytes payload, bytesIn(row[7]));
        LINLI_TRY(operation.payload, m_payload.open(place, payload));
    }
    entry.operation = std::move(operation);
    return entry;
}

Result<PostgresLogStore> PostgresLogStore::create(PostgresPool& pool, const CommunityId& community,
                                                  const crypto::Secret32& key, ByteView identity)
{
    PostgresLogStore made(pool, community, key, Access::Write);
    LINLI_TRY(auto session, pool.take());
    LINLI_CHECK(session->begin(Mode::Write));
    LINLI_TRY(const auto fresh,
              session->run("INSERT INTO linli.community(community, identity) VALUES($1, $2) ON CONFLICT DO NOTHING",
                           {made.m_community, asParameter(identity)}));
    if (fresh.affected_rows() != 1)
        return fail(ErrorKind::Store, "store.exists", made.m_community);
    const Hash root = log::emptyRoot();
    const Bytes epoch = crypto::randomBytes(epochBytes);
    LINLI_CHECK(session->run("INSERT INTO linli.head(community, size, root, last_accepted_ms, epoch) "
                             "VALUES($1, 0, $2, 0, $3)",
                             {made.m_community, asParameter(root), asParameter(epoch)}));
    LINLI_CHECK(session->commit());
    return made;
}

Result<PostgresLogStore> PostgresLogStore::open(PostgresPool& pool, const CommunityId& community,
                                                const crypto::Secret32& key, Access access)
{
    PostgresLogStore opened(pool, community, key, access);
    if (access == Access::Snapshot)
        LINLI_CHECK(opened.startSnapshot());
    LINLI_CHECK(opened.head());
    return opened;
}

Result<void> PostgresLogStore::startSnapshot()
{
    LINLI_TRY(auto session, m_pool->take());
    m_held.emplace(std::move(session));
    return (*m_held)->begin(Mode::Snapshot);
}

Result<pqxx::result> PostgresLogStore::run(std::string_view sql, const pqxx::params& values)
{
    return m_held ? (*m_held)->run(sql, values) : m_pool->run(sql, values);
}

Result<pqxx::result> PostgresLogStore::lockHead()
{
    LINLI_CHECK((*m_held)->begin(Mode::Write));
    return (*m_held)->run("SELECT size, root, standstill FROM linli.head WHERE community = $1 FOR UPDATE",
                          {m_community});
}

Result<log::LogState> PostgresLogStore::holdFor(Growth growth)
{
    if (m_access != Access::Write)
        return fail(ErrorKind::Internal, "store.read_only", "opened for reading");
    release();
    for (;;) {
        LINLI_TRY(auto session, m_pool->take());
        m_held.emplace(std::move(session));
        auto locked = lockHead();
        if (!locked) {
            const bool again = !(*m_held)->isOpen() && !m_held->isFresh();
            release();
            if (again)
                continue;
            return std::unexpected(locked.error());
        }
        if (locked->empty())
            return fail(ErrorKind::Store, "store.not_linli", "no log of this community in the database");
        LINLI_TRY(const auto cause, countIn((*locked)[0][2]));
        const auto allowed = growth == Growth::New ? mayDecide(static_cast<Standstill>(cause)) : Result<void>{};
        if (!allowed) {
            release();
            return std::unexpected(allowed.error());
        }
        return stateIn((*locked)[0]);
    }
}

void PostgresLogStore::release()
{
    if (m_access == Access::Write) // a snapshot stays
        m_held.reset();
}

Result<LogStore::Head> PostgresLogStore::head()
{
    LINLI_TRY(const auto rows,
              run("SELECT h.size, h.root, h.last_accepted_ms, h.epoch, c.note, h.standstill FROM linli.head h "
                  "LEFT JOIN linli.checkpoint c ON c.community = h.community AND c.size = h.size "
                  "WHERE h.community = $1",
                  {m_community}));
    if (rows.empty())
        return fail(ErrorKind::Store, "store.not_linli", "no log of this community in the database");
    const pqxx::row row = rows[0];
    Head head;
    LINLI_TRY(head.state, stateIn(row));
    LINLI_TRY(head.lastAccepted, timeIn(row[2]));
    LINLI_TRY(head.epoch, bytesIn(row[3]));
    head.checkpoint = row[4].c_str();
    LINLI_TRY(const auto cause, countIn(row[5]));
    head.standstill = static_cast<Standstill>(cause);
    return head;
}

Result<void> PostgresLogStore::append(const Addition& addition)
{
    if (addition.entries.empty())
        return {};
    if (!m_held)
        LINLI_CHECK(holdFor(addition.growth));
    const auto written = write(addition).and_then([this] { return (*m_held)->commit(); });
    if (written) {
        announce(addition.state.size);
        release();
        return {};
    }
    release();
    if (written.error().code == "store.in_doubt")
        return lookUp(addition, written.error());
    return written;
}

Result<void> PostgresLogStore::write(const Addition& addition)
{
    LINLI_CHECK(moveHead(addition));
    LINLI_CHECK(insertEntries(addition.entries));
    LINLI_CHECK(run("INSERT INTO linli.checkpoint(community, size, note) VALUES($1, $2, $3)",
                    {m_community, addition.state.size, addition.checkpoint}));
    if (addition.growth == Growth::Refill)
        LINLI_CHECK(
            run("DELETE FROM linli.lent WHERE community = $1 AND seq <= $2", {m_community, addition.state.size}));
    return erase(addition);
}

Result<void> PostgresLogStore::moveHead(const Addition& addition)
{
    const std::uint64_t before = addition.entries.front().stub.seq.value - 1;
    if (addition.state.size != before + addition.entries.size())
        return headMoved();
    const bool refill = addition.growth == Growth::Refill;
    LINLI_TRY(const auto moved,
              run("UPDATE linli.head SET size = $3, root = $4, last_accepted_ms = $5, "
                  "standstill = CASE WHEN standstill = 0 THEN 0 ELSE $6 END "
                  "WHERE community = $1 AND size = $2 AND ($7 OR standstill = 0)",
                  {m_community, before, addition.state.size, asParameter(addition.state.root),
                   toMs(addition.entries.back().stub.accepted), static_cast<int>(Standstill::Refilled), refill}));
    return moved.affected_rows() == 1 ? Result<void>{} : headMoved();
}

Result<void> PostgresLogStore::insertEntries(std::span<const log::Entry> entries)
{
    Columns columns;
    for (const log::Entry& entry : entries)
        LINLI_CHECK(add(entry, columns));
    LINLI_CHECK(run("INSERT INTO linli.entry(community, seq, op_id, accepted_ms, audience, verdict, op_hash, header, "
                    "signature, payload) SELECT $1, rows.* FROM unnest($2::bigint[], $3::uuid[], $4::bigint[], "
                    "$5::bytea[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[]) AS rows",
                    {m_community, std::move(columns.seq).finish(), std::move(columns.op).finish(),
                     std::move(columns.accepted).finish(), std::move(columns.audience).finish(),
                     std::move(columns.verdict).finish(), std::move(columns.opHash).finish(),
                     std::move(columns.header).finish(), std::move(columns.signature).finish(),
                     std::move(columns.payload).finish()}));
    return {};
}

Result<void> PostgresLogStore::erase(const Addition& addition)
{
    for (const OpId& op : addition.erased)
        LINLI_CHECK(run("UPDATE linli.entry SET payload = NULL WHERE community = $1 AND op_id = $2",
                        {m_community, toText(op)}));
    for (const Hash& photo : addition.erasedPhotos)
        LINLI_CHECK(run("INSERT INTO linli.photo_to_erase(community, sha256) VALUES($1, $2) ON CONFLICT DO NOTHING",
                        {m_community, asParameter(photo)}));
    return {};
}

/// The head row's lock comes once the lost session has ended, one way or the other. The checkpoint tells which: its root covers
/// every entry, and it stays when others have appended since.
Result<void> PostgresLogStore::lookUp(const Addition& addition, const Error& doubt)
{
    LINLI_CHECK(holdFor(Growth::Refill));
    const auto found =
        run("SELECT note FROM linli.checkpoint WHERE community = $1 AND size = $2", {m_community, addition.state.size});
    release();
    if (!found)
        return std::unexpected(found.error());
    if (found->empty() || (*found)[0][0].view() != addition.checkpoint)
        return fail(ErrorKind::Unreachable, "store.unreachable", doubt.detail);
    announce(addition.state.size);
    return {};
}

/// A notification need not survive a power cut, so nobody waits for the disk. Without it others learn a little later.
void PostgresLogStore::announce(std::uint64_t size)
{
    const auto told = run("SELECT set_config('synchronous_commit', 'off', true), pg_notify('linli_log', $1)",
                          {m_community + ' ' + std::to_string(size)});
    if (!told)
        spdlog::warn("log {}: others were not told: {}", m_community, told.error().code);
}

Result<std::vector<log::Entry>> PostgresLogStore::entriesAfter(Seq after, std::size_t maxEntries, std::size_t maxBytes)
{
    std::vector<log::Entry> entries;
    if (maxEntries == 0)
        return entries;
    // 128: protobuf tags, ids and numbers of an entry. The first one comes whatever its size.
    LINLI_TRY(const auto rows,
              run("SELECT seq, accepted_ms, audience, verdict, op_hash, header, signature, payload FROM ("
                  "SELECT *, row_number() OVER page AS place, sum(128 + octet_length(header) + "
                  "coalesce(octet_length(payload), 0)) OVER page AS bytes FROM linli.entry "
                  "WHERE community = $1 AND seq > $2 WINDOW page AS (ORDER BY seq) ORDER BY seq LIMIT $3) AS page "
                  "WHERE place = 1 OR bytes <= $4 ORDER BY seq",
                  {m_community, after.value, maxEntries, maxBytes}));
    entries.reserve(static_cast<std::size_t>(rows.size()));
    for (const auto& row : rows) {
        LINLI_TRY(auto entry, readEntry(row));
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<void> PostgresLogStore::eachLeaf(const std::function<void(const Hash&)>& each)
{
    for (std::uint64_t last = 0;;) {
        LINLI_TRY(const auto rows, run("SELECT seq, accepted_ms, audience, verdict, op_hash FROM linli.entry "
                                       "WHERE community = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                                       {m_community, last, rowsTogether}));
        if (rows.empty())
            return {};
        for (const auto& row : rows) {
            LINLI_TRY(const log::Entry entry, readStub(row));
            each(entry.leafHash());
            last = entry.stub.seq.value;
        }
    }
}

Result<void>
PostgresLogStore::eachCheckpoint(const std::function<bool(std::uint64_t size, const std::string& note)>& each)
{
    for (std::uint64_t last = 0;;) {
        LINLI_TRY(const auto rows, run("SELECT size, note FROM linli.checkpoint WHERE community = $1 AND size > $2 "
                                       "ORDER BY size LIMIT $3",
                                       {m_community, last, rowsTogether}));
        if (rows.empty())
            return {};
        for (const auto& row : rows) {
            LINLI_TRY(last, countIn(row[0]));
            if (!each(last, row[1].c_str()))
                return {};
        }
    }
}

Result<std::vector<Hash>> PostgresLogStore::photosToErase()
{
    LINLI_TRY(const auto rows, run("SELECT sha256 FROM linli.photo_to_erase WHERE community = $1", {m_community}));
    return hashesIn(rows);
}

Result<void> PostgresLogStore::photoErased(const Hash& photo)
{
    LINLI_CHECK(run("DELETE FROM linli.photo_to_erase WHERE community = $1 AND sha256 = $2",
                    {m_community, asParameter(photo)}));
    return {};
}

} // namespace linli::hub
