// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/UploadChunk.h"
#include "core/store/Database.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

namespace linli::hub {

/// Photos that have not arrived whole, each with the phone that sends it, in an encrypted file of their own.
///
/// Invariant: an upload's bytes are exactly the first `offset` of what its phone sent, durable when append() returned. The file
/// holds nothing that a phone does not still have: when it is lost or broken, phones begin again.
/// Threads: any. Owner: CommunityHub.
class UploadShelf {
public:
    static constexpr Milliseconds life = std::chrono::days(7);
    static constexpr std::uint64_t perDevice = 50; ///< unfinished at once; the oldest goes first
    struct Upload {
        std::uint64_t length = 0;
        std::uint64_t offset = 0;
        std::optional<Timestamp> expires; ///< unless somebody goes on with it; nothing once the photo is stored
    };

    /// Makes the file where there is none, or none that can be read.
    [[nodiscard]] static Result<std::unique_ptr<UploadShelf>> open(const std::filesystem::path& file,
                                                                   const store::DatabaseKey& key);
    /// Begins, or goes on with one of the same length. Drops what nobody has touched for `life`.
    [[nodiscard]] Result<Upload> begin(const DeviceId& device, const Hash& photo, std::uint64_t length, Timestamp now);
    /// As begin() and open(), closes the chunk that is still open for it, if any: see UploadChunk.
    [[nodiscard]] Result<std::optional<Upload>> find(const DeviceId& device, const Hash& photo);
    /// A chunk that begins to arrive.
    [[nodiscard]] std::shared_ptr<UploadChunk> open(const UploadChunk::Place& place, Timestamp now);
    /// The offset afterwards. "photo.unknown_upload", "photo.wrong_offset", "photo.too_large" (Invalid: beyond its length).
    [[nodiscard]] Result<std::uint64_t> append(const UploadChunk::Place& place, ByteView bytes, Timestamp now);
    [[nodiscard]] Result<Bytes> bytes(const DeviceId& device, const Hash& photo);
    [[nodiscard]] Result<void> drop(const DeviceId& device, const Hash& photo);

private:
    explicit UploadShelf(store::Database database) : m_db(std::move(database)) {}
    [[nodiscard]] Result<std::optional<Upload>> read(const DeviceId& device, const Hash& photo);
    [[nodiscard]] Result<void> remove(const DeviceId& device, const Hash& photo);
    [[nodiscard]] Result<void> makeRoom(const DeviceId& device, Timestamp now);
    void closeOpenChunk(const DeviceId& device, const Hash& photo);
    using Key = std::pair<DeviceId, Hash>;
    std::mutex m_openMutex; ///< never held while a chunk is closed
    std::map<Key, std::weak_ptr<UploadChunk>> m_open;
    std::mutex m_mutex;
    store::Database m_db;
};

} // namespace linli::hub
