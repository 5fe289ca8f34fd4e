// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

namespace linli::platform {

/// A declared clock: stands still until it is told otherwise. Threads: one.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Timestamp start, Milliseconds monotonicStart = {}) : m_now(start), m_monotonic(monotonicStart) {}

    [[nodiscard]] Timestamp now() const override { return m_now; }
    [[nodiscard]] Milliseconds monotonic() const override { return m_monotonic; }

    /// Time passes on both clocks. `by` is not negative.
    void advance(Milliseconds by)
    {
        m_now += by;
        m_monotonic += by;
    }
    /// Somebody sets the wall clock; the monotonic clock does not notice.
    void setWall(Timestamp now) { m_now = now; }

private:
    Timestamp m_now;
    Milliseconds m_monotonic;
};

} // namespace linli::platform
