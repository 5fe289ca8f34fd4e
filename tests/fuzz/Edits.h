// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <algorithm>

namespace linli::test {

/// Bytes after a script of edits: `u8 what | u16be place | u8 value` each, place counted from the start and wrapped.
/// So a fuzzer can spoil bytes that are signed anew in every run.
inline Bytes edited(Bytes bytes, ByteView script)
{
    for (; script.size() >= 4; script = script.subspan(4)) {
        const std::size_t place = (std::size_t{script[1]} << 8 | script[2]) % (bytes.size() + 1);
        const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(place);
        const std::uint8_t value = script[3];
        const auto rest = bytes.end() - at;
        switch (script[0] % 4) {
        case 0:
            if (rest > 0)
                *at = value;
            break;
        case 1:
            if (rest > 0)
                *at ^= value;
            break;
        case 2:
            bytes.insert(at, value);
            break;
        default:
            bytes.erase(at, at + std::min<std::ptrdiff_t>(rest, value));
        }
    }
    return bytes;
}

} // namespace linli::test
