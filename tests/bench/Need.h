// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <type_traits>

/// Trouble ends a group: its rows say why they have no value.
namespace linli::bench {

template <class T> T need(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().code + " " + result.error().detail);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

inline void require(bool holds, const std::string& what)
{
    if (!holds)
        throw std::runtime_error(what);
}

using Seconds = std::chrono::duration<double>;

class Stopwatch {
public:
    [[nodiscard]] double seconds() const { return Seconds(std::chrono::steady_clock::now() - m_begun).count(); }

private:
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
};

/// Seconds that `work` takes.
template <class Work> double secondsOf(Work work)
{
    const Stopwatch watch;
    work();
    return watch.seconds();
}

} // namespace linli::bench
