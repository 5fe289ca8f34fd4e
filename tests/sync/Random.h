// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace linli::sim {

/// Numbers that follow from a seed alone, on every machine (splitmix64; the standard library's distributions do not).
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    std::size_t below(std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(next() % end); }
    std::int64_t between(std::int64_t first, std::int64_t last) ///< both included
    {
        return first + static_cast<std::int64_t>(below(static_cast<std::size_t>(last - first + 1)));
    }
    double unit(); ///< in [0, 1)
    bool chance(double probability) { return unit() < probability; }
    template <class T> const T& pick(const std::vector<T>& from) { return from[below(from.size())]; }

private:
    std::uint64_t m_state;
};

/// Takes over libsodium's randomness (its own randombytes_set_implementation), so that keys, ids and salts follow from the
/// seed too. Once per process, before anything else uses libsodium.
void takeOverSodium();
void reseedSodium(std::uint64_t seed);

} // namespace linli::sim
