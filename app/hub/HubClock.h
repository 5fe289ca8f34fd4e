// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"

#include <atomic>
#include <filesystem>
#include <memory>

namespace linli::hub {

/// The machine's clocks. Unlike SystemClock's, the monotonic one also counts while the machine sleeps, so that waking up is
/// not taken for a jump.
class HubClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] Milliseconds monotonic() const override;
};

/// Time declared by a file that holds milliseconds since 1970 as decimal digits; for tests and rehearsals only. Both clocks
/// follow it, so moving it is never a jump. A file that cannot be read keeps the last time.
class TestClock final : public Clock {
public:
    explicit TestClock(std::filesystem::path file);
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] Milliseconds monotonic() const override { return now().time_since_epoch(); }

private:
    std::filesystem::path m_file;
    mutable std::atomic<std::int64_t> m_last = 0; ///< every community's strand asks
};

/// Times for the log (DESIGN §4): never back, and not across a jump of the wall clock that the monotonic one did not see.
///
/// A jump of more than `maxJump` forward is refused as "hub.clock" until the wall clock is back within it, or the hub is
/// started again: a person has to look, because a wrong time in the log closes polls for good. Backward, the log stands
/// still at its last time. Threads: one. Owner: Sequencer.
class ClockGuard {
public:
    static constexpr Milliseconds maxJump = std::chrono::minutes(10);
    explicit ClockGuard(const Clock& clock);
    /// The time for the next entry, not before `lastAccepted`. "hub.clock" (Unreachable).
    [[nodiscard]] Result<Timestamp> next(Timestamp lastAccepted);

private:
    const Clock& m_clock;
    Timestamp m_wall;
    Milliseconds m_monotonic;
};

} // namespace linli::hub
