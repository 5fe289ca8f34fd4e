// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Random.h"

#include <sodium.h>

#include <cstring>

namespace linli::sim {
namespace {

Random& sodiumRandom()
{
    static Random random(0);
    return random;
}

std::uint32_t randomWord()
{
    return static_cast<std::uint32_t>(sodiumRandom().next());
}

void randomBuffer(void* out, std::size_t size)
{
    auto* bytes = static_cast<std::uint8_t*>(out);
    while (size > 0) {
        const std::uint64_t word = sodiumRandom().next();
        const std::size_t part = size < sizeof word ? size : sizeof word;
        std::memcpy(bytes, &word, part);
        bytes += part;
        size -= part;
    }
}

} // namespace

std::uint64_t Random::next()
{
    m_state += 0x9E3779B97F4A7C15U;
    std::uint64_t word = m_state;
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9U;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBU;
    return word ^ (word >> 31);
}

double Random::unit()
{
    constexpr double twoTo53 = 9007199254740992.0;
    return static_cast<double>(next() >> 11) / twoTo53;
}

void takeOverSodium()
{
    static randombytes_implementation seeded = {.implementation_name = [] { return "linli simulator"; },
                                                .random = randomWord,
                                                .stir = nullptr,
                                                .uniform = nullptr,
                                                .buf = randomBuffer,
                                                .close = nullptr};
    randombytes_set_implementation(&seeded);
}

void reseedSodium(std::uint64_t seed)
{
    sodiumRandom() = Random(seed);
}

} // namespace linli::sim
