// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Queries.h"
#include "core/hazards/Table.h"
#include "core/log/Photos.h"

namespace linli::hazards {
namespace {

using store::Row;

struct EventWithCount {
    Event event;
    int photos = 0;
};

EventWithCount eventFrom(const Row& row)
{
    Event event;
    event.op = row.id<OpId>(0);
    event.action = static_cast<Action>(row.integer(1));
    event.member = row.id<MemberId>(2);
    if (const auto state = row.optionalInteger(3))
        event.state = stateFrom(*state);
    if (const auto answer = row.optionalInteger(4))
        event.answer = answerFrom(*answer);
    event.reason = reasonFrom(row.integer(5)).value_or(ClosingReason::None);
    if (!row.isNull(6))
        event.duplicateOf = row.id<OpId>(6);
    if (!row.isNull(7))
        event.assignee = row.id<MemberId>(7);
    event.expected = row.optionalTime(8);
    event.accepted = row.time(10);
    event.pending = row.integer(11) == pendingPlace;
    event.note = row.optionalText(12);
    event.unreadable = row.boolean(13);
    return {std::move(event), static_cast<int>(row.integer(9))};
}

Result<std::vector<Event>> timelineOf(store::Database& db, const OpId& hazard)
{
    LINLI_TRY(auto rows,
              db.all("SELECT op_id, action, member, state, answer, reason, duplicate_of, assignee,"
                     " expected_at, photos, accepted_at, place, note, unreadable FROM hazard_event WHERE hazard = ?1"
                     " ORDER BY place, accepted_at, op_id",
                     {hazard}, eventFrom));
    std::vector<Event> timeline;
    for (EventWithCount& row : rows) {
        if (row.photos > 0) {
            LINLI_TRY(row.event.photos, log::photosOf(db, row.event.op));
        }
        timeline.push_back(std::move(row.event));
    }
    return timeline;
}

Result<Answers> answersOf(store::Database& db, const OpId& hazard, int round)
{
    LINLI_TRY(const auto counts,
              db.all("SELECT answer, count(*) FROM hazard_rating WHERE hazard = ?1 AND round = ?2 GROUP BY answer",
                     {hazard, round}, [](const Row& row) { return std::pair(row.integer(0), row.integer(1)); }));
    Answers answers;
    for (const auto& [answer, count] : counts) {
        const int people = static_cast<int>(count);
        switch (answerFrom(answer).value_or(Answer::Unknown)) {
        case Answer::Fixed:
            answers.fixed = people;
            break;
        case Answer::Partly:
            answers.partly = people;
            break;
        case Answer::Not:
            answers.notFixed = people;
            break;
        case Answer::Unknown:
            answers.unknown = people;
            break;
        }
    }
    return answers;
}

Result<std::optional<Answer>> answerOf(store::Database& db, const OpId& hazard, const MemberId& member, int round)
{
    LINLI_TRY(const auto number,
              db.one("SELECT answer FROM hazard_rating WHERE hazard = ?1 AND member = ?2 AND round = ?3",
                     {hazard, member, round}, [](const Row& row) { return row.integer(0); }));
    return number ? answerFrom(*number) : std::nullopt;
}

} // namespace

Result<std::optional<Detail>> detail(store::Database& db, const OpId& hazard, const MemberId& viewer)
{
    LINLI_TRY(auto report, find(db, hazard));
    LINLI_TRY(const auto state, findState(db, hazard));
    if (!report || !state)
        return std::nullopt;
    Detail detail;
    detail.report = *std::move(report);
    LINLI_TRY(detail.timeline, timelineOf(db, hazard));
    LINLI_TRY(detail.photos, log::photosOf(db, hazard));
    LINLI_TRY(detail.answers, answersOf(db, hazard, state->reopened));
    LINLI_TRY(detail.supported, hasSupported(db, hazard, viewer));
    LINLI_TRY(detail.answer, answerOf(db, hazard, viewer, state->reopened));
    LINLI_TRY(const members::Actor actor, members::actor(db, viewer));
    detail.permissions = permissionsOf(actor, *state, detail.supported);
    return detail;
}

} // namespace linli::hazards
