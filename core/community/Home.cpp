// SPDX-License-Identifier: Apache-2.0
#include "core/community/Home.h"

#include "core/community/HomeFiles.h"
#include "core/community/Meta.h"
#include "core/community/Sidecar.h"
#include "core/members/Directory.h"
#include "core/store/CopyDatabase.h"

namespace linli::community {
namespace {

namespace fs = std::filesystem;
using store::Database;
using store::DatabaseKey;
using store::HomeObservation;
using store::HomeState;

constexpr std::string_view joinedMark = "joined";

/// What the vault says, without making anything.
HomeObservation::Vault observeVault(const Result<std::optional<crypto::Secret32>>& master)
{
    if (master)
        return *master ? HomeObservation::Vault::Opens : HomeObservation::Vault::Absent;
    return master.error().code == "vault.locked" ? HomeObservation::Vault::Locked : HomeObservation::Vault::Unreadable;
}

template <class Opened> HomeObservation::File observeFile(bool there, const Opened& opened)
{
    if (!there)
        return HomeObservation::File::Absent;
    return opened ? HomeObservation::File::Opens : HomeObservation::File::DoesNotOpen;
}

/// Whether the error speaks of the file's key or content. Other trouble (disk, permissions, a bug) says nothing about the
/// key and is reported as what it is, so that nobody gives up a home that is whole.
bool isAboutContent(const Error& error)
{
    return error.code == "store.wrong_key" || error.code == "store.corrupt" || error.code == "identity.unreadable";
}

/// A store counts from finishJoining() on; one without its tables was cut off while it was being made.
Result<bool> isJoined(Database& db)
{
    LINLI_TRY(const auto tables, db.count("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'"));
    if (tables == 0)
        return false;
    LINLI_TRY(const auto mark, Meta(db).find(joinedMark));
    return mark.has_value();
}

std::unexpected<Error> refusal(HomeState state)
{
    if (state == HomeState::FirstRun)
        return fail(ErrorKind::Store, "home.not_joined");
    return fail(ErrorKind::Store, "store." + std::string(store::homeStateName(state)));
}

Result<Database> openOrCreate(const fs::path& file, const crypto::Secret32& key)
{
    const auto access = isThere(file) ? Database::Access::Write : Database::Access::Create;
    return Database::open(file, DatabaseKey(key.copy()), access);
}

Result<PhotoStore> tryPhotos(const fs::path& folder, const crypto::Secret32& key)
{
    const bool fresh = !isThere(photosFile(folder));
    LINLI_TRY(Database db, openOrCreate(photosFile(folder), key));
    LINLI_TRY(const auto tables, db.count("SELECT count(*) FROM sqlite_schema WHERE name = 'photo'"));
    return fresh || tables == 0 ? PhotoStore::create(std::move(db)) : PhotoStore::open(std::move(db));
}

struct OpenedPhotos {
    PhotoStore store;
    bool lost = false; ///< what was there
};

/// Photos are no reason to keep somebody from everything else.
Result<OpenedPhotos> openPhotos(const fs::path& folder, const crypto::Secret32& key)
{
    auto photos = tryPhotos(folder, key);
    if (photos)
        return OpenedPhotos{std::move(*photos)};
    if (!isAboutContent(photos.error()))
        return std::unexpected(photos.error());
    LINLI_CHECK(setAside(photosFile(folder)));
    LINLI_TRY(auto empty, tryPhotos(folder, key));
    return OpenedPhotos{std::move(empty), true};
}

/// A whole, empty, joined database; closed again, so that it is one file.
Result<void> makeJoined(const fs::path& file, const crypto::Secret32& key, const SidecarContents::Origin& origin)
{
    removeDatabase(file); // of a recovery that was cut off
    LINLI_TRY(Database db, Database::open(file, DatabaseKey(key.copy()), Database::Access::Create));
    LINLI_TRY(Replica replica, Replica::create(std::move(db), origin.genesis));
    LINLI_CHECK(Meta(replica.db()).set(meta::hubUrl, asBytes(origin.hubUrl)));
    LINLI_CHECK(Meta(replica.db()).set(joinedMark, asBytes("1")));
    return store::intoOneFile(replica.db());
}

/// Takes back what an older copy of the database lost, then goes on writing to the sidecar.
Result<std::unique_ptr<Sidecar>> attachSidecar(const fs::path& folder, const crypto::Secret32& key, Replica& replica,
                                               const std::string& hubUrl)
{
    auto contents = readSidecar(sidecarFile(folder), key);
    if (!contents && contents.error().code != "sidecar.unreadable")
        return std::unexpected(contents.error());
    if (!contents) {
        LINLI_CHECK(setAside(sidecarFile(folder)));
        contents = SidecarContents{};
    }
    LINLI_CHECK(replica.recoverOwn(*contents));
    // After an update that could not fold the log anew there is none to compare with; the next sync brings all of it.
    LINLI_TRY(const std::int64_t carriedOver, Meta(replica.db()).integer(meta::carriedOver));
    LINLI_TRY(const std::int64_t givenUp, Meta(replica.db()).integer(meta::givenUpSize));
    if (contents->mark && carriedOver == 0 && contents->mark->log.size > static_cast<std::uint64_t>(givenUp))
        replica.expectLog(contents->mark->log.size);
    if (!contents->origin) {
        contents->origin = SidecarContents::Origin{replica.genesis(), hubUrl};
        contents->records = 0;
        LINLI_TRY(contents->operations, replica.outbox().items());
    }
    LINLI_TRY(Sidecar sidecar, Sidecar::open(sidecarFile(folder), key.copy(), *contents));
    auto kept = std::make_unique<Sidecar>(std::move(sidecar));
    replica.setSidecar(kept.get());
    return kept;
}

} // namespace

Home::Home(Home&&) noexcept = default;
Home& Home::operator=(Home&&) noexcept = default;
Home::~Home() = default;

Home::Home(fs::path folder, Opened opened, std::unique_ptr<Sidecar> sidecar, Replica replica, PhotoStore photos,
           std::string hubUrl)
    : m_folder(std::move(folder)), m_opened(std::move(opened)), m_sidecar(std::move(sidecar)),
      m_replica(std::move(replica)), m_photos(std::move(photos)), m_hubUrl(std::move(hubUrl))
{
}

Result<Home> Home::open(const fs::path& folder, crypto::KeyVault& vault)
{
    const bool anything = isThere(databaseFile(folder)) || isThere(identityFile(folder));
    if (!anything)
        return refusal(HomeState::FirstRun);
    LINLI_TRY(FileLock lock, FileLock::acquire(folder / "lock"));
    const auto master = vault.load();
    HomeObservation seen;
    seen.vault = observeVault(master);
    std::optional<crypto::HomeKeys> keys;
    std::optional<Database> db;
    std::optional<crypto::Identity> identity;
    if (seen.vault == HomeObservation::Vault::Opens) {
        keys = crypto::deriveHomeKeys(**master);
        auto database =
            Database::open(databaseFile(folder), DatabaseKey(keys->database.copy()), Database::Access::Write);
        if (!database && isThere(databaseFile(folder)) && !isAboutContent(database.error()))
            return std::unexpected(database.error());
        auto loaded = crypto::Identity::load(identityFile(folder), keys->identity);
        if (!loaded && !isAboutContent(loaded.error()))
            return std::unexpected(loaded.error());
        seen.database = observeFile(isThere(databaseFile(folder)) || isLost(folder), database);
        seen.identity = observeFile(isThere(identityFile(folder)), loaded);
        if (database)
            db = std::move(*database);
        if (loaded)
            identity = std::move(*loaded);
    } else {
        seen.database = observeFile(isThere(databaseFile(folder)), std::optional<int>{});
        seen.identity = observeFile(isThere(identityFile(folder)), std::optional<int>{});
    }
    const HomeState state = store::decideHomeState(seen);
    if (state != HomeState::Normal || !db || !identity)
        return refusal(state == HomeState::Normal ? HomeState::FirstRun : state);
    LINLI_TRY(const bool joined, isJoined(*db));
    if (!joined)
        return refusal(HomeState::FirstRun);
    LINLI_TRY(const auto url, Meta(*db).find(meta::hubUrl));
    LINLI_TRY(Replica replica, Replica::open(std::move(*db), &*identity));
    Opened opened{std::move(lock), std::move(*keys), std::move(*identity)};
    return finish(folder, std::move(opened), std::move(replica), asString(url.value_or(Bytes{})));
}

/// What all ways to an open home end with.
Result<Home> Home::finish(const fs::path& folder, Opened opened, Replica replica, const std::string& hubUrl)
{
    replica.unlock(opened.identity);
    LINLI_TRY(OpenedPhotos photos, openPhotos(folder, opened.keys.photos));
    LINLI_TRY(auto sidecar, attachSidecar(folder, opened.keys.marker, replica, hubUrl));
    Home home(folder, std::move(opened), std::move(sidecar), std::move(replica), std::move(photos.store), hubUrl);
    home.m_lostPhotos = photos.lost;
    return home;
}

Result<Home> Home::recover(const fs::path& folder, crypto::KeyVault& vault)
{
    LINLI_TRY(FileLock lock, FileLock::acquire(folder / "lock"));
    LINLI_TRY(const auto master, vault.load());
    if (!master)
        return refusal(HomeState::RestoredBackup);
    crypto::HomeKeys keys = crypto::deriveHomeKeys(*master);
    LINLI_TRY(auto identity, crypto::Identity::load(identityFile(folder), keys.identity));
    if (!identity)
        return refusal(HomeState::RestoredBackup);
    const auto whole = Database::open(databaseFile(folder), DatabaseKey(keys.database.copy()), Database::Access::Write);
    if (whole || (isThere(databaseFile(folder)) && !isAboutContent(whole.error())))
        return fail(ErrorKind::Store, whole ? "home.not_damaged" : whole.error().code);
    LINLI_TRY(const SidecarContents saved, readSidecar(sidecarFile(folder), keys.marker));
    if (!saved.origin)
        return fail(ErrorKind::Store, "home.nothing_to_recover_from");
    LINLI_CHECK(makeJoined(freshFile(folder), keys.database, *saved.origin));
    LINLI_CHECK(setAside(databaseFile(folder)));
    LINLI_CHECK(moveInPlace(freshFile(folder), databaseFile(folder)));
    LINLI_TRY(Database db, openOrCreate(databaseFile(folder), keys.database));
    LINLI_TRY(Replica replica, Replica::open(std::move(db), &*identity));
    return finish(folder, {std::move(lock), std::move(keys), std::move(*identity)}, std::move(replica),
                  saved.origin->hubUrl);
}

Result<std::size_t> Home::followHub()
{
    const fs::path aside = freeName(databaseFile(m_folder), "history");
    LINLI_CHECK(store::copyDatabase(databaseFile(m_folder), aside, DatabaseKey(m_opened.keys.database.copy())));
    dropScratch();
    LINLI_TRY(const std::size_t waiting, m_replica.giveUpLog(m_opened.identity.device));
    LINLI_CHECK(m_replica.flushSidecar());
    return waiting;
}

Result<Home::Opened> Home::prepare(const fs::path& folder, crypto::KeyVault& vault, Timestamp now)
{
    LINLI_CHECK(makeFolder(folder));
    LINLI_TRY(FileLock lock, FileLock::acquire(folder / "lock"));
    LINLI_TRY(auto master, vault.load());
    if (!master) {
        if (isThere(databaseFile(folder)) || isThere(identityFile(folder)))
            return refusal(HomeState::RestoredBackup);
        LINLI_TRY(master, vault.create());
    }
    crypto::HomeKeys keys = crypto::deriveHomeKeys(*master);
    LINLI_TRY(auto identity, crypto::Identity::load(identityFile(folder), keys.identity));
    if (!identity) {
        identity = crypto::Identity::generate(now);
        LINLI_CHECK(identity->save(identityFile(folder), keys.identity));
    }
    return Opened{std::move(lock), std::move(keys), std::move(*identity)};
}

Result<Home> Home::start(const fs::path& folder, Opened opened, const Genesis& genesis, const std::string& hubUrl)
{
    // A join that is begun again has nothing to recover: no operation can come before it. First, so that nobody takes the database for
    // a lost one.
    std::error_code ignored;
    fs::remove(sidecarFile(folder), ignored);
    removeDatabase(databaseFile(folder));
    LINLI_TRY(Database db, openOrCreate(databaseFile(folder), opened.keys.database));
    LINLI_TRY(Replica replica, Replica::create(std::move(db), genesis));
    LINLI_CHECK(Meta(replica.db()).set(meta::hubUrl, asBytes(hubUrl)));
    return finish(folder, std::move(opened), std::move(replica), hubUrl);
}

Result<Home> Home::create(const fs::path& folder, crypto::KeyVault& vault, const Genesis& genesis,
                          const std::string& hubUrl, Timestamp now)
{
    LINLI_TRY(Opened opened, prepare(folder, vault, now));
    if (isLost(folder))
        return refusal(HomeState::Quarantine);
    if (!isThere(databaseFile(folder)))
        return start(folder, std::move(opened), genesis, hubUrl);
    // Only a store that opens with our key and says itself that it was never finished may be begun again.
    LINLI_TRY(Database db, openOrCreate(databaseFile(folder), opened.keys.database));
    LINLI_TRY(const bool joined, isJoined(db));
    if (joined)
        return fail(ErrorKind::Store, "home.joined_already");
    auto replica = Replica::open(std::move(db), &opened.identity);
    if (!replica || replica->genesis().foundingHash != genesis.foundingHash)
        return start(folder, std::move(opened), genesis, hubUrl);
    LINLI_CHECK(Meta(replica->db()).set(meta::hubUrl, asBytes(hubUrl)));
    return finish(folder, std::move(opened), std::move(*replica), hubUrl);
}

void Home::abandonJoining(Home home)
{
    if (isJoined(home.m_replica.db()).value_or(true))
        return;
    std::error_code ignored;
    fs::remove(sidecarFile(home.m_folder), ignored);
    removeDatabase(databaseFile(home.m_folder));
}

Result<void> Home::finishJoining()
{
    return Meta(m_replica.db()).set(joinedMark, asBytes("1"));
}

Result<MemberId> Home::member()
{
    if (m_member.isNull()) {
        LINLI_TRY(const auto device, members::device(m_replica.db(), m_opened.identity.device));
        if (device)
            m_member = device->member;
    }
    return m_member;
}

Result<Database> Home::openReader() const
{
    return Database::open(databaseFile(m_folder), DatabaseKey(m_opened.keys.database.copy()), Database::Access::Read);
}

Result<Replica> Home::openScratch()
{
    const fs::path file = scratchFile(m_folder);
    const auto key = [&] { return DatabaseKey(m_opened.keys.database.copy()); };
    const auto openOld = [&]() -> Result<Replica> {
        LINLI_TRY(Database database, Database::open(file, key(), Database::Access::Write));
        return Replica::open(std::move(database));
    };
    auto scratch = openOld();
    if (!scratch) {
        removeDatabase(file);
        LINLI_TRY(Database database, Database::open(file, key(), Database::Access::Create));
        scratch = Replica::create(std::move(database), m_replica.genesis());
    }
    // What a power cut takes from it is fetched again.
    if (scratch) {
        LINLI_CHECK(scratch->db().run("PRAGMA synchronous = NORMAL"));
        scratch->unlock(m_opened.identity);
    }
    return scratch;
}

void Home::dropScratch() const
{
    removeDatabase(scratchFile(m_folder));
}

Result<PhotoStore> Home::openPhotoReader() const
{
    LINLI_TRY(Database db,
              Database::open(photosFile(m_folder), DatabaseKey(m_opened.keys.photos.copy()), Database::Access::Read));
    return PhotoStore::open(std::move(db));
}

} // namespace linli::community
