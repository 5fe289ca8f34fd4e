// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Installer.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/community/OldLog.h"
#include "core/members/Directory.h"
#include "core/snapshot/OwnPart.h"
#include "core/snapshot/Proven.h"
#include "core/store/Inserter.h"
#include "core/store/Unsynced.h"

namespace linli::snapshot {
namespace {

using community::Meta;

constexpr std::string_view manifestName = community::meta::snapshotManifest;
constexpr std::string_view pagesName = community::meta::snapshotPages;
constexpr std::string_view ownName = community::meta::snapshotOwn;
constexpr std::string_view falseName = "snapshot_false";

/// Each commit writes most pages of every index again, so on a fast line many pages of the snapshot share one (2 MB in
/// memory); on a slow line each is kept as it comes.
constexpr std::size_t together = 16;
constexpr Milliseconds longestWait{500};
/// KiB. With SQLite's own cache the indexes of 10,000 reports are decrypted again for every page; with this one those of 100,000 are not.
constexpr std::int64_t cacheAtWork = 64'000;
constexpr std::int64_t cacheAtRest = 2'000;

Result<void> forget(store::Database& db)
{
    return db.run("DELETE FROM meta WHERE name IN (?1, ?2, ?3)", {manifestName, pagesName, ownName});
}

/// Names come from the schema of our own store, never from input.
std::string insertSql(const TableShape& shape)
{
    std::string names;
    std::string values;
    const auto put = [&](const std::string& name, const std::string& value) {
        names += (names.empty() ? "" : ", ") + name;
        values += (values.empty() ? "" : ", ") + value;
    };
    for (const std::string& column : shape.columns)
        put(column, "?");
    for (const auto& [column, literal] : shape.local)
        put(column, literal);
    return "INSERT INTO " + shape.spec->name + "(" + names + ") VALUES(" + values + ")";
}

Result<void> addChain(community::Replica::Install& step, const pb::snapshot::Chain& chain)
{
    const auto device = DeviceId::fromBytes(asBytes(chain.device()));
    const auto hash = toHash(chain.op_hash());
    if (!device || !hash)
        return malformed("chain");
    log::ChainPlace place;
    place.device = *device;
    place.epoch = chain.epoch();
    place.seq = chain.seq();
    return step.setChain(place, *hash);
}

Result<void> addOldOperations(store::Database& db, const pb::snapshot::Page& page, std::span<const Id> ids)
{
    if (page.old_operations_size() != page.old_authors_size())
        return malformed("old operations");
    for (int i = 0; i < page.old_operations_size(); ++i) {
        const std::size_t op = page.old_operations(i);
        const std::size_t author = page.old_authors(i);
        if (op >= ids.size() || author > ids.size())
            return malformed("old operation");
        LINLI_CHECK(
            community::addOldOperation(db, {OpId{ids[op]}, author == 0 ? MemberId{} : MemberId{ids[author - 1]}}));
    }
    return {};
}

/// A page that cannot be inserted, or rows that do not fit each other, are as false as a wrong hash; a full disk is not.
bool isLie(const Error& error)
{
    if (error.kind == ErrorKind::Store)
        return error.code == "store.sql";
    return error.kind != ErrorKind::Unreachable && error.code != "snapshot.other_schema" &&
           error.code != "snapshot.unknown_format";
}

} // namespace

Result<Installer> Installer::open(community::Replica& replica, const crypto::Identity& identity)
{
    Installer installer(replica, identity);
    LINLI_CHECK(installer.load());
    return installer;
}

Result<void> Installer::load()
{
    Meta meta(m_replica->db());
    LINLI_TRY(const auto refused, meta.find(falseName));
    m_refused = refused.has_value();
    m_manifest.reset();
    LINLI_TRY(const auto manifest, meta.find(manifestName));
    if (!manifest)
        return {};
    const community::Genesis& genesis = m_replica->genesis();
    LINLI_TRY(m_manifest, verifyManifest(*manifest, genesis.community, genesis.hubKey));
    LINLI_TRY(const std::int64_t pages, meta.integer(pagesName));
    LINLI_TRY(const std::int64_t own, meta.integer(ownName));
    m_pages = static_cast<std::size_t>(pages);
    m_ownAfter = static_cast<std::uint64_t>(own);
    LINLI_TRY(m_shapes, tableShapes(m_replica->db()));
    return {};
}

Result<void> Installer::begin(ByteView signedManifest, const std::optional<Bytes>& epoch, Timestamp wallNow)
{
    const community::Genesis& genesis = m_replica->genesis();
    LINLI_TRY(const Manifest manifest, verifyManifest(signedManifest, genesis.community, genesis.hubKey));
    if (epoch && manifest.epoch != *epoch)
        return fail(ErrorKind::Integrity, "snapshot.other_epoch");
    LINLI_TRY(const auto shapes, tableShapes(m_replica->db()));
    if (schemaHash(shapes) != manifest.schema)
        return fail(ErrorKind::Invalid, "snapshot.other_schema");
    if (manifest.rulesVersion > m_replica->knownRules())
        return fail(ErrorKind::Invalid, "snapshot.other_schema", "rules of a later version");
    const store::Unsynced quick(m_replica->db());
    const auto begun = m_replica->install(
        [&](Install& step) -> Result<void> {
            LINLI_CHECK(step.clear());
            LINLI_CHECK(forget(step.db()));
            return Meta(step.db()).set(manifestName, signedManifest);
        },
        wallNow);
    return begun ? load() : begun;
}

std::optional<Hash> Installer::nextPage() const
{
    const std::size_t here = pagesTaken();
    if (!m_manifest || here >= m_manifest->pages.size())
        return std::nullopt;
    return m_manifest->pages[here].sha256;
}

Result<void> Installer::addPage(Bytes page, Timestamp wallNow)
{
    if (crypto::sha256(page) != nextPage())
        return fail(ErrorKind::Integrity, "snapshot.wrong_page");
    m_waiting.push_back(std::move(page));
    const bool first = m_pages == 0;
    const bool late = wallNow < m_stored || wallNow - m_stored >= longestWait;
    return first || late || m_waiting.size() >= together || !nextPage() ? store(wallNow) : Result<void>{};
}

Result<void> Installer::store(Timestamp wallNow)
{
    if (m_waiting.empty())
        return {};
    const std::vector<Bytes> pages = std::exchange(m_waiting, {});
    const auto all = static_cast<std::int64_t>(m_pages + pages.size());
    LINLI_CHECK(m_replica->db().setCache(cacheAtWork));
    const store::Unsynced quick(m_replica->db());
    auto stored = m_replica->install(
        [&](Install& step) -> Result<void> {
            for (const Bytes& bytes : pages)
                LINLI_CHECK(insertPage(step, bytes));
            return Meta(step.db()).setInteger(pagesName, all);
        },
        wallNow);
    if (!stored)
        return stored;
    m_pages += pages.size();
    m_stored = wallNow;
    return {};
}

Result<void> Installer::insertPage(Install& step, ByteView bytes)
{
    LINLI_TRY(const pb::snapshot::Page page, readPage(bytes));
    LINLI_TRY(const std::vector<Id> ids, IdList::fromPlanes(asBytes(page.ids())));
    LINLI_CHECK(insertRows(step, page, ids));
    return insertRest(step, page, ids);
}

Result<void> Installer::insertRows(Install& step, const pb::snapshot::Page& page, std::span<const Id> ids)
{
    const store::WithoutTriggers quick(step.db());
    for (const auto& table : page.tables()) {
        std::optional<store::Inserter> rows;
        std::optional<store::Inserter> besides;
        const auto insert = [&](const TableShape& shape, std::span<const store::Value> row) -> Result<void> {
            if (!rows) {
                LINLI_TRY(rows, store::Inserter::prepare(step.db(), insertSql(shape)));
                if (shape.perRow) {
                    LINLI_TRY(besides, store::Inserter::prepare(step.db(), shape.spec->perRow));
                }
            }
            LINLI_CHECK(rows->run(row));
            return besides ? besides->run(std::span(&row[*shape.perRow], 1)) : Result<void>{};
        };
        LINLI_CHECK(eachRow(table, m_shapes, ids, insert));
    }
    return {};
}

Result<void> Installer::insertRest(Install& step, const pb::snapshot::Page& page, std::span<const Id> ids)
{
    LINLI_TRY(const auto entries, readProven(page.entries(), page.proof(), m_manifest->state()));
    for (const log::Entry& entry : entries)
        LINLI_CHECK(step.addEntry(entry));
    for (const auto& chain : page.chains())
        LINLI_CHECK(addChain(step, chain));
    for (const std::string& link : page.links()) {
        const auto hash = toHash(link);
        LINLI_CHECK(hash ? community::addOldLink(step.db(), *hash) : malformed("link"));
    }
    return addOldOperations(step.db(), page, ids);
}

Result<void> Installer::addOwnPart(const pb::snapshot::OwnPart& part, Timestamp wallNow)
{
    if (!m_manifest || nextPage())
        return fail(ErrorKind::Internal, "snapshot.pages_missing");
    LINLI_TRY(const auto entries, readOwnPart(part, m_ownAfter, m_manifest->state()));
    const std::uint64_t after = entries.empty() ? m_ownAfter : entries.back().stub.seq.value;
    auto added = m_replica->install(
        [&](Install& step) -> Result<void> {
            for (const log::Entry& entry : entries)
                LINLI_CHECK(step.addEntry(entry));
            return part.more() ? Meta(step.db()).setInteger(ownName, static_cast<std::int64_t>(after)) : finish(step);
        },
        wallNow);
    if (!added)
        return added;
    m_ownAfter = after;
    if (part.more())
        return {};
    m_manifest.reset();
    return m_replica->db().setCache(cacheAtRest);
}

Result<void> Installer::finish(Install& step)
{
    const community::Genesis& genesis = m_replica->genesis();
    LINLI_TRY(const auto ours,
              step.db().count("SELECT count(*) FROM community WHERE id = ?1 AND hub_key = ?2 AND genesis_hash = ?3",
                              {genesis.community, ByteView(genesis.hubKey), genesis.foundingHash}));
    if (ours != 1)
        return fail(ErrorKind::Integrity, "snapshot.other_community");
    LINLI_TRY(const auto device, members::device(step.db(), m_identity->device));
    if (device && device->signingKey != m_identity->signing.publicKey())
        return fail(ErrorKind::Integrity, "snapshot.wrong_own_key");
    LINLI_TRY(const std::uint32_t rules, log::rulesVersion(step.db()));
    if (rules != m_manifest->rulesVersion)
        return fail(ErrorKind::Integrity, "snapshot.malformed", "rules version");
    LINLI_CHECK(step.finish(m_manifest->frontier, m_manifest->lastAccepted));
    LINLI_TRY(const Hash digest, step.communityDigest());
    if (digest != m_manifest->communityDigest)
        return fail(ErrorKind::Integrity, "snapshot.wrong_digest");
    return forget(step.db());
}

Result<void> Installer::startOver(Timestamp wallNow)
{
    const auto cleared = m_replica->install(
        [](Install& step) -> Result<void> {
            LINLI_CHECK(step.clear());
            return forget(step.db());
        },
        wallNow);
    return cleared ? load() : cleared;
}

Error Installer::judge(Error error, Timestamp wallNow)
{
    if (!isLie(error))
        return error;
    const auto thrown = m_replica->install(
        [](Install& step) -> Result<void> {
            Meta meta(step.db());
            LINLI_TRY(const auto manifest, meta.find(manifestName));
            LINLI_CHECK(step.clear());
            LINLI_CHECK(forget(step.db()));
            return meta.set(falseName, manifest.value_or(Bytes{}));
        },
        wallNow);
    if (!thrown)
        return thrown.error();
    m_manifest.reset();
    m_refused = true;
    return {ErrorKind::Integrity, "hub.false_snapshot", error.code + " " + error.detail};
}

Result<std::optional<Bytes>> falseSnapshot(store::Database& db)
{
    return Meta(db).find(falseName);
}

} // namespace linli::snapshot
