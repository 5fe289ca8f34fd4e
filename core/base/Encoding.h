// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <optional>

namespace linli {

/// Lower-case hexadecimal.
[[nodiscard]] std::string toHex(ByteView bytes);
[[nodiscard]] std::optional<Bytes> fromHex(std::string_view text);

/// base64 of RFC 4648: standard alphabet with padding (signed notes), or URL alphabet without (invites, URLs).
[[nodiscard]] std::string toBase64(ByteView bytes);
[[nodiscard]] std::optional<Bytes> fromBase64(std::string_view text);
[[nodiscard]] std::string toBase64Url(ByteView bytes);
[[nodiscard]] std::optional<Bytes> fromBase64Url(std::string_view text);

/// Appends `value` in big-endian order, the byte order of everything that we hash or sign.
void appendU32(Bytes& out, std::uint32_t value);
void appendU64(Bytes& out, std::uint64_t value);
void append(Bytes& out, ByteView bytes);

/// A Hash from exactly 32 bytes.
[[nodiscard]] std::optional<Hash> toHash(ByteView bytes);
[[nodiscard]] inline std::optional<Hash> toHash(std::string_view bytes)
{
    return toHash(asBytes(bytes));
}

} // namespace linli
