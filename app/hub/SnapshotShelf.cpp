// SPDX-License-Identifier: Apache-2.0
#include "app/hub/SnapshotShelf.h"

#include "app/hub/ReplicaCache.h"
#include "core/snapshot/Maker.h"
#include "core/snapshot/OwnPart.h"

#include <spdlog/spdlog.h>

namespace linli::hub {
namespace {

using Access = store::Database::Access;
using namespace std::chrono_literals;

/// Growth wakes the strand; this is for quiet times, and for what failed.
constexpr Milliseconds look = 1min;
constexpr int kept = 2;

constexpr std::string_view snapshotSchema = R"sql(
    CREATE TABLE snapshot(size INTEGER PRIMARY KEY, manifest BLOB NOT NULL);
    CREATE TABLE page(size INTEGER NOT NULL, sha256 BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(size, sha256))
        WITHOUT ROWID;
    CREATE INDEX page_by_hash ON page(sha256);
)sql";

Result<store::Database> openDatabase(const std::filesystem::path& file, const CommunityFiles& files, Access access)
{
    return store::Database::open(file, store::DatabaseKey(files.keys.database.copy()), access);
}

/// Whether the state at `size` shows something that was erased afterwards.
Result<bool> isStale(store::Database& replica, std::uint64_t size)
{
    LINLI_TRY(const auto found,
              replica.count("SELECT EXISTS(SELECT 1 FROM erasure x JOIN entry t ON t.op_id = x.target "
                            "JOIN entry e ON e.op_id = x.op_id WHERE t.seq <= ?1 AND e.seq > ?1 AND t.audience = x'')",
                            {size}));
    return found != 0;
}

Result<std::vector<std::uint64_t>> sizesIn(store::Database& file)
{
    return file.all("SELECT size FROM snapshot ORDER BY size DESC", {},
                    [](const store::Row& row) { return static_cast<std::uint64_t>(row.integer(0)); });
}

Result<bool> isAnyStale(store::Database& file, store::Database& replica)
{
    LINLI_TRY(const auto sizes, sizesIn(file));
    for (const std::uint64_t size : sizes) {
        LINLI_TRY(const bool stale, isStale(replica, size));
        if (stale)
            return true;
    }
    return false;
}

} // namespace

Result<std::unique_ptr<SnapshotShelf>> SnapshotShelf::open(const Parts& parts, community::Replica& replica,
                                                           const StartStrand& start, SnapshotPolicy policy)
{
    LINLI_TRY(auto reader, openDatabase(parts.files.replica(), parts.files, Access::Read));
    std::unique_ptr<SnapshotShelf> shelf(new SnapshotShelf(parts, std::move(reader), policy));
    shelf->openFile();
    LINLI_CHECK(shelf->withdrawStale(replica));
    shelf->m_seen = parts.head.snapshot().size;
    shelf->m_strand = start(
        [made = shelf.get()] {
            made->work();
            return false;
        },
        look);
    if (shelf->isWorthwhile())
        shelf->m_strand->wake();
    return shelf;
}

SnapshotShelf::~SnapshotShelf()
{
    stop();
}

void SnapshotShelf::stop()
{
    m_stopping = true;
    if (m_strand)
        m_strand->stop();
}

/// No file is made before there is a snapshot.
void SnapshotShelf::openFile()
{
    auto file = openDatabase(m_parts.files.snapshots(), m_parts.files, Access::Write);
    auto sizes = file ? sizesIn(*file) : std::unexpected(file.error());
    // One that was only half made is of no use either.
    if (!sizes || !file->count("SELECT EXISTS(SELECT 1 FROM page)"))
        return throwAway();
    m_file.emplace(std::move(*file));
    m_newest = sizes->empty() ? 0 : sizes->front();
}

/// The whole file, not its rows: those would stay in it, though nobody could read them without the key.
void SnapshotShelf::throwAway()
{
    m_newest = 0;
    m_file.reset();
    removeDatabase(m_parts.files.snapshots());
}

