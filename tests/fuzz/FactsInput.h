// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Encoding.h"
#include "tests/fuzz/World.h"

namespace linli::test {

/// One input of fuzz_facts: `kind | '\n' | person | flags | u16be length(facts) | facts | content`.
/// Flags: bits 0-1 audience (0, 3 community, 1 staff, 2 two members), bit 2 withdrawn, bit 3 a month later.
struct FactsInput {
    std::string kind;
    char who = 'a';
    std::uint8_t flags = 0;
    Bytes facts;
    Bytes content;

    static std::optional<FactsInput> read(ByteView bytes)
    {
        const auto end = std::ranges::find(bytes, '\n');
        constexpr std::ptrdiff_t fixed = 5;
        if (bytes.end() - end < fixed)
            return std::nullopt;
        FactsInput input;
        input.kind.assign(bytes.begin(), end);
        input.who = static_cast<char>(end[1]);
        input.flags = end[2];
        const std::size_t size = std::size_t{end[3]} << 8 | end[4];
        const ByteView rest(end + fixed, bytes.end());
        if (!World::isPerson(input.who) || rest.size() < size)
            return std::nullopt;
        input.facts.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
        input.content.assign(rest.begin() + static_cast<std::ptrdiff_t>(size), rest.end());
        return input;
    }
    [[nodiscard]] Bytes bytes() const
    {
        Bytes out = toBytes(kind + '\n' + who);
        out.push_back(flags);
        out.push_back(static_cast<std::uint8_t>(facts.size() >> 8));
        out.push_back(static_cast<std::uint8_t>(facts.size()));
        append(out, facts);
        append(out, content);
        return out;
    }
};

} // namespace linli::test
