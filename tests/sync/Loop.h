// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <functional>
#include <queue>
#include <vector>

namespace linli::sim {

/// Virtual time: events in order of their time, those of one time in the order they were made. Nothing waits for real.
class Loop {
public:
    explicit Loop(Timestamp start) : m_now(start) {}
    [[nodiscard]] Timestamp now() const { return m_now; }
    void after(Milliseconds delay, std::function<void()> event);
    /// Runs what is due until then; afterwards it is then.
    void runUntil(Timestamp end);
    [[nodiscard]] std::uint64_t eventsRun() const { return m_run; }

private:
    struct Event {
        Timestamp at;
        std::uint64_t order;
        std::function<void()> call;
        bool operator<(const Event& other) const
        {
            return at != other.at ? at > other.at : order > other.order; // priority_queue gives the greatest first
        }
    };
    Timestamp m_now;
    std::uint64_t m_order = 0;
    std::uint64_t m_run = 0;
    std::priority_queue<Event> m_events;
};

/// One machine's clocks: its wall clock may be wrong and may be set, its monotonic one is right.
class SimClock final : public Clock {
public:
    explicit SimClock(const Loop& loop) : m_loop(loop) {}
    [[nodiscard]] Timestamp now() const override { return m_loop.now() + offset; }
    [[nodiscard]] Milliseconds monotonic() const override
    {
        return m_loop.now().time_since_epoch() + (seesJumps ? offset : Milliseconds{0});
    }
    Milliseconds offset{0};
    bool seesJumps = false; ///< a planted bug: jumps of the wall clock pass for time that went by

private:
    const Loop& m_loop;
};

} // namespace linli::sim
