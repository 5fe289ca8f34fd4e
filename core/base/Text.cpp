// SPDX-License-Identifier: Apache-2.0
#include "core/base/Text.h"

#include <cstdint>

namespace linli {
namespace {

struct Lead {
    std::size_t following;
    std::uint32_t bits;
    std::uint32_t smallest; ///< a smaller value here would be an overlong form
};

std::optional<Lead> leadByte(std::uint8_t byte)
{
    if (byte < 0x80)
        return Lead{0, byte, 0};
    if ((byte & 0xE0) == 0xC0)
        return Lead{1, byte & 0x1FU, 0x80};
    if ((byte & 0xF0) == 0xE0)
        return Lead{2, byte & 0x0FU, 0x800};
    if ((byte & 0xF8) == 0xF0)
        return Lead{3, byte & 0x07U, 0x10000};
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> utf8Length(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto lead = leadByte(static_cast<std::uint8_t>(text[i]));
        if (!lead || lead->following >= text.size() - i)
            return std::nullopt;
        std::uint32_t value = lead->bits;
        for (std::size_t k = 1; k <= lead->following; ++k) {
            const auto byte = static_cast<std::uint8_t>(text[i + k]);
            if ((byte & 0xC0) != 0x80)
                return std::nullopt;
            value = value << 6 | (byte & 0x3FU);
        }
        const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
        if (value == 0 || value < lead->smallest || surrogate || value > 0x10FFFF)
            return std::nullopt;
        i += lead->following + 1;
    }
    return count;
}

TextFault checkText(std::string_view text, std::size_t maxCodePoints, bool mayBeEmpty)
{
    if (text.empty())
        return mayBeEmpty ? TextFault::None : TextFault::Empty;
    // A code point takes at most four bytes, so this refuses a huge input before reading all of it.
    if (text.size() > maxCodePoints * 4)
        return TextFault::TooLong;
    const auto length = utf8Length(text);
    if (!length)
        return TextFault::NotUtf8;
    return *length > maxCodePoints ? TextFault::TooLong : TextFault::None;
}

std::string_view textFaultCode(TextFault fault)
{
    switch (fault) {
    case TextFault::None:
        return {};
    case TextFault::NotUtf8:
        return "content.not_utf8";
    case TextFault::Empty:
        return "content.empty";
    case TextFault::TooLong:
        return "content.too_long";
    }
    return {};
}

} // namespace linli
