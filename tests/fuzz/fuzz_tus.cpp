// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Tus.h"
#include "core/base/Encoding.h"
#include "tests/fuzz/Fuzz.h"

#include <algorithm>

using namespace linli;
using namespace linli::test;
namespace tus = linli::hub::tus;

namespace {

void tryNumber(std::string_view text)
{
    const auto number = tus::parseNumber(text);
    if (!number)
        return;
    demand(*number < 1ULL << 53, "a number that not every client can hold");
    demand(std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }),
           "a number with something else in it");
    demand(tus::parseNumber(std::to_string(*number)) == number, "a number changes on its way");
}

void tryChecksum(std::string_view text)
{
    const auto hash = tus::parseChecksum(text);
    if (!hash)
        return;
    demand(text == "sha256 " + toBase64(*hash), "one checksum has two texts");
    demand(tus::photoOf(text) == hash, "a checksum is no metadata");
}

/// The first pair of that name counts, whatever stands around it.
void tryMetadata(std::string_view text)
{
    const auto photo = tus::photoOf(text);
    if (!photo)
        return;
    const std::string pair = "sha256 " + toBase64(*photo);
    demand(text.contains(pair), "a photo that nobody named");
    demand(tus::photoOf("filename eA==," + std::string(text)) == photo, "another pair changes the photo");
}

void tryRange(std::string_view text, std::uint64_t size)
{
    const auto range = tus::parseRange(text, size);
    if (!range)
        return;
    demand(range->first <= range->last && range->last < size, "a range outside of the photo");
    const std::string again = "bytes=" + std::to_string(range->first) + "-" + std::to_string(range->last);
    const auto same = tus::parseRange(again, size);
    demand(same && same->first == range->first && same->last == range->last, "a range changes on its way");
}

} // namespace

/// Header fields, one a line; the first is the size that ranges are asked of.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const auto nextLine = [&rest] {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        return line;
    };
    const std::string_view first = nextLine();
    tryNumber(first);
    const std::uint64_t length = tus::parseNumber(first).value_or(1000);
    while (!rest.empty()) {
        const std::string_view line = nextLine();
        tryNumber(line);
        tryChecksum(line);
        tryMetadata(line);
        tryRange(line, length);
    }
    return 0;
}
