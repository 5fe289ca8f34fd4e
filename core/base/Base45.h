// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <optional>
#include <string>

namespace linli {

/// Base45 of RFC 9285: bytes in the 45 characters of a QR code's alphanumeric mode, three for two bytes.
[[nodiscard]] std::string toBase45(ByteView bytes);
/// Nothing for other characters, a length that no bytes give, or a group above 65,535 (RFC 9285 §4 and §6).
[[nodiscard]] std::optional<Bytes> fromBase45(std::string_view text);

} // namespace linli
