// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Values.h"

#include "app/cli/Pages.h"
#include "core/funds/Queries.h"

#include <charconv>

namespace linli::cli {
namespace {

std::optional<Milliseconds> unitOf(char letter)
{
    switch (letter) {
    case 's':
        return std::chrono::seconds(1);
    case 'm':
        return std::chrono::minutes(1);
    case 'h':
        return std::chrono::hours(1);
    case 'd':
        return std::chrono::days(1);
    default:
        return std::nullopt;
    }
}

template <class Number> std::optional<Number> readNumber(std::string_view text)
{
    Number value{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

std::optional<Timestamp> readTime(std::string_view text, Timestamp now)
{
    if (!text.starts_with('+'))
        return parseRfc3339(text);
    const auto unit = unitOf(text.back());
    const auto count = readNumber<std::uint32_t>(text.substr(1, text.size() - std::min<std::size_t>(text.size(), 2)));
    return unit && count ? std::optional(now + *unit * *count) : std::nullopt;
}

Result<Timestamp> parseTime(std::string_view text, Timestamp now)
{
    const auto time = readTime(text, now);
    if (!time)
        return fail(ErrorKind::Invalid, "input.time",
                    "'" + std::string(text) + "' is no time such as +2h, 2026-12-01 or 2026-12-01T09:00:00+08:00");
    return *time;
}

Result<members::Point> parsePoint(std::string_view text)
{
    const std::size_t comma = text.find(',');
    const auto latitude = readNumber<double>(text.substr(0, comma));
    const auto longitude =
        comma == std::string_view::npos ? std::optional<double>{} : readNumber<double>(text.substr(comma + 1));
    if (!latitude || !longitude)
        return fail(ErrorKind::Invalid, "input.position", "'" + std::string(text) + "' is not LAT,LON");
    return members::Point{*latitude, *longitude};
}

Result<void> checkPoint(const members::Point& point, const std::string& code)
{
    return members::isValid(point) ? Result<void>{} : fail(ErrorKind::Rejected, code, "latitude ±90, longitude ±180");
}

Result<OpId> findAccount(store::Database& db, std::string_view text)
{
    LINLI_TRY(const auto accounts, funds::accounts(db));
    std::vector<Named<OpId>> known;
    for (const funds::Account& account : accounts)
        known.push_back({account.id, account.name});
    return pick(text, known, "account");
}

Result<OpId> findPlan(store::Database& db, std::string_view text)
{
    LINLI_TRY(const auto plans, allPlans(db));
    std::vector<Named<OpId>> known;
    for (const plans::Plan& plan : plans)
        known.push_back({plan.id, plan.title.value_or("")});
    return pick(text, known, "plan");
}

Result<MemberId> findMember(store::Database& db, std::string_view text)
{
    LINLI_TRY(const auto members, members::allMembers(db));
    std::vector<Named<MemberId>> known;
    for (const members::Member& member : members)
        known.push_back({member.id, member.name});
    return pick(text, known, "member");
}

} // namespace linli::cli
