// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

namespace linli::log {

/// Which photos an operation shows. Photo bytes live elsewhere, named by the SHA-256 of the re-encoded picture;
/// a photo that no operation refers to any more may be deleted. Table `photo_ref(op_id, ordinal, sha256)`.
inline constexpr int maxPhotosPerOperation = 6;

[[nodiscard]] std::string_view photoSchema();
[[nodiscard]] std::span<const TableSpec> photoTables();

/// Writes the references of ctx.op, in order. Call from apply when content is there.
/// hashes: a protobuf `repeated bytes` field or any range of 32-byte strings; a wrong length is an Internal error.
[[nodiscard]] Result<void> addPhotos(const Context& context, std::span<const std::string> hashes);
template <class Repeated> [[nodiscard]] Result<void> addPhotos(const Context& context, const Repeated& hashes)
{
    const std::vector<std::string> list(hashes.begin(), hashes.end());
    return addPhotos(context, std::span<const std::string>(list));
}
/// For checkContent: at most maxPhotosPerOperation hashes of 32 bytes, else "content.photos".
[[nodiscard]] Verdict checkPhotos(std::span<const std::string> hashes);
template <class Repeated> [[nodiscard]] Verdict checkPhotos(const Repeated& hashes)
{
    const std::vector<std::string> list(hashes.begin(), hashes.end());
    return checkPhotos(std::span<const std::string>(list));
}
/// Photos of one operation, in order.
[[nodiscard]] Result<std::vector<Hash>> photosOf(store::Database& db, const OpId& op);

} // namespace linli::log
