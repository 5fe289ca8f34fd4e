// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace linli {

/// Number of Unicode code points when `text` is well-formed UTF-8 (no overlong forms, surrogates or values above
/// U+10FFFF) without NUL; nothing otherwise.
[[nodiscard]] std::optional<std::size_t> utf8Length(std::string_view text);

/// What is wrong with a text that a person wrote, as the last part of a stable code.
enum class TextFault { None, NotUtf8, Empty, TooLong };
[[nodiscard]] TextFault checkText(std::string_view text, std::size_t maxCodePoints, bool mayBeEmpty = false);
/// "content.not_utf8", "content.empty", "content.too_long"; empty for None.
[[nodiscard]] std::string_view textFaultCode(TextFault fault);

} // namespace linli