Result<void> SnapshotShelf::makeFile()
{
    throwAway();
    LINLI_TRY(auto file, openDatabase(m_parts.files.snapshots(), m_parts.files, Access::Create));
    LINLI_TRY(auto transaction, store::Transaction::begin(file));
    LINLI_CHECK(file.runScript(snapshotSchema));
    LINLI_CHECK(transaction.commit());
    m_file.emplace(std::move(file));
    return {};
}

bool SnapshotShelf::isDue() const
{
    const std::uint64_t size = m_parts.head.snapshot().size;
    const std::uint64_t newest = m_newest;
    return size >= m_policy.least && (newest == 0 || size - std::min(size, newest) > m_policy.every);
}

/// What phones would fetch behind the newest one is worth a new one when there is time for it.
bool SnapshotShelf::isWorthwhile() const
{
    const std::uint64_t size = m_parts.head.snapshot().size;
    const std::uint64_t newest = m_newest;
    return size >= m_policy.least && size - std::min(size, newest) > size / m_policy.share;
}

void SnapshotShelf::logHasGrown()
{
    if (m_strand && isDue())
        m_strand->wake();
}

Result<void> SnapshotShelf::withdrawStale(community::Replica& replica)
{
    const std::scoped_lock lock(m_mutex);
    ++m_withdrawals; // also of what is being made
    if (!m_file)
        return {};
    const auto stale = isAnyStale(*m_file, replica.db());
    if (stale && !*stale)
        return {};
    // What cannot be judged is not given out either.
    throwAway();
    spdlog::info("snapshots {}: withdrawn", toText(m_parts.files.community));
    return stale ? Result<void>{} : std::unexpected(stale.error());
}

/// Called by growth, and by the clock; that nothing has come since the last time makes the moment a quiet one.
void SnapshotShelf::work()
{
    const std::uint64_t size = m_parts.head.snapshot().size;
    const bool quiet = std::exchange(m_seen, size) == size;
    if (m_newest != 0 && m_parts.clock.monotonic() < m_restsUntil)
        return;
    if (isDue() || (quiet && isWorthwhile()))
        makeOne();
}

void SnapshotShelf::withdrawAll()
{
    const std::scoped_lock lock(m_mutex);
    ++m_withdrawals;
    throwAway();
}

void SnapshotShelf::makeOne()
{
    if (m_stopping)
        return;
    const Milliseconds began = m_parts.clock.monotonic();
    if (const auto made = make(); !made && !m_stopping)
        spdlog::error("snapshot {}: {} {}", toText(m_parts.files.community), made.error().code, made.error().detail);
    const Milliseconds end = m_parts.clock.monotonic();
    m_restsUntil = end + (end - began) * m_policy.rest;
}

Result<void> SnapshotShelf::make()
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t withdrawals = m_withdrawals;
    lock.unlock();
    const Milliseconds began = m_parts.clock.monotonic();
    LINLI_TRY(auto replica, openDatabase(m_parts.files.replica(), m_parts.files, Access::Read));
    LINLI_TRY(const auto transaction, store::ReadTransaction::begin(replica));
    Pages pages;
    LINLI_TRY(const snapshot::Manifest manifest,
              snapshot::makeSnapshot(replica, m_parts.epoch.value(), [&](const Hash& name, ByteView page) {
                  pages.emplace_back(name, Bytes(page.begin(), page.end()));
                  return m_stopping ? fail(ErrorKind::Unreachable, "hub.stopping") : Result<void>{};
              }));
    LINLI_CHECK(publish(manifest, pages, withdrawals));
    spdlog::info("snapshot {}: size {}, {} pages, {} bytes, {} ms", toText(m_parts.files.community),
                 manifest.state().size, manifest.pages.size(), manifest.bytes(),
                 (m_parts.clock.monotonic() - began).count());
    return {};
}

