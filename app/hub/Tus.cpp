// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Tus.h"

#include "core/base/Encoding.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace linli::hub::tus {
namespace {

constexpr std::uint64_t largest = 1ULL << 53; // what every client's numbers can hold

} // namespace

std::optional<std::uint64_t> parseNumber(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = fault == std::errc() && end == text.data() + text.size();
    return whole && number < largest ? std::optional(number) : std::nullopt;
}

std::optional<Hash> parseChecksum(std::string_view text)
{
    constexpr std::string_view algorithm = "sha256 ";
    if (!text.starts_with(algorithm))
        return std::nullopt;
    const auto bytes = fromBase64(text.substr(algorithm.size()));
    return bytes ? toHash(*bytes) : std::nullopt;
}

std::optional<Hash> photoOf(std::string_view metadata)
{
    while (!metadata.empty()) {
        const std::string_view pair = metadata.substr(0, metadata.find(','));
        metadata.remove_prefix(std::min(metadata.size(), pair.size() + 1));
        if (pair.starts_with("sha256 "))
            return parseChecksum(pair);
    }
    return std::nullopt;
}

std::string expiresText(Timestamp at)
{
    return std::format("{:%a, %d %b %Y %H:%M:%S} GMT", std::chrono::floor<std::chrono::seconds>(at));
}

std::optional<ByteRange> parseRange(std::string_view text, std::uint64_t size)
{
    constexpr std::string_view unit = "bytes=";
    const std::size_t dash = text.find('-');
    if (!text.starts_with(unit) || dash == std::string_view::npos || size == 0)
        return std::nullopt;
    const auto first = parseNumber(text.substr(unit.size(), dash - unit.size()));
    const std::string_view end = text.substr(dash + 1);
    const auto last = end.empty() ? std::optional(size - 1) : parseNumber(end);
    if (!first || !last || *first >= size || *last < *first)
        return std::nullopt;
    return ByteRange{*first, std::min(*last, size - 1)};
}

} // namespace linli::hub::tus
