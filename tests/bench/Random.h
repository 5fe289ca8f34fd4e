// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace linli::bench {

/// Numbers that follow from a seed alone, on every machine: splitmix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom
/// Number Generators", OOPSLA 2014). The standard library's distributions differ from one library to the next.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t word = m_state;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9U;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EBU;
        return word ^ (word >> 31);
    }
    std::uint64_t below(std::uint64_t end) { return end == 0 ? 0 : next() % end; }
    std::int64_t between(std::int64_t first, std::int64_t last) ///< both included
    {
        return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
    }
    bool percent(std::uint64_t share) { return below(100) < share; }
    template <class T> const T& pick(const std::vector<T>& from) { return from[below(from.size())]; }
    void fill(std::span<std::uint8_t> bytes)
    {
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(next() >> 56);
    }

private:
    std::uint64_t m_state;
};

} // namespace linli::bench