Result<void> SnapshotShelf::publish(const snapshot::Manifest& manifest, const Pages& pages, std::uint64_t withdrawals)
{
    const Bytes signedManifest = snapshot::signManifest(manifest, m_parts.files.community, m_parts.hubKey);
    const std::uint64_t size = manifest.state().size;
    const std::scoped_lock lock(m_mutex);
    if (withdrawals != m_withdrawals)
        return fail(ErrorKind::Unreachable, "snapshot.withdrawn", "while it was made");
    if (!m_file)
        LINLI_CHECK(makeFile());
    LINLI_TRY(auto transaction, store::Transaction::begin(*m_file));
    for (const auto& [name, bytes] : pages)
        LINLI_CHECK(m_file->run("INSERT INTO page(size, sha256, bytes) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING",
                                {size, name, bytes}));
    LINLI_CHECK(m_file->run("INSERT INTO snapshot(size, manifest) VALUES(?1, ?2)", {size, signedManifest}));
    LINLI_CHECK(m_file->run("DELETE FROM snapshot WHERE size NOT IN (SELECT size FROM snapshot ORDER BY size DESC "
                            "LIMIT ?1)",
                            {kept}));
    LINLI_CHECK(m_file->run("DELETE FROM page WHERE size NOT IN (SELECT size FROM snapshot)"));
    LINLI_CHECK(transaction.commit());
    m_newest = size;
    return {};
}

Result<std::optional<Bytes>> SnapshotShelf::manifest()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_file)
        return std::nullopt;
    return m_file->one("SELECT manifest FROM snapshot ORDER BY size DESC LIMIT 1", {},
                       [](const store::Row& row) { return row.blob(0); });
}

Result<std::optional<Bytes>> SnapshotShelf::page(const Hash& name)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_file)
        return std::nullopt;
    return m_file->one("SELECT bytes FROM page WHERE sha256 = ?1", {name},
                       [](const store::Row& row) { return row.blob(0); });
}

Result<pb::snapshot::OwnPart> SnapshotShelf::ownPart(const Reader& reader, std::uint64_t size, Seq after)
{
    if (size > m_parts.head.snapshot().size)
        return fail(ErrorKind::Invalid, "snapshot.none");
    snapshot::OwnPartRequest request;
    request.size = size;
    request.after = after.value;
    request.device = reader.device;
    request.member = reader.member;
    request.mayRead = [&](const log::Entry& entry) { return m_parts.gatekeeper.mayRead(reader, entry); };
    request.prove = [&](std::span<const std::uint64_t> indexes) { return m_parts.head.joinedProof(indexes, size); };
    const std::scoped_lock lock(m_readerMutex);
    LINLI_TRY(const auto transaction, store::ReadTransaction::begin(m_reader));
    return snapshot::makeOwnPart(m_reader, request);
}

namespace {

Result<void> checkOne(store::Database& file, std::uint64_t size, ByteView signedManifest, community::Replica& replica)
{
    const community::Genesis& genesis = replica.genesis();
    LINLI_TRY(const snapshot::Manifest manifest,
              snapshot::verifyManifest(signedManifest, genesis.community, genesis.hubKey));
    LINLI_TRY(const bool stale, isStale(replica.db(), size));
    if (stale || manifest.state().size != size)
        return fail(ErrorKind::Integrity, stale ? "snapshot.shows_erased" : "snapshot.malformed", std::to_string(size));
    for (const snapshot::Manifest::Page& page : manifest.pages) {
        LINLI_TRY(const auto bytes, file.one("SELECT bytes FROM page WHERE size = ?1 AND sha256 = ?2",
                                             {size, page.sha256}, [](const store::Row& row) { return row.blob(0); }));
        if (!bytes || crypto::sha256(*bytes) != page.sha256)
            return fail(ErrorKind::Integrity, "snapshot.wrong_page", std::to_string(size));
    }
    return {};
}

} // namespace

Result<void> checkSnapshots(const CommunityFiles& files, community::Replica& replica)
{
    auto file = openDatabase(files.snapshots(), files, Access::Read);
    if (!file)
        return file.error().code == "store.missing" ? Result<void>{} : std::unexpected(file.error());
    LINLI_TRY(const auto transaction, store::ReadTransaction::begin(*file));
    LINLI_TRY(const auto snapshots, file->all("SELECT size, manifest FROM snapshot", {}, [](const store::Row& row) {
        return std::pair(static_cast<std::uint64_t>(row.integer(0)), row.blob(1));
    }));
    for (const auto& [size, manifest] : snapshots)
        LINLI_CHECK(checkOne(*file, size, manifest, replica));
    return {};
}

} // namespace linli::hub
