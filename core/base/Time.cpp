// SPDX-License-Identifier: Apache-2.0
#include "core/base/Time.h"

#include <charconv>
#include <format>

namespace linli {
namespace {

/// Reads exactly `digits` decimal digits at the front of `text` and removes them.
std::optional<int> takeNumber(std::string_view& text, std::size_t digits)
{
    if (text.size() < digits)
        return std::nullopt;
    int value = 0;
    const char* end = text.data() + digits;
    for (const char c : text.substr(0, digits))
        if (c < '0' || c > '9')
            return std::nullopt;
    if (std::from_chars(text.data(), end, value).ptr != end)
        return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

bool takeChar(std::string_view& text, char wanted)
{
    if (text.empty() || text.front() != wanted)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Milliseconds> takeFraction(std::string_view& text)
{
    if (!takeChar(text, '.'))
        return Milliseconds{0};
    int value = 0;
    int scale = 100;
    std::size_t digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        value += (text.front() - '0') * scale;
        scale /= 10;
        text.remove_prefix(1);
        ++digits;
    }
    return digits == 0 || digits > 9 ? std::nullopt : std::optional(Milliseconds{value});
}

std::optional<std::chrono::minutes> takeOffset(std::string_view& text)
{
    if (takeChar(text, 'Z') || takeChar(text, 'z'))
        return std::chrono::minutes{0};
    const bool west = !text.empty() && text.front() == '-';
    if (!west && (text.empty() || text.front() != '+'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto hours = takeNumber(text, 2);
    if (!hours || *hours > 23 || !takeChar(text, ':'))
        return std::nullopt;
    const auto minutes = takeNumber(text, 2);
    if (!minutes || *minutes > 59)
        return std::nullopt;
    const auto offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return west ? -offset : offset;
}

std::optional<Milliseconds> takeTimeOfDay(std::string_view& text)
{
    const auto hour = takeNumber(text, 2);
    if (!hour || *hour > 23 || !takeChar(text, ':'))
        return std::nullopt;
    const auto minute = takeNumber(text, 2);
    if (!minute || *minute > 59)
        return std::nullopt;
    std::optional<int> second = 0;
    if (takeChar(text, ':'))
        second = takeNumber(text, 2);
    if (!second || *second > 60)
        return std::nullopt;
    const auto fraction = takeFraction(text);
    if (!fraction)
        return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second} + *fraction;
}

} // namespace

std::string rfc3339(Timestamp at)
{
    return std::format("{:%FT%T}Z", at);
}

std::optional<Timestamp> parseRfc3339(std::string_view text)
{
    const auto year = takeNumber(text, 4);
    if (!year || !takeChar(text, '-'))
        return std::nullopt;
    const auto month = takeNumber(text, 2);
    if (!month || !takeChar(text, '-'))
        return std::nullopt;
    const auto day = takeNumber(text, 2);
    if (!day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok())
        return std::nullopt;
    const Timestamp midnight = std::chrono::sys_days{date};
    if (text.empty())
        return midnight;
    if (!takeChar(text, 'T') && !takeChar(text, 't') && !takeChar(text, ' '))
        return std::nullopt;
    const auto timeOfDay = takeTimeOfDay(text);
    if (!timeOfDay)
        return std::nullopt;
    const auto offset = takeOffset(text);
    if (!offset || !text.empty())
        return std::nullopt;
    return midnight + *timeOfDay - *offset;
}

Timestamp SystemClock::now() const
{
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

Milliseconds SystemClock::monotonic() const
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace linli
