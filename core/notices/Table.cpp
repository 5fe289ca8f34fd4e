// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Table.h"

#include <array>

namespace linli::notices {
namespace {

constexpr int endedPlace = 9;
// Column area_kind; also in the inbox's query.
constexpr int communityArea = 0;
constexpr int compoundsArea = 1;
constexpr int buildingsArea = 2;

} // namespace

int placeOf(State state, Severity severity)
{
    return state == State::Live ? static_cast<int>(severity) : endedPlace;
}

std::string_view schema()
{
    return R"sql(
CREATE TABLE notices_notice(
    id BLOB PRIMARY KEY, author BLOB NOT NULL, msg_type INTEGER NOT NULL, category INTEGER NOT NULL,
    urgency INTEGER NOT NULL, severity INTEGER NOT NULL, certainty INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    onset_at INTEGER, effective_at INTEGER, area_kind INTEGER NOT NULL, state INTEGER NOT NULL, place INTEGER NOT NULL,
    superseded_by BLOB, acknowledged INTEGER NOT NULL, accepted_at INTEGER NOT NULL,
    headline TEXT, description TEXT, instruction TEXT) WITHOUT ROWID;
CREATE INDEX notices_notice_place ON notices_notice(place, accepted_at DESC, id DESC);
CREATE INDEX notices_notice_deadline ON notices_notice(expires_at) WHERE state = 0;
CREATE TABLE notices_area(notice BLOB NOT NULL, ref TEXT NOT NULL, PRIMARY KEY(notice, ref)) WITHOUT ROWID;
CREATE TABLE notices_reference(
    notice BLOB NOT NULL, ref BLOB NOT NULL, PRIMARY KEY(notice, ref)) WITHOUT ROWID;
CREATE TABLE notices_cancel(
    id BLOB PRIMARY KEY, notice BLOB NOT NULL UNIQUE, author BLOB NOT NULL, accepted_at INTEGER NOT NULL,
    reason TEXT) WITHOUT ROWID;
CREATE TABLE notices_ack(
    notice BLOB NOT NULL, member BLOB NOT NULL, op_id BLOB NOT NULL, accepted_at INTEGER NOT NULL,
    PRIMARY KEY(notice, member)) WITHOUT ROWID;
)sql";
}

std::span<const log::TableSpec> tableSpecs()
{
    static const std::array<log::TableSpec, 5> specs{{
        {"notices_notice",
         {"id"},
         {"author", "msg_type", "category", "urgency", "severity", "certainty", "expires_at", "onset_at",
          "effective_at", "area_kind", "state", "superseded_by", "acknowledged"},
         {"headline", "description", "instruction"},
         "id",
         "",
         "",
         {},
         true},
        {"notices_area", {"notice", "ref"}, {}, {}, "", "", "", {}, true},
        {"notices_reference", {"notice", "ref"}, {}, {}, "", "", "", {}, true},
        {"notices_cancel", {"id"}, {"notice", "author"}, {"reason"}, "id", "", "", {}, true},
        {"notices_ack", {"notice", "member"}, {"op_id"}, {}, "", ""},
    }};
    return specs;
}

Result<std::optional<Standing>> standing(store::Database& db, const OpId& notice)
{
    return db.one("SELECT author, state, expires_at FROM notices_notice WHERE id = ?1", {notice},
                  [](const store::Row& row) {
                      return Standing{row.id<MemberId>(0), static_cast<State>(row.integer(1)), row.time(2)};
                  });
}

Result<std::optional<Area>> areaOf(store::Database& db, const OpId& notice)
{
    LINLI_TRY(const auto kind, db.one("SELECT area_kind FROM notices_notice WHERE id = ?1", {notice},
                                      [](const store::Row& row) { return row.integer(0); }));
    if (!kind)
        return std::optional<Area>{};
    Area area;
    LINLI_CHECK(db.query("SELECT ref FROM notices_area WHERE notice = ?1 ORDER BY ref", {notice},
                         [&area, &kind](const store::Row& row) {
                             if (*kind == compoundsArea)
                                 area.compounds.push_back(row.textId<CompoundId>(0));
                             else
                                 area.buildings.push_back(row.textId<BuildingId>(0));
                             return true;
                         }));
    return std::optional(area);
}

