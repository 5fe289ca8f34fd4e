// SPDX-License-Identifier: Apache-2.0
#include "app/hub/UploadShelf.h"

#include "app/hub/ReplicaCache.h"

#include <spdlog/spdlog.h>

namespace linli::hub {
namespace {

using Access = store::Database::Access;

constexpr std::string_view uploadSchema = R"sql(
    CREATE TABLE IF NOT EXISTS upload(
        device BLOB, sha256 BLOB, length INTEGER NOT NULL, touched_ms INTEGER NOT NULL,
        PRIMARY KEY(device, sha256)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS upload_part(
        device BLOB, sha256 BLOB, at INTEGER, bytes BLOB NOT NULL, PRIMARY KEY(device, sha256, at));
)sql";

Result<store::Database> tryOpen(const std::filesystem::path& file, const store::DatabaseKey& key, Access access)
{
    LINLI_TRY(auto database, store::Database::open(file, key, access));
    LINLI_CHECK(database.runScript(uploadSchema));
    return database;
}

} // namespace

Result<std::unique_ptr<UploadShelf>> UploadShelf::open(const std::filesystem::path& file, const store::DatabaseKey& key)
{
    auto database = tryOpen(file, key, Access::Write);
    if (!database) {
        if (database.error().code != "store.missing")
            spdlog::warn("half-sent photos are forgotten: {}", database.error().code);
        removeDatabase(file);
        database = tryOpen(file, key, Access::Create);
    }
    if (!database)
        return std::unexpected(database.error());
    return std::unique_ptr<UploadShelf>(new UploadShelf(std::move(*database)));
}

Result<std::optional<UploadShelf::Upload>> UploadShelf::read(const DeviceId& device, const Hash& photo)
{
    return m_db.one(
        "SELECT length, (SELECT coalesce(max(at + length(bytes)), 0) FROM upload_part WHERE device = ?1 AND "
        "sha256 = ?2), touched_ms FROM upload WHERE device = ?1 AND sha256 = ?2",
        {device.view(), photo}, [](const store::Row& row) {
            return Upload{static_cast<std::uint64_t>(row.integer(0)), static_cast<std::uint64_t>(row.integer(1)),
                          row.time(2) + life};
        });
}

Result<void> UploadShelf::remove(const DeviceId& device, const Hash& photo)
{
    LINLI_CHECK(m_db.run("DELETE FROM upload_part WHERE device = ?1 AND sha256 = ?2", {device.view(), photo}));
    return m_db.run("DELETE FROM upload WHERE device = ?1 AND sha256 = ?2", {device.view(), photo});
}

Result<void> UploadShelf::makeRoom(const DeviceId& device, Timestamp now)
{
    LINLI_CHECK(m_db.run("DELETE FROM upload WHERE touched_ms < ?1", {toMs(now - life)}));
    LINLI_CHECK(
        m_db.run("DELETE FROM upload WHERE device = ?1 AND sha256 IN (SELECT sha256 FROM upload WHERE device = ?1 "
                 "ORDER BY touched_ms DESC LIMIT -1 OFFSET ?2)",
                 {device.view(), perDevice - 1}));
    return m_db.run("DELETE FROM upload_part WHERE (device, sha256) NOT IN (SELECT device, sha256 FROM upload)");
}

Result<UploadShelf::Upload> UploadShelf::begin(const DeviceId& device, const Hash& photo, std::uint64_t length,
                                               Timestamp now)
{
    closeOpenChunk(device, photo);
    const std::scoped_lock lock(m_mutex);
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    LINLI_TRY(const auto begun, read(device, photo));
    if (begun && begun->length == length)
        return *begun;
    LINLI_CHECK(remove(device, photo));
    LINLI_CHECK(makeRoom(device, now));
    LINLI_CHECK(m_db.run("INSERT INTO upload(device, sha256, length, touched_ms) VALUES(?1, ?2, ?3, ?4)",
                         {device.view(), photo, length, toMs(now)}));
    LINLI_CHECK(transaction.commit());
    return Upload{length, 0, now + life};
}

Result<std::optional<UploadShelf::Upload>> UploadShelf::find(const DeviceId& device, const Hash& photo)
{
    closeOpenChunk(device, photo);
    const std::scoped_lock lock(m_mutex);
    return read(device, photo);
}

std::shared_ptr<UploadChunk> UploadShelf::open(const UploadChunk::Place& place, Timestamp now)
{
    closeOpenChunk(place.device, place.photo);
    auto chunk = std::make_shared<UploadChunk>(*this, place, now);
    const std::scoped_lock lock(m_openMutex);
    std::erase_if(m_open, [](const auto& item) { return item.second.expired(); });
    m_open[{place.device, place.photo}] = chunk;
    return chunk;
}

void UploadShelf::closeOpenChunk(const DeviceId& device, const Hash& photo)
{
    std::shared_ptr<UploadChunk> open;
    {
        const std::scoped_lock lock(m_openMutex);
        if (const auto found = m_open.find({device, photo}); found != m_open.end())
            open = found->second.lock();
    }
    if (open)
        open->keep();
}

Result<std::uint64_t> UploadShelf::append(const UploadChunk::Place& place, ByteView bytes, Timestamp now)
{
    const DeviceId& device = place.device;
    const Hash& photo = place.photo;
    const std::uint64_t offset = place.offset;
    const std::scoped_lock lock(m_mutex);
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    LINLI_TRY(const auto upload, read(device, photo));
    if (!upload)
        return fail(ErrorKind::Invalid, "photo.unknown_upload");
    if (upload->offset != offset)
        return fail(ErrorKind::Invalid, "photo.wrong_offset");
    if (bytes.size() > upload->length - offset)
        return fail(ErrorKind::Invalid, "photo.too_large");
    if (bytes.empty())
        return offset;
    LINLI_CHECK(m_db.run("INSERT INTO upload_part(device, sha256, at, bytes) VALUES(?1, ?2, ?3, ?4)",
                         {device.view(), photo, offset, bytes}));
    LINLI_CHECK(m_db.run("UPDATE upload SET touched_ms = ?3 WHERE device = ?1 AND sha256 = ?2",
                         {device.view(), photo, toMs(now)}));
    LINLI_CHECK(transaction.commit());
    return offset + bytes.size();
}

Result<Bytes> UploadShelf::bytes(const DeviceId& device, const Hash& photo)
{
    const std::scoped_lock lock(m_mutex);
    Bytes whole;
    LINLI_CHECK(m_db.query("SELECT bytes FROM upload_part WHERE device = ?1 AND sha256 = ?2 ORDER BY at",
                           {device.view(), photo}, [&](const store::Row& row) {
                               const ByteView part = row.blobView(0);
                               whole.insert(whole.end(), part.begin(), part.end());
                               return true;
                           }));
    return whole;
}

Result<void> UploadShelf::drop(const DeviceId& device, const Hash& photo)
{
    const std::scoped_lock lock(m_mutex);
    LINLI_TRY(auto transaction, store::Transaction::begin(m_db));
    LINLI_CHECK(remove(device, photo));
    return transaction.commit();
}

} // namespace linli::hub
