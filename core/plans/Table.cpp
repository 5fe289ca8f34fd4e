// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Table.h"

#include "core/log/Photos.h"

#include <array>

namespace linli::plans {

using log::Context;

namespace {

constexpr std::string_view schemaSql = R"sql(
CREATE TABLE plan (
  id BLOB PRIMARY KEY,
  member BLOB NOT NULL,
  cost_fen INTEGER NOT NULL,
  fund BLOB,
  building TEXT,
  latitude_e7 INTEGER,
  longitude_e7 INTEGER,
  starts_ms INTEGER,
  ends_ms INTEGER,
  phase INTEGER NOT NULL,
  percent INTEGER NOT NULL,
  final_cost_fen INTEGER,
  steps INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  title TEXT,
  text TEXT,
  place TEXT
) WITHOUT ROWID;
CREATE INDEX plan_by_time ON plan(accepted_at, id);

CREATE TABLE plan_step (
  op_id BLOB PRIMARY KEY,
  plan BLOB NOT NULL,
  ord INTEGER NOT NULL,
  percent INTEGER NOT NULL,
  final_cost_fen INTEGER,
  member BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  text TEXT
) WITHOUT ROWID;
CREATE INDEX plan_step_by_plan ON plan_step(plan, ord);

CREATE TABLE poll (
  id BLOB PRIMARY KEY,
  plan BLOB,
  member BLOB NOT NULL,
  rule TEXT NOT NULL,
  options INTEGER NOT NULL,
  opens_ms INTEGER NOT NULL,
  closes_ms INTEGER NOT NULL,
  quorum_percent INTEGER NOT NULL,
  roll INTEGER NOT NULL,
  ballots INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  winner INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  question TEXT
) WITHOUT ROWID;
CREATE INDEX poll_by_close ON poll(closed, closes_ms, id);
CREATE INDEX poll_by_plan ON poll(plan, accepted_at) WHERE plan IS NOT NULL;

CREATE TABLE poll_option (
  poll BLOB NOT NULL,
  option INTEGER NOT NULL,
  text TEXT,
  PRIMARY KEY (poll, option)
) WITHOUT ROWID;

CREATE TABLE poll_roll (
  poll BLOB NOT NULL,
  household TEXT NOT NULL,
  area_cm2 INTEGER NOT NULL,
  PRIMARY KEY (poll, household)
) WITHOUT ROWID;

CREATE TABLE ballot (
  poll BLOB NOT NULL,
  household TEXT NOT NULL,
  choice INTEGER NOT NULL,
  member BLOB NOT NULL,
  op_id BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (poll, household)
) WITHOUT ROWID;

CREATE TABLE poll_tally (
  poll BLOB NOT NULL,
  option INTEGER NOT NULL,
  votes INTEGER NOT NULL,
  PRIMARY KEY (poll, option)
) WITHOUT ROWID;
)sql";

// Steps of one plan are numbered by a counter in the plan's row, so that their order is the log's order whether they
// are pending or confirmed.
Result<void> insertStep(const Context& context, const std::string& plan, int percent,
                        std::optional<std::int64_t> finalCost, const std::string* text)
{
    LINLI_CHECK(context.db.run("INSERT INTO plan_step(op_id, plan, ord, percent, final_cost_fen, member, accepted_at,"
                               " text) SELECT ?1, id, steps + 1, ?3, ?4, ?5, ?6, ?7 FROM plan WHERE id = ?2",
                               {context.op, asBytes(plan), percent, finalCost, context.member, context.at,
                                text ? store::Value(*text) : store::Value(nullptr)}));
    const Phase phase = finalCost ? Phase::Completed : Phase::UnderConstruction;
    return context.db.run("UPDATE plan SET steps = steps + 1, percent = ?2, phase = ?3,"
                          " final_cost_fen = coalesce(?4, final_cost_fen) WHERE id = ?1",
                          {asBytes(plan), percent, static_cast<int>(phase), finalCost});
}

} // namespace

