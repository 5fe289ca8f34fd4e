// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Table.h"

#include "core/hazards/Catalogue.h"
#include "core/log/Photos.h"

#include <cmath>

namespace linli::hazards {
namespace {

using log::Context;

std::optional<std::string> textOf(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

/// Where the map shows a report: its own point, else the middle of its building.
struct MapPlace {
    std::int64_t latitudeE7 = 0;
    std::int64_t longitudeE7 = 0;
};
Result<MapPlace> mapPlace(const Context& context, const pb::hazards::ReportFacts& facts)
{
    if (facts.has_position())
        return MapPlace{facts.position().latitude_e7(), facts.position().longitude_e7()};
    LINLI_TRY(const auto building, members::building(context.db, BuildingId{facts.building()}));
    if (!building)
        return fail(ErrorKind::Internal, "hazards.unknown_building", "applied without having been decided");
    const members::Point centre = building->centre();
    return MapPlace{std::llround(centre.latitude * 1e7), std::llround(centre.longitude * 1e7)};
}

Result<void> insertHazard(const Context& context, const pb::hazards::ReportFacts& facts,
                          const pb::hazards::ReportContent* content)
{
    const Item* const item = catalogue().item(facts.item());
    if (item == nullptr)
        return fail(ErrorKind::Internal, "hazards.unknown_item", "applied without having been decided");
    LINLI_TRY(const MapPlace map, mapPlace(context, facts));
    const auto number = [&](std::int32_t value) {
        return facts.has_position() ? std::optional<std::int64_t>(value) : std::nullopt;
    };
    const auto written = [&](const std::string& (pb::hazards::ReportContent::*text)() const) {
        return content != nullptr ? std::optional((content->*text)()) : std::nullopt;
    };
    return context.db.run(
        "INSERT INTO hazard(id, author, item, category, building, lat_e7, lon_e7, map_lat_e7, map_lon_e7, on_behalf,"
        " household, photos, state, reason, reopened, accepted_at, changed_at, place, private, text, place_detail,"
        " behalf_name, behalf_contact, unreadable) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0, 0, 0,"
        " ?13, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        {context.op,
         context.member,
         item->id,
         item->category,
         textOf(facts.building()),
         number(facts.position().latitude_e7()),
         number(facts.position().longitude_e7()),
         map.latitudeE7,
         map.longitudeE7,
         facts.on_behalf(),
         textOf(facts.household()),
         facts.photos_size(),
         context.at,
         context.pending() ? pendingPlace : static_cast<std::int64_t>(context.seq.value),
         !context.audience.isCommunity(),
         written(&pb::hazards::ReportContent::text),
         written(&pb::hazards::ReportContent::place),
         written(&pb::hazards::ReportContent::behalf_name),
         written(&pb::hazards::ReportContent::behalf_contact),
         context.unreadable});
}

} // namespace

std::string_view schema()
{
    // unreadable: the words are sealed to a key that this store does not have (yet).
    // lat_e7 and lon_e7 are what the reporter gave. map_* may be a building's middle, which is computed in floating point
    // and therefore no part of a digest. hazard_by_position holds all that a map shows: its screen needs no other page.
    return R"sql(
        CREATE TABLE hazard(
            id BLOB PRIMARY KEY, author BLOB NOT NULL, item TEXT NOT NULL, category TEXT NOT NULL, building TEXT,
            lat_e7 INTEGER, lon_e7 INTEGER, map_lat_e7 INTEGER NOT NULL, map_lon_e7 INTEGER NOT NULL,
            on_behalf INTEGER NOT NULL, household TEXT, photos INTEGER NOT NULL,
            state INTEGER NOT NULL, reason INTEGER NOT NULL, duplicate_of BLOB, assignee BLOB, expected_at INTEGER,
            reopened INTEGER NOT NULL, first_fixed_at INTEGER, accepted_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL, place INTEGER NOT NULL, private INTEGER NOT NULL,
            text TEXT, place_detail TEXT, behalf_name TEXT, behalf_contact TEXT,
            unreadable INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX hazard_by_place ON hazard(place, id);
        CREATE INDEX hazard_by_author ON hazard(author, place, id);
        CREATE INDEX hazard_by_building ON hazard(building, place, id) WHERE building IS NOT NULL;
        CREATE INDEX hazard_by_position ON hazard(map_lat_e7, map_lon_e7, state, item);
        CREATE TABLE hazard_event(
            op_id BLOB PRIMARY KEY, hazard BLOB NOT NULL, action INTEGER NOT NULL, member BLOB NOT NULL,
            state INTEGER, answer INTEGER, reason INTEGER NOT NULL, duplicate_of BLOB, assignee BLOB,
            expected_at INTEGER, photos INTEGER NOT NULL, accepted_at INTEGER NOT NULL, place INTEGER NOT NULL,
            private INTEGER NOT NULL, note TEXT, unreadable INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX hazard_event_by_hazard ON hazard_event(hazard, place, accepted_at);
        CREATE TABLE hazard_support(
            hazard BLOB NOT NULL, member BLOB NOT NULL, op_id BLOB NOT NULL,
            PRIMARY KEY(hazard, member)) WITHOUT ROWID;
        CREATE TABLE hazard_rating(
            hazard BLOB NOT NULL, member BLOB NOT NULL, round INTEGER NOT NULL, answer INTEGER NOT NULL,
            op_id BLOB NOT NULL, PRIMARY KEY(hazard, member)) WITHOUT ROWID;
        CREATE TABLE hazard_photo(
            hazard BLOB NOT NULL, sha256 BLOB NOT NULL, op_id BLOB NOT NULL, private INTEGER NOT NULL,
            PRIMARY KEY(hazard, sha256)) WITHOUT ROWID;
    )sql";
}

std::span<const log::TableSpec> tableSpecs()
{
    static const std::vector<log::TableSpec> specs = {
        {.name = "hazard",
         .key = {"id"},
         .facts = {"author", "item", "building", "lat_e7", "lon_e7", "on_behalf", "household", "photos", "state",
                   "reason", "duplicate_of", "assignee", "expected_at", "reopened"},
         .content = {"text", "place_detail", "behalf_name", "behalf_contact"},
         .opColumn = "id",
         .privateColumn = "private",
         .authorColumn = "author",
         .perRow = "INSERT INTO hazard_text_queue(waiting) VALUES(?1)",
         .perRowColumn = "place"},
        {.name = "hazard_event",
         .key = {"op_id"},
         .facts = {"hazard", "action", "member", "state", "answer", "reason", "duplicate_of", "assignee", "expected_at",
                   "photos"},
         .content = {"note"},
         .opColumn = "op_id",
         .privateColumn = "private",
         .authorColumn = "member"},
        {.name = "hazard_support",
         .key = {"hazard", "member"},
         .facts = {"op_id"},
         .content = {},
         .opColumn = "op_id",
         .privateColumn = {}},
        {.name = "hazard_rating",
         .key = {"hazard", "member"},
         .facts = {"round", "answer", "op_id"},
         .content = {},
         .opColumn = "op_id",
         .privateColumn = {}},
        {.name = "hazard_photo",
         .key = {"hazard", "sha256"},
         .facts = {"op_id"},
         .content = {},
         .opColumn = "op_id",
         .privateColumn = "private"},
    };
    return specs;
}

Result<std::optional<HazardState>> findState(store::Database& db, const OpId& hazard)
{
    return db.one("SELECT author, building, state, reason, assignee, reopened, private FROM hazard WHERE id = ?1",
                  {hazard}, [&](const store::Row& row) {
                      HazardState state;
                      state.id = hazard;
                      state.author = row.id<MemberId>(0);
                      if (!row.isNull(1))
                          state.building = row.textId<BuildingId>(1);
                      state.state = stateFrom(row.integer(2)).value_or(State::Reported);
                      state.reason = reasonFrom(row.integer(3)).value_or(ClosingReason::None);
                      if (!row.isNull(4))
                          state.assignee = row.id<MemberId>(4);
                      state.reopened = static_cast<int>(row.integer(5));
                      state.isPrivate = row.boolean(6);
                      return state;
                  });
}

Result<void> insertReport(const Context& context, const pb::hazards::ReportFacts& facts,
                          const pb::hazards::ReportContent* content)
{
    LINLI_CHECK(insertHazard(context, facts, content));
    EventRow event{
        .hazard = context.op, .action = Action::Report, .state = State::Reported, .photos = facts.photos_size()};
    if (content != nullptr)
        event.note.emplace();
    LINLI_CHECK(insertEvent(context, event));
    const std::vector<std::string> photos(facts.photos().begin(), facts.photos().end());
    return insertPhotos(context, context.op, photos);
}

Result<void> revealReport(const Context& context, const pb::hazards::ReportFacts&,
                          const pb::hazards::ReportContent& content)
{
    LINLI_CHECK(
        context.db.run("UPDATE hazard SET text = ?2, place_detail = ?3, behalf_name = ?4, behalf_contact = ?5,"
                       " unreadable = 0 WHERE id = ?1",
                       {context.op, content.text(), content.place(), content.behalf_name(), content.behalf_contact()}));
    return revealNote(context, "");
}

} // namespace linli::hazards
