// SPDX-License-Identifier: Apache-2.0
#include "core/community/ReplicaImpl.h"

#include "core/base/Encoding.h"
#include "core/community/LogTable.h"
#include "core/community/OldLog.h"
#include "core/community/Schema.h"
#include "core/store/LargeCache.h"

#include <algorithm>
#include <chrono>

namespace linli::community {
namespace {

/// From so many entries at once on, a page comes with thousands of own operations that waited: all they did is taken back and done again.
constexpr std::size_t manyEntries = 1000;

/// A slice of an index is as large as fits into this: a word that somebody sends meanwhile waits for it. Large ones are few, and each is a
/// segment, 16 of which are merged into one.
constexpr std::chrono::duration<double> sliceTime{0.05};
constexpr int leastSlice = 100; ///< rows
constexpr int mostSlice = 1000;

Result<void> saveGenesis(store::Database& db, const Genesis& genesis)
{
    Meta meta(db);
    LINLI_CHECK(meta.set(meta::community, genesis.community.view()));
    LINLI_CHECK(meta.set(meta::hubKey, genesis.hubKey));
    return meta.set(meta::foundingHash, genesis.foundingHash);
}

Result<Genesis> loadGenesis(store::Database& db)
{
    Meta meta(db);
    LINLI_TRY(const auto community, meta.find(meta::community));
    LINLI_TRY(const auto hubKey, meta.find(meta::hubKey));
    LINLI_TRY(const auto founding, meta.find(meta::foundingHash));
    const auto id = CommunityId::fromBytes(community.value_or(Bytes{}));
    const auto key = toHash(hubKey.value_or(Bytes{}));
    const auto hash = toHash(founding.value_or(Bytes{}));
    if (!id || !key || !hash)
        return fail(ErrorKind::Store, "store.not_linli", "no genesis in the store");
    return Genesis{*id, *key, *hash};
}

} // namespace

Result<void> Replica::Impl::start()
{
    LINLI_CHECK(evolve());
    LINLI_TRY(undo, store::UndoLog::install(db, stateTableNames()));
    Meta meta(db);
    LINLI_TRY(const auto frontier, meta.find(meta::frontier));
    if (frontier) {
        LINLI_TRY(position.frontier, log::MerkleFrontier::fromBytes(*frontier));
    }
    LINLI_TRY(const std::int64_t accepted, meta.integer(meta::lastAccepted));
    position.lastAccepted = fromMs(accepted);
    return outbox.requeueAll();
}

Result<Timestamp> Replica::Impl::estimateNow(Timestamp wallNow)
{
    if (position.frontier.size() == 0)
        return wallNow;
    LINLI_TRY(const std::int64_t wallThen, Meta(db).integer(meta::lastAcceptedWall));
    return position.lastAccepted + std::max(Milliseconds{0}, wallNow - fromMs(wallThen));
}

Replica::Replica(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Replica::Replica(Replica&&) noexcept = default;
Replica& Replica::operator=(Replica&&) noexcept = default;
Replica::~Replica() = default;

Result<Replica> Replica::create(store::Database database, const Genesis& genesis, std::uint32_t knownRules)
{
    auto impl = std::make_unique<Impl>(std::move(database), genesis, knownRules);
    LINLI_TRY(auto transaction, store::Transaction::begin(impl->db));
    LINLI_CHECK(createSchema(impl->db));
    LINLI_CHECK(saveGenesis(impl->db, genesis));
    LINLI_CHECK(transaction.commit());
    LINLI_CHECK(impl->start());
    return Replica(std::move(impl));
}

Result<Replica> Replica::open(store::Database database, const crypto::Identity* reader, std::uint32_t knownRules)
{
    LINLI_TRY(const Genesis genesis, loadGenesis(database));
    auto impl = std::make_unique<Impl>(std::move(database), genesis, knownRules);
    if (reader != nullptr)
        impl->keys.unlock(reader->device, reader->sealing);
    LINLI_CHECK(impl->start());
    return Replica(std::move(impl));
}

void Replica::unlock(const crypto::Identity& identity)
{
    m_impl->keys.unlock(identity.device, identity.sealing);
}

Result<std::optional<Bytes>> Replica::contentOf(const log::SignedOperation& operation)
{
    LINLI_TRY(const log::Header header, log::decodeHeader(operation.header));
    return m_impl->keys.contentOf(m_impl->db, header, operation);
}

const Genesis& Replica::genesis() const
{
    return m_impl->genesis;
}

log::LogState Replica::confirmed() const
{
    return m_impl->position.frontier.state();
}

Timestamp Replica::lastAccepted() const
{
    return m_impl->position.lastAccepted;
}

Result<Timestamp> Replica::estimateNow(Timestamp wallNow)
{
    return m_impl->estimateNow(wallNow);
}

store::Database& Replica::db()
{
    return m_impl->db;
}

Outbox& Replica::outbox()
{
    return m_impl->outbox;
}

Result<log::Digests> Replica::digests()
{
    // Rolled back at the end: pending effects come back as if nothing had happened.
    LINLI_TRY(const auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_CHECK(m_impl->undo->undo());
    return log::stateDigests(m_impl->db, stateTables());
}

Result<log::TableDigests> Replica::contentDigests()
{
    LINLI_TRY(const auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_CHECK(m_impl->undo->undo());
    return log::contentDigests(m_impl->db, stateTables());
}

Result<log::TableDigests> Replica::communityContentDigests()
{
    LINLI_TRY(const auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_CHECK(m_impl->undo->undo());
    return log::communityContentDigests(m_impl->db, stateTables());
}

Result<std::vector<Seq>> Replica::privateEntries()
{
    return m_impl->db.all("SELECT seq FROM entry WHERE header IS NOT NULL AND audience <> x'' ORDER BY seq", {},
                          [](const store::Row& row) { return row.seq(0); });
}

Result<std::optional<log::Entry>> Replica::entry(Seq seq)
{
    return readEntry(m_impl->db, seq);
}

Result<std::optional<Seq>> Replica::seqOf(const OpId& op)
{
    return m_impl->db.one("SELECT seq FROM entry WHERE op_id = ?1", {op},
                          [](const store::Row& row) { return row.seq(0); });
}

Result<std::vector<log::Entry>> Replica::entriesAfter(Seq after, std::size_t limit)
{
    return readEntries(m_impl->db, after, limit);
}

Result<bool> Replica::fillIndexes()
{
    using Watch = std::chrono::steady_clock;
    const auto began = Watch::now();
    bool more = false;
    for (const FillIndex fill : laterIndexes()) {
        LINLI_TRY(const bool waits, fill(m_impl->db, m_impl->indexSlice));
        more = more || waits;
    }
    const std::chrono::duration<double> took = Watch::now() - began;
    if (more)
        m_impl->indexSlice =
            std::clamp(static_cast<int>(m_impl->indexSlice * (sliceTime / took)), leastSlice, mostSlice);
    return more;
}

Result<std::optional<Timestamp>> Replica::nextDeadline()
{
    std::optional<Timestamp> earliest;
    for (const log::Capability* capability : capabilities()) {
        LINLI_TRY(const auto deadline, capability->nextDeadline(m_impl->db));
        if (deadline && (!earliest || *deadline < *earliest))
            earliest = deadline;
    }
    return earliest;
}

Result<void> Replica::applyPage(std::span<const log::Entry> page,
                                const std::function<Result<void>(const log::LogState&)>& check, Timestamp wallNow)
{
    const store::LargeCache room(m_impl->db, page.size() > manyEntries);
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_CHECK(m_impl->undo->undo());
    LINLI_CHECK(m_impl->dropCarriedOver());
    EntryApplier applier(m_impl->db, m_impl->genesis, m_impl->keys, m_impl->position, m_impl->knownRules);
    LINLI_TRY(const log::LogState end, m_impl->applyUpTo(applier, page));
    LINLI_CHECK(applier.reveal());
    LINLI_CHECK(check(end));
    LINLI_CHECK(applier.savePosition(wallNow));
    const Position before = std::exchange(m_impl->position, applier.position());
    const auto finish = [&]() -> Result<void> {
        LINLI_CHECK(m_impl->replayPending(wallNow));
        return transaction.commit();
    };
    auto finished = finish();
    if (!finished) {
        m_impl->position = before;
        return finished;
    }
    m_impl->sawLog();
    return applier.rulesNeeded() == 0 ? finished : m_impl->checkRules();
}

/// Applies the page, or what comes before the entry that needs newer rules. The state of the log at the page's end either way.
Result<log::LogState> Replica::Impl::applyUpTo(EntryApplier& applier, std::span<const log::Entry> page)
{
    std::size_t done = 0;
    for (; done < page.size(); ++done) {
        const auto applied = applier.apply(page[done]);
        if (!applied && applier.rulesNeeded() != 0)
            break;
        LINLI_CHECK(applied);
        LINLI_CHECK(settleOwn(page[done]));
    }
    log::MerkleFrontier end = applier.position().frontier;
    for (const log::Entry& entry : page.subspan(done))
        end.append(entry.leafHash());
    if (applier.rulesNeeded() != 0)
        LINLI_CHECK(Meta(db).setInteger(meta::rulesNeeded, applier.rulesNeeded()));
    return end.state();
}

Result<std::uint32_t> Replica::Impl::rulesNeeded()
{
    LINLI_TRY(const std::int64_t stopped, Meta(db).integer(meta::rulesNeeded));
    LINLI_TRY(const std::uint32_t present, log::rulesVersion(db));
    const auto needed = std::max(static_cast<std::uint32_t>(stopped), present);
    return needed > knownRules ? needed : 0;
}

Result<void> Replica::Impl::checkRules()
{
    LINLI_TRY(const std::uint32_t needed, rulesNeeded());
    if (needed != 0)
        return fail(ErrorKind::Rejected, "app.update_needed", "rules version " + std::to_string(needed));
    return {};
}

Result<std::uint32_t> Replica::rulesNeeded()
{
    return m_impl->rulesNeeded();
}

std::uint32_t Replica::knownRules() const
{
    return m_impl->knownRules;
}

} // namespace linli::community
