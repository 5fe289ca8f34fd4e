// SPDX-License-Identifier: Apache-2.0
#include "app/resident/today/TodayRows.h"

#include "core/events/Queries.h"
#include "core/hazards/Queries.h"
#include "core/members/Directory.h"
#include "core/notices/Queries.h"
#include "core/plans/Queries.h"

#include <algorithm>
#include <tuple>

namespace linli::resident {
namespace {

using Kind = TodayRow::Kind;
using Rows = std::vector<TodayRow>;

constexpr std::chrono::days soon{7};   ///< how far ahead one's events are recalled
constexpr std::chrono::days fresh{14}; ///< how long something is new
constexpr int scan = 60;               ///< rows looked at of each list
constexpr int newRows = 12;            ///< about two screens

bool isUrgent(const notices::Notice& notice)
{
    return notice.terms.severity == notices::Severity::Extreme || notice.terms.severity == notices::Severity::Severe;
}

Result<void> addNotices(store::Database& db, const MemberId& self, Timestamp now, Rows& rows)
{
    LINLI_TRY(const auto found, notices::inbox(db, self, scan));
    for (const notices::Notice& notice : found) {
        if (notice.state != notices::State::Live || notice.terms.expires <= now)
            continue;
        const bool urgent = isUrgent(notice);
        if (urgent || notice.accepted > now - fresh)
            rows.push_back({.kind = Kind::Notice,
                            .id = notice.id,
                            .needsMe = urgent,
                            .asks = urgent && !notice.acknowledgedByReader && notice.author != self,
                            .urgent = urgent,
                            .title = notice.headline,
                            .when = notice.accepted});
    }
    return {};
}

Result<std::string> pollTitle(store::Database& db, const plans::Poll& poll)
{
    if (poll.question && !poll.question->empty())
        return *poll.question;
    if (!poll.plan)
        return std::string();
    LINLI_TRY(const auto plan, plans::plan(db, *poll.plan));
    return plan ? plan->title.value_or("") : std::string();
}

Result<bool> mayStillVote(store::Database& db, const plans::Poll& poll, const std::optional<HouseholdId>& household)
{
    if (!household)
        return false;
    LINLI_TRY(const bool onRoll, plans::mayVote(db, poll.id, *household));
    LINLI_TRY(const auto ballot, plans::ballotOf(db, poll.id, *household));
    return onRoll && !ballot;
}

Result<void> addPolls(store::Database& db, const MemberId& self, Timestamp now, Rows& rows)
{
    LINLI_TRY(const auto me, members::member(db, self));
    LINLI_TRY(const auto polls, plans::polls(db, scan));
    for (const plans::Poll& poll : polls) {
        const bool over = poll.closed || poll.closes <= now;
        if ((over && poll.closes <= now - fresh) || poll.opens > now)
            continue;
        LINLI_TRY(const bool open, mayStillVote(db, poll, me ? me->household : std::nullopt));
        if (!over && !open)
            continue;
        LINLI_TRY(std::string title, pollTitle(db, poll));
        rows.push_back({.kind = over ? Kind::Result : Kind::Poll,
                        .id = poll.id,
                        .needsMe = !over,
                        .asks = !over,
                        .title = std::move(title),
                        .when = poll.closes});
    }
    return {};
}

Result<void> addAnswers(store::Database& db, const MemberId& self, Rows& rows)
{
    hazards::Filter mine;
    mine.author = self;
    mine.states = {hazards::State::Fixed};
    LINLI_TRY(const auto reports, hazards::list(db, mine, {}, scan));
    for (const hazards::Report& report : reports) {
        LINLI_TRY(const auto detail, hazards::detail(db, report.id, self));
        if (detail && !detail->answer)
            rows.push_back({.kind = Kind::Answer,
                            .id = report.id,
                            .needsMe = true,
                            .asks = true,
                            .title = report.text.value_or(""),
                            .item = report.item,
                            .category = report.category,
                            .when = report.changed});
    }
    return {};
}

Result<void> addEvents(store::Database& db, const MemberId& self, Timestamp now, Rows& rows)
{
    LINLI_TRY(const auto coming, events::events(db, scan, events::EventKey{now, {}}));
    for (const events::Event& event : coming) {
        if (event.state != events::EventState::Published)
            continue;
        LINLI_TRY(const auto signUp, events::signUpOf(db, event.id, self));
        const bool mine = signUp && signUp->state != events::SignUpState::Withdrawn;
        const bool remind = mine && event.starts <= now + soon;
        if (!remind && (mine || event.accepted <= now - fresh))
            continue;
        rows.push_back({.kind = Kind::Event,
                        .id = event.id,
                        .needsMe = remind,
                        .waiting = remind && signUp->state == events::SignUpState::Waiting,
                        .title = event.title.value_or(""),
                        .when = remind ? event.starts : event.accepted});
    }
    return {};
}

Result<void> addPlansAndHazards(store::Database& db, const MemberId& self, Timestamp now, Rows& rows)
{
    LINLI_TRY(const auto plans, plans::plans(db, newRows));
    for (const plans::Plan& plan : plans)
        if (plan.accepted > now - fresh)
            rows.push_back(
                {.kind = Kind::Plan, .id = plan.id, .title = plan.title.value_or(""), .when = plan.accepted});
    LINLI_TRY(const auto reports, hazards::list(db, {}, {}, newRows));
    for (const hazards::Report& report : reports)
        if (report.accepted > now - fresh && report.author != self && !report.isPrivate)
            rows.push_back({.kind = Kind::Hazard,
                            .id = report.id,
                            .title = report.text.value_or(""),
                            .item = report.item,
                            .category = report.category,
                            .when = report.accepted});
    return {};
}

/// Urgent notices, then what ends soonest, then answers and events by their time; below, the newest first.
bool before(const TodayRow& a, const TodayRow& b)
{
    if (a.needsMe != b.needsMe)
        return a.needsMe;
    if (!a.needsMe)
        return std::tie(b.when, b.id) < std::tie(a.when, a.id);
    return std::tuple(a.kind, a.when, a.id) < std::tuple(b.kind, b.when, b.id);
}

} // namespace

Result<std::vector<TodayRow>> readToday(store::Database& db, const MemberId& self, Timestamp now)
{
    Rows rows;
    LINLI_CHECK(addNotices(db, self, now, rows));
    LINLI_CHECK(addPolls(db, self, now, rows));
    LINLI_CHECK(addAnswers(db, self, rows));
    LINLI_CHECK(addEvents(db, self, now, rows));
    LINLI_CHECK(addPlansAndHazards(db, self, now, rows));
    std::ranges::sort(rows, before);
    const auto firstNew = std::ranges::find(rows, false, &TodayRow::needsMe);
    if (rows.end() - firstNew > newRows)
        rows.erase(firstNew + newRows, rows.end());
    return rows;
}

} // namespace linli::resident
