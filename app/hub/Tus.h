// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Time.h"

#include <optional>
#include <string>
#include <string_view>

/// The header fields of tus 1.0 (tus.io/protocols/resumable-upload) and of byte ranges (RFC 9110 §14), taken apart. Pure functions;
/// nothing is what is not exactly as it should be.
namespace linli::hub::tus {

inline constexpr std::string_view version = "1.0.0";
inline constexpr std::string_view chunkType = "application/offset+octet-stream";

/// Upload-Length, Upload-Offset: a decimal number below 2^53.
[[nodiscard]] std::optional<std::uint64_t> parseNumber(std::string_view text);
/// Upload-Checksum: "sha256 BASE64"; no other algorithm is offered.
[[nodiscard]] std::optional<Hash> parseChecksum(std::string_view text);
/// The photo's name in Upload-Metadata: the pair "sha256 BASE64" among "key value,key value".
[[nodiscard]] std::optional<Hash> photoOf(std::string_view metadata);

/// Upload-Expires: an IMF-fixdate, as RFC 9110 §5.6.7 (RFC 7231 before it) wants every date in HTTP; whole seconds.
[[nodiscard]] std::string expiresText(Timestamp at);

/// first ≤ last < size
struct ByteRange {
    std::uint64_t first;
    std::uint64_t last;
};
/// Range: "bytes=FIRST-" or "bytes=FIRST-LAST", one range; a last byte beyond the end is the end.
[[nodiscard]] std::optional<ByteRange> parseRange(std::string_view text, std::uint64_t size);

} // namespace linli::hub::tus
