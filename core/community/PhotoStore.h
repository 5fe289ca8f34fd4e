// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Crypto.h"
#include "core/store/Database.h"

#include <vector>

namespace linli::community {

/// Port: makes a picture safe to keep. Decodes, scales to ≤ 2048 px on the longer side and re-encodes as JPEG, which drops
/// EXIF, XMP and thumbnails. Errors: "photo.too_large" (input over maxPhotoInputBytes), "photo.not_an_image".
inline constexpr std::size_t maxPhotoInputBytes = 25 * 1024 * 1024;
inline constexpr std::size_t maxPhotoBytes = 4 * 1024 * 1024; ///< of a re-encoded picture
class ImageCodec {
public:
    virtual ~ImageCodec() = default;
    [[nodiscard]] virtual Result<Bytes> reencode(ByteView picture) = 0;
};

/// Photos in a second encrypted file, named by the SHA-256 of their bytes, so that the main store stays small.
/// Threads: those of its Database.
class PhotoStore {
public:
    [[nodiscard]] static Result<PhotoStore> create(store::Database database);
    [[nodiscard]] static Result<PhotoStore> open(store::Database database);

    /// Stores a re-encoded own photo that is still to be uploaded. Durable on return.
    [[nodiscard]] Result<Hash> addOwn(ByteView jpeg);
    /// Stores a photo that came from the hub; "photo.wrong_hash" (Integrity) when it is not what its name says.
    [[nodiscard]] Result<void> addReceived(const Hash& hash, ByteView jpeg);
    [[nodiscard]] Result<std::optional<Bytes>> find(const Hash& hash);
    [[nodiscard]] Result<bool> has(const Hash& hash);
    [[nodiscard]] Result<std::vector<Hash>> notUploaded();
    [[nodiscard]] Result<void> markUploaded(const Hash& hash);
    /// The hub may have lost it; one that is not here changes nothing.
    [[nodiscard]] Result<void> markNotUploaded(const Hash& hash);
    [[nodiscard]] Result<void> remove(const Hash& hash);
    /// Of `wanted`, those that are not here.
    [[nodiscard]] Result<std::vector<Hash>> missing(std::span<const Hash> wanted);
    [[nodiscard]] Result<std::vector<Hash>> all();

    /// The first bytes of a photo that is on its way from the hub, as far as they were kept; unproven until addReceived().
    [[nodiscard]] Result<Bytes> keptParts(const Hash& hash);
    /// Durable on return. `at`: where keptParts() ends; "photo.too_large" beyond maxPhotoBytes.
    [[nodiscard]] Result<void> keepPart(const Hash& hash, std::size_t at, ByteView part);
    [[nodiscard]] Result<void> dropParts(const Hash& hash);
    /// Parts of photos that are not among `wanted` (sorted) are gone, and what was noted about their absence.
    [[nodiscard]] Result<void> dropPartsExcept(std::span<const Hash> wanted);

    /// The hub did not have it when it was asked last.
    struct Absence {
        Hash photo{};
        std::uint32_t times = 0; ///< in a row, as often as it was due
        Timestamp asked;         ///< by this phone's wall clock
    };
    [[nodiscard]] Result<std::vector<Absence>> absences();
    /// Replaces what was noted. Forgotten when the photo comes.
    [[nodiscard]] Result<void> noteAbsence(const Absence& absence);

private:
    explicit PhotoStore(store::Database database) : m_db(std::move(database)) {}
    store::Database m_db;
};

} // namespace linli::community
