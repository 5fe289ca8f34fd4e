// SPDX-License-Identifier: Apache-2.0
#include "app/resident/plans/PlanRows.h"

#include "core/log/Photos.h"
#include "core/plans/Roles.h"

namespace linli::resident {
namespace {

using plans::Phase;

Result<PlanStepRow> toStepRow(store::Database& db, const plans::PlanStep& step)
{
    PlanStepRow row{.id = step.op, .at = step.at, .percent = step.percent, .text = step.text.value_or("")};
    LINLI_TRY(row.author, memberName(db, step.author));
    LINLI_TRY(row.photos, log::photosOf(db, step.op));
    LINLI_TRY(row.own, ownOperation(db, step.op));
    return row;
}

Result<void> readSteps(store::Database& db, PlanPage& page)
{
    LINLI_TRY(const auto steps, plans::timeline(db, page.plan.id));
    for (const plans::PlanStep& step : steps) {
        if (step.kind != plans::PlanStep::Kind::Progress && step.kind != plans::PlanStep::Kind::Result)
            continue;
        LINLI_TRY(PlanStepRow row, toStepRow(db, step));
        if (step.kind == plans::PlanStep::Kind::Result)
            page.result = std::move(row);
        else
            page.progress.push_back(std::move(row));
    }
    return {};
}

Result<void> readRights(store::Database& db, PlanPage& page, const MemberId& self)
{
    const log::Context context{.db = db, .member = self};
    std::vector<BuildingId> places;
    if (page.plan.building)
        places.push_back(*page.plan.building);
    const Phase phase = page.plan.phase;
    LINLI_TRY(const auto post, plans::mayAct(context, "plans.progress", places));
    LINLI_TRY(const auto ask, plans::mayAct(context, "plans.open_poll", places));
    page.mayPost =
        post.accepted() && (phase == Phase::Published || phase == Phase::Approved || phase == Phase::UnderConstruction);
    page.mayFinish = post.accepted() && (phase == Phase::Approved || phase == Phase::UnderConstruction);
    page.mayOpenPoll = ask.accepted() && (phase == Phase::Published || phase == Phase::Rejected);
    return {};
}

} // namespace

Result<std::vector<PlanRow>> readPlanRows(store::Database& db, int limit)
{
    LINLI_TRY(const auto found, plans::plans(db, limit));
    std::vector<PlanRow> rows;
    for (const plans::Plan& plan : found) {
        PlanRow row{.id = plan.id,
                    .title = plan.title.value_or(""),
                    .cost = plan.cost,
                    .phase = plan.phase,
                    .percent = plan.percent,
                    .accepted = plan.accepted};
        LINLI_TRY(row.place, placeName(db, plan.building, plan.place));
        LINLI_TRY(const auto photos, log::photosOf(db, plan.id));
        if (!photos.empty())
            row.photo = photos.front();
        LINLI_TRY(row.own, ownOperation(db, plan.id));
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::optional<PlanPage>> readPlanPage(store::Database& db, const OpId& id, const MemberId& self)
{
    LINLI_TRY(auto found, plans::plan(db, id));
    if (!found)
        return std::optional<PlanPage>();
    PlanPage page{.plan = std::move(*found)};
    LINLI_TRY(page.author, memberName(db, page.plan.author));
    LINLI_TRY(page.place, placeName(db, page.plan.building, page.plan.place));
    LINLI_TRY(page.photos, log::photosOf(db, id));
    LINLI_TRY(page.own, ownOperation(db, id));
    LINLI_CHECK(readSteps(db, page));
    LINLI_CHECK(readRights(db, page, self));
    return std::optional(std::move(page));
}

} // namespace linli::resident
