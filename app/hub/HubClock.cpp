// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HubClock.h"

#include "core/base/File.h"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace linli::hub {
namespace {

#ifdef CLOCK_BOOTTIME
constexpr clockid_t steadyClock = CLOCK_BOOTTIME;
#else
constexpr clockid_t steadyClock = CLOCK_MONOTONIC;
#endif

} // namespace

Timestamp HubClock::now() const
{
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

Milliseconds HubClock::monotonic() const
{
    std::timespec at{};
    ::clock_gettime(steadyClock, &at);
    return std::chrono::duration_cast<Milliseconds>(std::chrono::seconds(at.tv_sec) +
                                                    std::chrono::nanoseconds(at.tv_nsec));
}

TestClock::TestClock(std::filesystem::path file) : m_file(std::move(file)) {}

Timestamp TestClock::now() const
{
    constexpr std::uintmax_t mostDigits = 32;
    const auto bytes = readFile(m_file, mostDigits);
    if (bytes) {
        const std::string text = asString(*bytes);
        std::int64_t value = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc())
            m_last = value;
    }
    return fromMs(m_last);
}

ClockGuard::ClockGuard(const Clock& clock) : m_clock(clock), m_wall(clock.now()), m_monotonic(clock.monotonic()) {}

Result<Timestamp> ClockGuard::next(Timestamp lastAccepted)
{
    const Timestamp wall = m_clock.now();
    const Milliseconds monotonic = m_clock.monotonic();
    const Timestamp expected = m_wall + (monotonic - m_monotonic);
    if (wall > expected + maxJump)
        return fail(ErrorKind::Unreachable, "hub.clock", "the wall clock jumped to " + rfc3339(wall));
    // Where time really is, though the wall clock may have been set back meanwhile: putting it right is no jump.
    m_wall = std::max(wall, expected);
    m_monotonic = monotonic;
    return std::max(wall, lastAccepted);
}

} // namespace linli::hub
