// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Rules.h"

#include "core/members/Directory.h"
#include "core/plans/Roles.h"
#include "core/plans/Table.h"

namespace linli::plans {

using log::Context;
using log::Verdict;

namespace {

bool isCost(std::int64_t fen)
{
    return fen >= 0 && fen <= maxCostFen;
}

bool isTime(std::int64_t ms)
{
    return ms >= 0 && ms <= maxTimeMs;
}

bool isPoint(const pb::plans::Point& point)
{
    return members::isValid({point.latitude_e7() / 1e7, point.longitude_e7() / 1e7});
}

bool isSchedule(const pb::plans::PublishFacts& facts)
{
    if (!isTime(facts.starts_ms()) || !isTime(facts.ends_ms()))
        return false;
    return !facts.has_starts_ms() || !facts.has_ends_ms() || facts.starts_ms() <= facts.ends_ms();
}

Verdict checkPublishFacts(const pb::plans::PublishFacts& facts)
{
    if (!isCost(facts.cost_fen()))
        return Verdict::reject("plans.cost");
    if (facts.has_fund_account() && facts.fund_account().size() != OpId{}.bytes.size())
        return Verdict::reject("plans.fund_id");
    if (facts.has_point() && !isPoint(facts.point()))
        return Verdict::reject("plans.point");
    if (!isSchedule(facts))
        return Verdict::reject("plans.schedule");
    return Verdict::accept();
}

// Finds the plan of a post and asks whether its author may post there.
struct Target {
    PlanState plan;
    Verdict verdict;
};
Result<Target> findTarget(const Context& context, std::string_view kind, const std::string& id)
{
    if (!context.audience.isCommunity())
        return Target{{}, Verdict::reject("op.audience")};
    LINLI_TRY(const auto plan, findPlanState(context.db, id));
    if (!plan)
        return Target{{}, Verdict::reject("plans.unknown_plan")};
    LINLI_TRY(auto verdict, mayAct(context, kind, placesOf(*plan)));
    return Target{*plan, std::move(verdict)};
}

} // namespace

Result<Verdict> decidePublish(const Context& context, const pb::plans::PublishFacts& facts)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    if (auto verdict = checkPublishFacts(facts); !verdict.accepted())
        return verdict;
    std::vector<BuildingId> places;
    if (facts.has_building()) {
        places.push_back(BuildingId{facts.building()});
        LINLI_TRY(const auto building, members::building(context.db, places.front()));
        if (!building)
            return Verdict::reject("plans.unknown_building");
    }
    return mayAct(context, "plans.publish", places);
}

Result<Verdict> decideProgress(const Context& context, const pb::plans::ProgressFacts& facts)
{
    LINLI_TRY(const auto target, findTarget(context, "plans.progress", facts.plan()));
    if (!target.verdict.accepted())
        return target.verdict;
    switch (target.plan.phase) {
    case Phase::Voting:
        return Verdict::reject("plans.still_voting");
    case Phase::Rejected:
        return Verdict::reject("plans.plan_rejected");
    case Phase::Completed:
        return Verdict::reject("plans.plan_completed");
    case Phase::Published:
    case Phase::Approved:
    case Phase::UnderConstruction:
        break;
    }
    if (facts.percent() > 100)
        return Verdict::reject("plans.percent");
    if (static_cast<int>(facts.percent()) < target.plan.percent)
        return Verdict::reject("plans.percent_decreases");
    return Verdict::accept();
}

Result<Verdict> decideResult(const Context& context, const pb::plans::ResultFacts& facts)
{
    LINLI_TRY(const auto target, findTarget(context, "plans.result", facts.plan()));
    if (!target.verdict.accepted())
        return target.verdict;
    switch (target.plan.phase) {
    case Phase::Published:
        return Verdict::reject("plans.not_started");
    case Phase::Voting:
        return Verdict::reject("plans.still_voting");
    case Phase::Rejected:
        return Verdict::reject("plans.plan_rejected");
    case Phase::Completed:
        return Verdict::reject("plans.plan_completed");
    case Phase::Approved:
    case Phase::UnderConstruction:
        break;
    }
    return isCost(facts.final_cost_fen()) ? Verdict::accept() : Verdict::reject("plans.cost");
}

} // namespace linli::plans
