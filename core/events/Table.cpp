// SPDX-License-Identifier: Apache-2.0
#include "core/events/Table.h"

#include "core/log/Photos.h"

namespace linli::events {

using log::Context;
using store::Value;

namespace {

constexpr std::string_view schemaSql = R"sql(
CREATE TABLE event (
  id BLOB PRIMARY KEY,
  member BLOB NOT NULL,
  starts_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,
  signup_closes_ms INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  companions_max INTEGER NOT NULL,
  building TEXT,
  latitude_e7 INTEGER,
  longitude_e7 INTEGER,
  state INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  sign_ups INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  title TEXT,
  text TEXT,
  place TEXT
) WITHOUT ROWID;
CREATE INDEX event_by_start ON event(starts_ms, id);
CREATE INDEX event_to_start ON event(starts_ms) WHERE state = 0;

CREATE TABLE event_sign_up (
  event BLOB NOT NULL,
  member BLOB NOT NULL,
  party INTEGER NOT NULL,
  state INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  checked_in INTEGER NOT NULL,
  op_id BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (event, member)
) WITHOUT ROWID;
CREATE INDEX event_sign_up_by_order ON event_sign_up(event, state, ord, party);
CREATE INDEX event_sign_up_by_member ON event_sign_up(member, event);

CREATE TABLE event_cancellation (
  event BLOB PRIMARY KEY,
  op_id BLOB NOT NULL,
  member BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  reason TEXT
) WITHOUT ROWID;
)sql";

} // namespace

std::string_view stateName(EventState state)
{
    switch (state) {
    case EventState::Published:
        return "published";
    case EventState::Started:
        return "started";
    case EventState::Cancelled:
        return "cancelled";
    }
    return "unknown";
}

std::string_view schema()
{
    return schemaSql;
}

std::span<const log::TableSpec> tables()
{
    static const std::vector<log::TableSpec> specs{
        {"event",
         {"id"},
         {"member", "starts_ms", "ends_ms", "signup_closes_ms", "capacity", "companions_max", "building", "latitude_e7",
          "longitude_e7", "state", "taken", "sign_ups"},
         {"title", "text", "place"},
         "id",
         "",
         "member"},
        {"event_sign_up", {"event", "member"}, {"party", "state", "ord", "checked_in", "op_id"}, {}, "op_id", ""},
        {"event_cancellation", {"event"}, {"op_id", "member"}, {"reason"}, "op_id", ""},
    };
    return specs;
}

Result<std::optional<EventRow>> findEventRow(store::Database& db, std::string_view id)
{
    return db.one("SELECT id, member, building, starts_ms, ends_ms, signup_closes_ms, capacity, companions_max, taken,"
                  " state FROM event WHERE id = ?1",
                  {asBytes(id)}, [](const store::Row& row) {
                      const auto number = [&](int column) { return static_cast<std::uint32_t>(row.integer(column)); };
                      EventRow event{row.id<OpId>(0), row.id<MemberId>(1),
                                     std::nullopt,    row.time(3),
                                     row.time(4),     row.time(5),
                                     number(6),       number(7),
                                     number(8),       static_cast<EventState>(row.integer(9))};
                      if (!row.isNull(2))
                          event.building = row.textId<BuildingId>(2);
                      return event;
                  });
}

Result<void> insertEvent(const Context& context, const pb::events::PublishFacts& facts,
                         const pb::events::PublishContent* content)
{
    const Value none(nullptr);
    const auto closes = facts.has_signup_closes_ms() ? facts.signup_closes_ms() : facts.starts_ms();
    LINLI_CHECK(context.db.run(
        "INSERT INTO event(id, member, starts_ms, ends_ms, signup_closes_ms, capacity, companions_max, building,"
        " latitude_e7, longitude_e7, state, taken, sign_ups, accepted_at, title, text, place)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, 0, ?11, ?12, ?13, ?14)",
        {context.op, context.member, facts.starts_ms(), facts.ends_ms(), closes, facts.capacity(),
         facts.companions_max(), facts.has_building() ? Value(facts.building()) : none,
         facts.has_point() ? Value(facts.point().latitude_e7()) : none,
         facts.has_point() ? Value(facts.point().longitude_e7()) : none, context.at,
         content ? Value(content->title()) : none, content ? Value(content->text()) : none,
         content ? Value(content->place()) : none}));
    return content ? log::addPhotos(context, content->photos()) : Result<void>{};
}

Result<void> updateEvent(const Context& context, const pb::events::UpdateFacts& facts,
                         const pb::events::Nothing* /*content*/)
{
    LINLI_TRY(const auto event, findEventRow(context.db, facts.event()));
    if (!event)
        return fail(ErrorKind::Internal, "events.unknown_event", "an update was applied without having been decided");
    LINLI_CHECK(context.db.run("UPDATE event SET capacity = ?2 WHERE id = ?1", {event->id, facts.capacity()}));
    return moveUp(context.db, event->id);
}

Result<void> cancelEvent(const Context& context, const pb::events::CancelFacts& facts,
                         const pb::events::CancelContent* content)
{
    const ByteView event = asBytes(facts.event());
    LINLI_CHECK(context.db.run(
        "INSERT INTO event_cancellation(event, op_id, member, accepted_at, reason)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        {event, context.op, context.member, context.at, content ? Value(content->reason()) : Value(nullptr)}));
    return context.db.run("UPDATE event SET state = ?2 WHERE id = ?1",
                          {event, static_cast<int>(EventState::Cancelled)});
}

Result<void> startEvents(store::Database& db, Timestamp now)
{
    return db.run("UPDATE event SET state = 1 WHERE state = 0 AND starts_ms <= ?1", {now});
}

Result<std::optional<Timestamp>> nextStart(store::Database& db)
{
    return db.one("SELECT starts_ms FROM event WHERE state = 0 ORDER BY starts_ms LIMIT 1", {},
                  [](const store::Row& row) { return row.time(0); });
}

} // namespace linli::events
