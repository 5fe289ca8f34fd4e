// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/Queries.h"
#include "core/funds/Queries.h"
#include "core/hazards/Queries.h"
#include "core/notices/Queries.h"
#include "core/plans/Queries.h"

/// Whole lists, put together from the pages that the queries give.
namespace linli::cli {

/// Asks for page after page until one is not full. `next(after, limit)` gives a page, `keyOf(row)` where it ended.
template <class Row, class Key, class Next, class KeyOf>
[[nodiscard]] Result<std::vector<Row>> allPages(Key after, Next next, KeyOf keyOf)
{
    constexpr int limit = 200;
    std::vector<Row> rows;
    for (bool full = true; full;) {
        LINLI_TRY(auto page, next(after, limit));
        full = page.size() == static_cast<std::size_t>(limit);
        for (Row& row : page)
            rows.push_back(std::move(row));
        if (full)
            after = keyOf(rows.back());
    }
    return rows;
}

[[nodiscard]] inline Result<std::vector<hazards::Report>> allHazards(store::Database& db)
{
    return allPages<hazards::Report>(
        std::optional<hazards::ListKey>{},
        [&](const auto& after, int limit) { return hazards::list(db, hazards::Filter{}, after, limit); },
        [](const hazards::Report& row) { return row.key; });
}

[[nodiscard]] inline Result<std::vector<plans::Plan>> allPlans(store::Database& db)
{
    return allPages<plans::Plan>(
        std::optional<plans::PlanKey>{}, [&](const auto& after, int limit) { return plans::plans(db, limit, after); },
        [](const plans::Plan& row) { return plans::PlanKey{row.accepted, row.id}; });
}

[[nodiscard]] inline Result<std::vector<plans::Poll>> allPolls(store::Database& db)
{
    return allPages<plans::Poll>(
        std::optional<plans::PollKey>{}, [&](const auto& after, int limit) { return plans::polls(db, limit, after); },
        [](const plans::Poll& row) { return plans::PollKey{row.closed, row.closes, row.id}; });
}

[[nodiscard]] inline Result<std::vector<events::Event>> allEvents(store::Database& db)
{
    return allPages<events::Event>(
        std::optional<events::EventKey>{},
        [&](const auto& after, int limit) { return events::events(db, limit, after); },
        [](const events::Event& row) { return events::EventKey{row.starts, row.id}; });
}

[[nodiscard]] inline Result<std::vector<funds::Entry>> allEntries(store::Database& db)
{
    return allPages<funds::Entry>(
        funds::EntryKey{}, [&](const auto& before, int limit) { return funds::entries(db, {}, limit, before); },
        [](const funds::Entry& row) { return funds::EntryKey{row.booked, row.id}; });
}

/// `everyone`: of the whole community, not only those that reach `reader`.
[[nodiscard]] inline Result<std::vector<notices::Notice>> allNotices(store::Database& db, const MemberId& reader,
                                                                     bool everyone)
{
    return allPages<notices::Notice>(
        notices::NoticeKey{},
        [&](const auto& after, int limit) {
            return everyone ? notices::allNotices(db, reader, limit, after) : notices::inbox(db, reader, limit, after);
        },
        notices::keyOf);
}

} // namespace linli::cli
