// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <cstddef>
#include <mutex>

namespace linli::hub {

/// Tells those that must be sent away when to come again. Each gets the next time that is free at the pace at which the queue has
/// lately been worked off, so a crowd (every phone of a neighbourhood, after an outage) comes back one after the other and is
/// served, instead of all at once again.
///
/// Invariant: nobody is sent away for longer than `longest`; times that were given out do not overlap, as far as that allows.
/// Threads: any. Times are the hub's monotonic ones.
class Appointments {
public:
    static constexpr Milliseconds shortest = std::chrono::seconds(1);
    static constexpr Milliseconds longest = std::chrono::minutes(5);

    /// So many operations took so long.
    void learn(std::size_t operations, Milliseconds took);
    /// How long to wait before sending `operations`, while `waiting` others are in the queue.
    [[nodiscard]] Milliseconds next(std::size_t operations, std::size_t waiting, Milliseconds now);

private:
    std::mutex m_mutex;
    double m_perOperation = 0.2; ///< milliseconds; a smoothed average
    double m_free = 0;           ///< first time that nobody has
};

} // namespace linli::hub
