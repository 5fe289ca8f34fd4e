// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linli {

using Milliseconds = std::chrono::milliseconds;
/// Wall-clock time, UTC, to the millisecond.
using Timestamp = std::chrono::sys_time<Milliseconds>;

[[nodiscard]] inline std::int64_t toMs(Timestamp at)
{
    return at.time_since_epoch().count();
}
[[nodiscard]] inline Timestamp fromMs(std::int64_t ms)
{
    return Timestamp{Milliseconds{ms}};
}

/// RFC 3339 in UTC with milliseconds, "2026-11-23T08:12:00.000Z".
[[nodiscard]] std::string rfc3339(Timestamp at);
/// RFC 3339 with "Z" or a numeric offset; a date alone ("2026-12-01") is its midnight in UTC.
[[nodiscard]] std::optional<Timestamp> parseRfc3339(std::string_view text);

/// Port: where the core reads time. The core has no clock of its own, so tests declare it.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;          ///< wall clock; may jump
    [[nodiscard]] virtual Milliseconds monotonic() const = 0; ///< never goes back within a process
};

/// The operating system's clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] Milliseconds monotonic() const override;
};

} // namespace linli
