// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Words.h"

#include "core/base/Text.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace linli::bench {
namespace {

constexpr std::uint64_t firstWeight = 1'000'000'000;

} // namespace

Words::Words()
{
    std::ifstream file(LINLI_BENCH_DATA "/words.txt");
    std::uint64_t sum = 0;
    for (std::string word; std::getline(file, word);) {
        sum += firstWeight / (m_words.size() + 1);
        m_weights.push_back(sum);
        m_lengths.push_back(utf8Length(word).value_or(1));
        m_words.push_back(std::move(word));
    }
    if (m_words.empty())
        throw std::runtime_error("no word list in " LINLI_BENCH_DATA);
}

std::size_t Words::index(Random& random) const
{
    const auto place = std::ranges::upper_bound(m_weights, random.below(m_weights.back()));
    return static_cast<std::size_t>(place - m_weights.begin());
}

const std::string& Words::word(Random& random) const
{
    return m_words[index(random)];
}

std::string Words::text(Random& random, std::size_t least, std::size_t most) const
{
    const auto wanted =
        static_cast<std::size_t>(random.between(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
    std::string out;
    std::size_t length = 1; // the full stop
    std::size_t clause = 0;
    for (;;) {
        const std::size_t next = index(random);
        const bool pause = clause >= 6 && random.percent(30);
        if (length + m_lengths[next] + (pause ? 1 : 0) > wanted)
            break;
        if (pause) {
            out += "，";
            ++length;
            clause = 0;
        }
        out += m_words[next];
        length += m_lengths[next];
        clause += m_lengths[next];
    }
    return out + "。";
}

} // namespace linli::bench