std::string_view phaseName(Phase phase)
{
    constexpr std::array<std::string_view, 6> names{"published",          "voting",   "approved", "rejected",
                                                    "under_construction", "completed"};
    const auto index = static_cast<std::size_t>(phase);
    return index < names.size() ? names[index] : "unknown";
}

std::string_view schema()
{
    return schemaSql;
}

std::span<const log::TableSpec> tables()
{
    static const std::vector<log::TableSpec> specs{
        {"plan",
         {"id"},
         {"member", "cost_fen", "fund", "building", "latitude_e7", "longitude_e7", "starts_ms", "ends_ms", "phase",
          "percent", "final_cost_fen", "steps"},
         {"title", "text", "place"},
         "id",
         "",
         "member"},
        {"plan_step",
         {"op_id"},
         {"plan", "ord", "percent", "final_cost_fen", "member"},
         {"text"},
         "op_id",
         "",
         "member"},
        {"poll",
         {"id"},
         {"plan", "member", "rule", "options", "opens_ms", "closes_ms", "quorum_percent", "roll", "ballots", "closed",
          "outcome", "winner"},
         {"question"},
         "id",
         "",
         "member"},
        {"poll_option", {"poll", "option"}, {}, {"text"}, "poll", ""},
        {"poll_roll", {"poll", "household"}, {"area_cm2"}, {}, "", ""},
        {"ballot", {"poll", "household"}, {"choice", "member", "op_id"}, {}, "op_id", ""},
        {"poll_tally", {"poll", "option"}, {"votes"}, {}, "", ""},
    };
    return specs;
}

Result<std::optional<PlanState>> findPlanState(store::Database& db, std::string_view id)
{
    return db.one("SELECT id, phase, percent, building FROM plan WHERE id = ?1", {asBytes(id)},
                  [](const store::Row& row) {
                      PlanState plan{row.id<OpId>(0), static_cast<Phase>(row.integer(1)),
                                     static_cast<int>(row.integer(2)), std::nullopt};
                      if (!row.isNull(3))
                          plan.building = row.textId<BuildingId>(3);
                      return plan;
                  });
}

std::vector<BuildingId> placesOf(const PlanState& plan)
{
    return plan.building ? std::vector{*plan.building} : std::vector<BuildingId>{};
}

Result<void> insertPlan(const Context& context, const pb::plans::PublishFacts& facts,
                        const pb::plans::PublishContent* content)
{
    using store::Value;
    const Value none(nullptr);
    LINLI_CHECK(context.db.run(
        "INSERT INTO plan(id, member, cost_fen, fund, building, latitude_e7, longitude_e7, starts_ms, ends_ms, phase,"
        " percent, steps, accepted_at, title, text, place)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, ?10, ?11, ?12, ?13)",
        {context.op, context.member, facts.cost_fen(),
         facts.has_fund_account() ? Value(asBytes(facts.fund_account())) : none,
         facts.has_building() ? Value(facts.building()) : none,
         facts.has_point() ? Value(facts.point().latitude_e7()) : none,
         facts.has_point() ? Value(facts.point().longitude_e7()) : none,
         facts.has_starts_ms() ? Value(facts.starts_ms()) : none, facts.has_ends_ms() ? Value(facts.ends_ms()) : none,
         context.at, content ? Value(content->title()) : none, content ? Value(content->text()) : none,
         content ? Value(content->place()) : none}));
    return content ? log::addPhotos(context, content->photos()) : Result<void>{};
}

Result<void> insertProgress(const Context& context, const pb::plans::ProgressFacts& facts,
                            const pb::plans::ProgressContent* content)
{
    LINLI_CHECK(insertStep(context, facts.plan(), static_cast<int>(facts.percent()), std::nullopt,
                           content ? &content->text() : nullptr));
    return content ? log::addPhotos(context, content->photos()) : Result<void>{};
}

Result<void> insertResult(const Context& context, const pb::plans::ResultFacts& facts,
                          const pb::plans::ResultContent* content)
{
    LINLI_CHECK(insertStep(context, facts.plan(), 100, facts.final_cost_fen(), content ? &content->text() : nullptr));
    return content ? log::addPhotos(context, content->photos()) : Result<void>{};
}

} // namespace linli::plans