Result<bool> hasAcknowledged(store::Database& db, const OpId& notice, const MemberId& member)
{
    LINLI_TRY(const auto found,
              db.count("SELECT COUNT(*) FROM notices_ack WHERE notice = ?1 AND member = ?2", {notice, member}));
    return found != 0;
}

namespace {

int areaKind(const Area& area)
{
    if (area.isCommunity())
        return communityArea;
    return area.buildings.empty() ? compoundsArea : buildingsArea;
}

Result<void> insertArea(const log::Context& context, const Area& area)
{
    constexpr const char* insert = "INSERT INTO notices_area(notice, ref) VALUES (?1, ?2)";
    for (const CompoundId& id : area.compounds)
        LINLI_CHECK(context.db.run(insert, {context.op, id}));
    for (const BuildingId& id : area.buildings)
        LINLI_CHECK(context.db.run(insert, {context.op, id}));
    return {};
}

Result<void> end(const log::Context& context, const OpId& notice, State state, const std::optional<OpId>& supersededBy)
{
    return context.db.run("UPDATE notices_notice SET state = ?2, place = ?3, superseded_by = ?4 WHERE id = ?1",
                          {notice, static_cast<int>(state), endedPlace, supersededBy});
}

} // namespace

Result<void> insertNotice(const log::Context& context, const Terms& terms, const Area& area,
                          std::span<const OpId> references, const NoticeTexts& texts)
{
    LINLI_CHECK(context.db.run(
        "INSERT INTO notices_notice(id, author, msg_type, category, urgency, severity, certainty, expires_at, "
        "onset_at, effective_at, area_kind, state, place, acknowledged, accepted_at, headline, description, "
        "instruction) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?6, 0, ?12, ?13, ?14, ?15)",
        {context.op, context.member, static_cast<int>(terms.msgType), static_cast<int>(terms.category),
         static_cast<int>(terms.urgency), static_cast<int>(terms.severity), static_cast<int>(terms.certainty),
         terms.expires, terms.onset, terms.effective, areaKind(area), context.at, texts.headline, texts.description,
         texts.instruction}));
    LINLI_CHECK(insertArea(context, area));
    for (const OpId& reference : references) {
        LINLI_CHECK(
            context.db.run("INSERT INTO notices_reference(notice, ref) VALUES (?1, ?2)", {context.op, reference}));
        LINLI_CHECK(end(context, reference, State::Superseded, context.op));
    }
    return {};
}

Result<void> cancelNotice(const log::Context& context, const OpId& notice, const std::optional<std::string>& reason)
{
    LINLI_CHECK(context.db.run(
        "INSERT INTO notices_cancel(id, notice, author, accepted_at, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        {context.op, notice, context.member, context.at, reason}));
    return end(context, notice, State::Cancelled, std::nullopt);
}

Result<void> insertAcknowledgement(const log::Context& context, const OpId& notice)
{
    LINLI_CHECK(context.db.run("INSERT INTO notices_ack(notice, member, op_id, accepted_at) VALUES (?1, ?2, ?3, ?4)",
                               {notice, context.member, context.op, context.at}));
    return context.db.run("UPDATE notices_notice SET acknowledged = acknowledged + 1 WHERE id = ?1", {notice});
}

Result<void> countAcknowledgements(store::Database& db)
{
    return db.run("UPDATE notices_notice SET acknowledged = "
                  "(SELECT count(*) FROM notices_ack a WHERE a.notice = notices_notice.id)");
}

Result<void> expireNotices(store::Database& db, Timestamp now)
{
    return db.run("UPDATE notices_notice SET state = ?2, place = ?3 WHERE state = 0 AND expires_at <= ?1",
                  {now, static_cast<int>(State::Expired), endedPlace});
}

Result<std::optional<Timestamp>> nextExpiry(store::Database& db)
{
    return db.one("SELECT expires_at FROM notices_notice WHERE state = 0 ORDER BY expires_at LIMIT 1", {},
                  [](const store::Row& row) { return row.time(0); });
}

} // namespace linli::notices
