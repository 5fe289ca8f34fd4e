// SPDX-License-Identifier: Apache-2.0
#include "core/events/Table.h"

namespace linli::events {

using log::Context;
using store::Row;

namespace {

struct Waiting {
    MemberId member;
    std::uint32_t party = 0;
};

// A party larger than the whole event (its capacity was lowered) keeps its place but does not block the others.
Result<std::optional<Waiting>> firstWaiting(store::Database& db, const EventRow& event)
{
    return db.one("SELECT member, party FROM event_sign_up WHERE event = ?1 AND state = 2 AND party <= ?2"
                  " ORDER BY ord LIMIT 1",
                  {event.id, event.capacity}, [](const Row& row) {
                      return Waiting{row.id<MemberId>(0), static_cast<std::uint32_t>(row.integer(1))};
                  });
}

Result<void> takeSeats(store::Database& db, const OpId& event, std::int64_t persons)
{
    return db.run("UPDATE event SET taken = taken + ?2 WHERE id = ?1", {event, persons});
}

Result<void> setState(store::Database& db, const OpId& event, const MemberId& member, SignUpState state)
{
    return db.run("UPDATE event_sign_up SET state = ?3 WHERE event = ?1 AND member = ?2",
                  {event, member, static_cast<int>(state)});
}

// Signing up again after a withdrawal goes to the end of the order.
Result<void> putInLine(const Context& context, const OpId& event, std::uint32_t party)
{
    auto& db = context.db;
    constexpr auto waiting = static_cast<int>(SignUpState::Waiting);
    LINLI_CHECK(db.run("UPDATE event SET sign_ups = sign_ups + 1 WHERE id = ?1", {event}));
    LINLI_TRY(const auto order, db.count("SELECT sign_ups FROM event WHERE id = ?1", {event}));
    LINLI_CHECK(db.run("UPDATE event_sign_up SET party = ?3, state = ?4, ord = ?5, op_id = ?6, accepted_at = ?7"
                       " WHERE event = ?1 AND member = ?2",
                       {event, context.member, party, waiting, order, context.op, context.at}));
    if (db.changes() > 0)
        return {};
    return db.run("INSERT INTO event_sign_up(event, member, party, state, ord, checked_in, op_id, accepted_at)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7)",
                  {event, context.member, party, waiting, order, context.op, context.at});
}

Result<OpId> decidedEvent(std::string_view id)
{
    if (const auto event = OpId::fromBytes(asBytes(id)))
        return *event;
    return fail(ErrorKind::Internal, "events.unknown_event", "an operation was applied without having been decided");
}

} // namespace

std::string_view stateName(SignUpState state)
{
    switch (state) {
    case SignUpState::Going:
        return "going";
    case SignUpState::Waiting:
        return "waiting";
    case SignUpState::Withdrawn:
        return "withdrawn";
    }
    return "unknown";
}

Result<std::optional<SignUpRow>> findSignUpRow(store::Database& db, const OpId& event, const MemberId& member)
{
    return db.one("SELECT party, state, checked_in FROM event_sign_up WHERE event = ?1 AND member = ?2",
                  {event, member}, [](const Row& row) {
                      return SignUpRow{static_cast<std::uint32_t>(row.integer(0)),
                                       static_cast<SignUpState>(row.integer(1)), row.boolean(2)};
                  });
}

std::optional<MemberId> withdrawnMember(const Context& context, const pb::events::WithdrawFacts& facts)
{
    return facts.has_member() ? MemberId::fromBytes(asBytes(facts.member())) : context.member;
}

Result<void> moveUp(store::Database& db, const OpId& id)
{
    while (true) {
        LINLI_TRY(const auto event, findEventRow(db, asString(id.view())));
        if (!event)
            return {};
        LINLI_TRY(const auto first, firstWaiting(db, *event));
        if (!first || first->party > event->capacity - event->taken)
            return {};
        LINLI_CHECK(setState(db, id, first->member, SignUpState::Going));
        LINLI_CHECK(takeSeats(db, id, first->party));
    }
}

// Everybody joins the end of the line and goes at once when nobody is before them and the seats are free.
Result<void> signUp(const Context& context, const pb::events::SignUpFacts& facts,
                    const pb::events::Nothing* /*content*/)
{
    LINLI_TRY(const auto event, decidedEvent(facts.event()));
    LINLI_CHECK(putInLine(context, event, facts.companions() + 1));
    return moveUp(context.db, event);
}

Result<void> withdraw(const Context& context, const pb::events::WithdrawFacts& facts,
                      const pb::events::Nothing* /*content*/)
{
    LINLI_TRY(const auto event, decidedEvent(facts.event()));
    const auto member = withdrawnMember(context, facts);
    if (!member)
        return fail(ErrorKind::Internal, "events.not_signed_up",
                    "a withdrawal was applied without having been decided");
    LINLI_TRY(const auto row, findSignUpRow(context.db, event, *member));
    if (!row)
        return fail(ErrorKind::Internal, "events.not_signed_up",
                    "a withdrawal was applied without having been decided");
    LINLI_CHECK(setState(context.db, event, *member, SignUpState::Withdrawn));
    if (row->state == SignUpState::Going)
        LINLI_CHECK(takeSeats(context.db, event, -static_cast<std::int64_t>(row->party)));
    return moveUp(context.db, event); // also when a large waiting party left: a smaller one behind it may fit
}

Result<void> checkIn(const Context& context, const pb::events::CheckInFacts& facts,
                     const pb::events::Nothing* /*content*/)
{
    return context.db.run("UPDATE event_sign_up SET checked_in = 1 WHERE event = ?1 AND member = ?2",
                          {asBytes(facts.event()), asBytes(facts.member())});
}

} // namespace linli::events
