// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Queries.h"

#include <algorithm>
#include <array>

namespace linli::plans {

using store::Row;

namespace {

// The order that readPlan expects; a macro because the statements are compile-time literals.
#define LINLI_PLAN_COLUMNS                                                                                             \
    "SELECT id, member, cost_fen, fund, building, latitude_e7, longitude_e7, starts_ms, ends_ms, phase, percent,"      \
    " final_cost_fen, accepted_at, title, text, place FROM plan "

Plan readPlan(const Row& row)
{
    Plan plan;
    plan.id = row.id<OpId>(0);
    plan.author = row.id<MemberId>(1);
    plan.cost = row.money(2);
    if (!row.isNull(3))
        plan.fund = row.id<OpId>(3);
    if (!row.isNull(4))
        plan.building = row.textId<BuildingId>(4);
    if (!row.isNull(5))
        plan.point =
            members::Point{static_cast<double>(row.integer(5)) / 1e7, static_cast<double>(row.integer(6)) / 1e7};
    plan.starts = row.optionalTime(7);
    plan.ends = row.optionalTime(8);
    plan.phase = static_cast<Phase>(row.integer(9));
    plan.percent = static_cast<int>(row.integer(10));
    if (!row.isNull(11))
        plan.finalCost = row.money(11);
    plan.accepted = row.time(12);
    plan.title = row.optionalText(13);
    plan.text = row.optionalText(14);
    plan.place = row.optionalText(15);
    return plan;
}

PlanStep readStep(const Row& row)
{
    PlanStep step;
    step.op = row.id<OpId>(0);
    step.author = row.id<MemberId>(1);
    step.at = row.time(2);
    step.percent = static_cast<int>(row.integer(3));
    step.kind = row.isNull(4) ? PlanStep::Kind::Progress : PlanStep::Kind::Result;
    if (!row.isNull(4))
        step.finalCost = row.money(4);
    step.text = row.optionalText(5);
    return step;
}

void addPollSteps(const Poll& poll, std::vector<PlanStep>& steps)
{
    PlanStep opened;
    opened.kind = PlanStep::Kind::PollOpened;
    opened.op = poll.id;
    opened.author = poll.author;
    opened.at = poll.accepted;
    opened.text = poll.question;
    steps.push_back(opened);
    if (!poll.closed)
        return;
    PlanStep closed;
    closed.kind = PlanStep::Kind::PollClosed;
    closed.op = poll.id;
    closed.at = poll.closes;
    closed.outcome = poll.outcome;
    steps.push_back(closed);
}

} // namespace

std::string_view stepName(PlanStep::Kind kind)
{
    constexpr std::array<std::string_view, 5> names{"published", "poll_opened", "poll_closed", "progress", "result"};
    return names.at(static_cast<std::size_t>(kind));
}

Result<std::vector<Plan>> plans(store::Database& db, int limit, const std::optional<PlanKey>& after)
{
    if (!after)
        return db.all(LINLI_PLAN_COLUMNS "ORDER BY accepted_at DESC, id DESC LIMIT ?1", {limit}, readPlan);
    return db.all(LINLI_PLAN_COLUMNS "WHERE (accepted_at, id) < (?1, ?2) ORDER BY accepted_at DESC, id DESC LIMIT ?3",
                  {after->accepted, after->id, limit}, readPlan);
}

Result<std::optional<Plan>> plan(store::Database& db, const OpId& id)
{
    return db.one(LINLI_PLAN_COLUMNS "WHERE id = ?1", {id}, readPlan);
}

Result<std::vector<PlanStep>> timeline(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto found, plan(db, id));
    if (!found)
        return std::vector<PlanStep>{};
    std::vector<PlanStep> steps(1);
    steps.front().op = found->id;
    steps.front().author = found->author;
    steps.front().at = found->accepted;
    steps.front().text = found->text;
    // Phases forbid posts while a poll runs, so polls before posts is the log's order wherever two times are equal.
    LINLI_TRY(const auto held, pollsOf(db, id));
    for (const auto& poll : held)
        addPollSteps(poll, steps);
    LINLI_TRY(const auto posts, db.all("SELECT op_id, member, accepted_at, percent, final_cost_fen, text FROM plan_step"
                                       " WHERE plan = ?1 ORDER BY ord",
                                       {id}, readStep));
    steps.insert(steps.end(), posts.begin(), posts.end());
    std::ranges::stable_sort(steps, {}, &PlanStep::at);
    return steps;
}

} // namespace linli::plans
