// SPDX-License-Identifier: Apache-2.0
#include "core/events/Queries.h"

namespace linli::events {

using store::Row;

namespace {

// The orders that readEvent and readSignUp expect; macros because the statements are compile-time literals.
#define LINLI_EVENT_COLUMNS                                                                                            \
    "SELECT id, member, starts_ms, ends_ms, signup_closes_ms, capacity, companions_max, taken,"                        \
    " (SELECT coalesce(sum(party), 0) FROM event_sign_up WHERE event = event.id AND state = 2),"                       \
    " state, building, latitude_e7, longitude_e7, accepted_at, title, text, place FROM event "
#define LINLI_SIGN_UP_COLUMNS "SELECT member, party, state, checked_in, op_id, accepted_at, ord FROM event_sign_up "

int number(const Row& row, int column)
{
    return static_cast<int>(row.integer(column));
}

Event readEvent(const Row& row)
{
    Event event;
    event.id = row.id<OpId>(0);
    event.publisher = row.id<MemberId>(1);
    event.starts = row.time(2);
    event.ends = row.time(3);
    event.signUpCloses = row.time(4);
    event.capacity = number(row, 5);
    event.companionsMax = number(row, 6);
    event.taken = number(row, 7);
    event.waiting = number(row, 8);
    event.state = static_cast<EventState>(row.integer(9));
    if (!row.isNull(10))
        event.building = row.textId<BuildingId>(10);
    if (!row.isNull(11))
        event.point =
            members::Point{static_cast<double>(row.integer(11)) / 1e7, static_cast<double>(row.integer(12)) / 1e7};
    event.accepted = row.time(13);
    event.title = row.optionalText(14);
    event.text = row.optionalText(15);
    event.place = row.optionalText(16);
    return event;
}

SignUp readSignUp(const Row& row)
{
    return {row.id<MemberId>(0), number(row, 1), static_cast<SignUpState>(row.integer(2)), 0, row.boolean(3),
            row.id<OpId>(4),     row.time(5)};
}

Result<std::vector<SignUp>> signUps(store::Database& db, const OpId& event, SignUpState state)
{
    return db.all(LINLI_SIGN_UP_COLUMNS "WHERE event = ?1 AND state = ?2 ORDER BY ord",
                  {event, static_cast<int>(state)}, readSignUp);
}

} // namespace

Result<std::vector<Event>> events(store::Database& db, int limit, const std::optional<EventKey>& after)
{
    if (!after)
        return db.all(LINLI_EVENT_COLUMNS "ORDER BY starts_ms, id LIMIT ?1", {limit}, readEvent);
    return db.all(LINLI_EVENT_COLUMNS "WHERE (starts_ms, id) > (?1, ?2) ORDER BY starts_ms, id LIMIT ?3",
                  {after->starts, after->id, limit}, readEvent);
}

Result<std::vector<Event>> eventsBefore(store::Database& db, int limit, const EventKey& before)
{
    return db.all(LINLI_EVENT_COLUMNS "WHERE (starts_ms, id) < (?1, ?2) ORDER BY starts_ms DESC, id DESC LIMIT ?3",
                  {before.starts, before.id, limit}, readEvent);
}

Result<std::optional<Event>> event(store::Database& db, const OpId& id)
{
    return db.one(LINLI_EVENT_COLUMNS "WHERE id = ?1", {id}, readEvent);
}

Result<std::optional<Cancellation>> cancellation(store::Database& db, const OpId& event)
{
    return db.one("SELECT op_id, member, accepted_at, reason FROM event_cancellation WHERE event = ?1", {event},
                  [](const Row& row) {
                      return Cancellation{row.id<OpId>(0), row.id<MemberId>(1), row.time(2), row.optionalText(3)};
                  });
}

Result<std::vector<SignUp>> going(store::Database& db, const OpId& event)
{
    return signUps(db, event, SignUpState::Going);
}

Result<std::vector<SignUp>> waitlist(store::Database& db, const OpId& event)
{
    LINLI_TRY(auto list, signUps(db, event, SignUpState::Waiting));
    int position = 0;
    for (auto& signUp : list)
        signUp.position = ++position;
    return list;
}

Result<std::optional<SignUp>> signUpOf(store::Database& db, const OpId& event, const MemberId& member)
{
    LINLI_TRY(auto found,
              db.one(LINLI_SIGN_UP_COLUMNS "WHERE event = ?1 AND member = ?2", {event, member}, readSignUp));
    if (!found || found->state != SignUpState::Waiting)
        return found;
    LINLI_TRY(const auto position,
              db.count("SELECT count(*) FROM event_sign_up WHERE event = ?1 AND state = 2 AND ord <="
                       " (SELECT ord FROM event_sign_up WHERE event = ?1 AND member = ?2)",
                       {event, member}));
    found->position = static_cast<int>(position);
    return found;
}

Result<int> checkedIn(store::Database& db, const OpId& event)
{
    LINLI_TRY(const auto persons, db.count("SELECT coalesce(sum(party), 0) FROM event_sign_up"
                                           " WHERE event = ?1 AND state = 1 AND checked_in = 1",
                                           {event}));
    return static_cast<int>(persons);
}

} // namespace linli::events
