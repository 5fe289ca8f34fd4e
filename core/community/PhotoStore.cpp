// SPDX-License-Identifier: Apache-2.0
#include "core/community/PhotoStore.h"

#include <algorithm>

namespace linli::community {
namespace {

constexpr std::string_view schema = R"sql(
    CREATE TABLE photo(
        sha256 BLOB PRIMARY KEY, uploaded INTEGER NOT NULL, jpeg BLOB NOT NULL);
    CREATE INDEX photo_not_uploaded ON photo(uploaded) WHERE uploaded = 0;
)sql";

/// Made when it is first used, so that stores of earlier versions have it too.
constexpr std::string_view partSchema = R"sql(
    CREATE TABLE IF NOT EXISTS photo_part(
        sha256 BLOB, at INTEGER, bytes BLOB NOT NULL, PRIMARY KEY(sha256, at));
    CREATE TABLE IF NOT EXISTS photo_absence(
        sha256 BLOB PRIMARY KEY, times INTEGER NOT NULL, asked_ms INTEGER NOT NULL);
)sql";

Hash firstHash(const store::Row& row)
{
    return row.hash(0);
}

Result<void> insert(store::Database& db, const Hash& hash, ByteView jpeg, bool uploaded)
{
    if (jpeg.size() > maxPhotoBytes)
        return fail(ErrorKind::Invalid, "photo.too_large");
    return db.run("INSERT INTO photo(sha256, uploaded, jpeg) VALUES(?1, ?2, ?3) ON CONFLICT(sha256) DO NOTHING",
                  {hash, uploaded, jpeg});
}

} // namespace

Result<PhotoStore> PhotoStore::create(store::Database database)
{
    LINLI_TRY(auto transaction, store::Transaction::begin(database));
    LINLI_CHECK(database.runScript(schema));
    LINLI_CHECK(transaction.commit());
    return PhotoStore(std::move(database));
}

Result<PhotoStore> PhotoStore::open(store::Database database)
{
    return PhotoStore(std::move(database));
}

Result<Hash> PhotoStore::addOwn(ByteView jpeg)
{
    const Hash hash = crypto::sha256(jpeg);
    LINLI_CHECK(insert(m_db, hash, jpeg, false));
    return hash;
}

Result<void> PhotoStore::addReceived(const Hash& hash, ByteView jpeg)
{
    if (crypto::sha256(jpeg) != hash)
        return fail(ErrorKind::Integrity, "photo.wrong_hash");
    LINLI_CHECK(m_db.runScript(partSchema));
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    LINLI_CHECK(insert(m_db, hash, jpeg, true));
    LINLI_CHECK(m_db.run("DELETE FROM photo_part WHERE sha256 = ?1", {hash}));
    LINLI_CHECK(m_db.run("DELETE FROM photo_absence WHERE sha256 = ?1", {hash}));
    return transaction.commit();
}

Result<std::optional<Bytes>> PhotoStore::find(const Hash& hash)
{
    return m_db.one("SELECT jpeg FROM photo WHERE sha256 = ?1", {hash},
                    [](const store::Row& row) { return row.blob(0); });
}

Result<bool> PhotoStore::has(const Hash& hash)
{
    LINLI_TRY(const auto count, m_db.count("SELECT count(*) FROM photo WHERE sha256 = ?1", {hash}));
    return count > 0;
}

Result<std::vector<Hash>> PhotoStore::notUploaded()
{
    return m_db.all("SELECT sha256 FROM photo WHERE uploaded = 0 ORDER BY rowid", {}, firstHash);
}

Result<void> PhotoStore::markUploaded(const Hash& hash)
{
    return m_db.run("UPDATE photo SET uploaded = 1 WHERE sha256 = ?1", {hash});
}

Result<void> PhotoStore::markNotUploaded(const Hash& hash)
{
    return m_db.run("UPDATE photo SET uploaded = 0 WHERE sha256 = ?1", {hash});
}

Result<void> PhotoStore::remove(const Hash& hash)
{
    return m_db.run("DELETE FROM photo WHERE sha256 = ?1", {hash});
}

Result<std::vector<Hash>> PhotoStore::missing(std::span<const Hash> wanted)
{
    std::vector<Hash> absent;
    for (const Hash& hash : wanted) {
        LINLI_TRY(const bool here, has(hash));
        if (!here)
            absent.push_back(hash);
    }
    return absent;
}

Result<std::vector<Hash>> PhotoStore::all()
{
    return m_db.all("SELECT sha256 FROM photo", {}, firstHash);
}

Result<Bytes> PhotoStore::keptParts(const Hash& hash)
{
    LINLI_CHECK(m_db.runScript(partSchema));
    Bytes kept;
    LINLI_CHECK(
        m_db.query("SELECT at, bytes FROM photo_part WHERE sha256 = ?1 ORDER BY at", {hash}, [&](const auto& row) {
            const ByteView part = row.blobView(1);
            const bool joins = row.integer(0) == static_cast<std::int64_t>(kept.size());
            if (joins)
                kept.insert(kept.end(), part.begin(), part.end());
            return joins;
        }));
    return kept;
}

Result<void> PhotoStore::keepPart(const Hash& hash, std::size_t at, ByteView part)
{
    if (at > maxPhotoBytes || part.size() > maxPhotoBytes - at)
        return fail(ErrorKind::Invalid, "photo.too_large");
    LINLI_CHECK(m_db.runScript(partSchema));
    return m_db.run(
        "INSERT INTO photo_part(sha256, at, bytes) VALUES(?1, ?2, ?3) ON CONFLICT(sha256, at) DO UPDATE SET "
        "bytes = excluded.bytes",
        {hash, static_cast<std::int64_t>(at), part});
}

Result<void> PhotoStore::dropParts(const Hash& hash)
{
    LINLI_CHECK(m_db.runScript(partSchema));
    return m_db.run("DELETE FROM photo_part WHERE sha256 = ?1", {hash});
}

Result<void> PhotoStore::dropPartsExcept(std::span<const Hash> wanted)
{
    LINLI_CHECK(m_db.runScript(partSchema));
    LINLI_TRY(const auto begun,
              m_db.all("SELECT sha256 FROM photo_part UNION SELECT sha256 FROM photo_absence", {}, firstHash));
    for (const Hash& hash : begun) {
        if (std::ranges::binary_search(wanted, hash))
            continue;
        LINLI_CHECK(dropParts(hash));
        LINLI_CHECK(m_db.run("DELETE FROM photo_absence WHERE sha256 = ?1", {hash}));
    }
    return {};
}

Result<std::vector<PhotoStore::Absence>> PhotoStore::absences()
{
    LINLI_CHECK(m_db.runScript(partSchema));
    return m_db.all("SELECT sha256, times, asked_ms FROM photo_absence", {}, [](const store::Row& row) {
        return Absence{row.hash(0), static_cast<std::uint32_t>(row.integer(1)), row.time(2)};
    });
}

Result<void> PhotoStore::noteAbsence(const Absence& absence)
{
    LINLI_CHECK(m_db.runScript(partSchema));
    return m_db.run("INSERT INTO photo_absence(sha256, times, asked_ms) VALUES(?1, ?2, ?3) "
                    "ON CONFLICT(sha256) DO UPDATE SET times = excluded.times, asked_ms = excluded.asked_ms",
                    {absence.photo, static_cast<std::int64_t>(absence.times), absence.asked});
}

} // namespace linli::community
