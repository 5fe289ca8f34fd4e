// SPDX-License-Identifier: Apache-2.0
#include "core/plans/PollRules.h"

#include "core/plans/Roles.h"
#include "core/plans/Rules.h"
#include "core/plans/Table.h"

#include <algorithm>
#include <set>

namespace linli::plans {

using log::Context;
using log::Verdict;

namespace {

Verdict checkPollFacts(const pb::plans::OpenPollFacts& facts, Timestamp at)
{
    if (facts.rule() != householdMajorityRule)
        return Verdict::reject("plans.unknown_rule");
    if (facts.options() < minOptions || facts.options() > maxOptions)
        return Verdict::reject("plans.options");
    if (facts.has_plan() && facts.options() != planOptions)
        return Verdict::reject("plans.plan_options");
    if (facts.quorum_percent() > 100)
        return Verdict::reject("plans.quorum");
    if (facts.opens_ms() < 0 || facts.closes_ms() > maxTimeMs || facts.opens_ms() > facts.closes_ms())
        return Verdict::reject("plans.schedule");
    if (facts.closes_ms() <= toMs(at))
        return Verdict::reject("plans.closes_in_past");
    if (facts.closes_ms() - std::max(facts.opens_ms(), toMs(at)) > maxPollMs)
        return Verdict::reject("plans.poll_too_long");
    return Verdict::accept();
}

Result<Verdict> checkScope(const Context& context, const pb::plans::OpenPollFacts& facts)
{
    for (const auto& name : facts.compounds()) {
        LINLI_TRY(const auto compound, members::compound(context.db, CompoundId{name}));
        if (!compound)
            return Verdict::reject("plans.unknown_compound");
    }
    for (const auto& name : facts.buildings()) {
        LINLI_TRY(const auto building, members::building(context.db, BuildingId{name}));
        if (!building)
            return Verdict::reject("plans.unknown_building");
    }
    return Verdict::accept();
}

Verdict checkPlanPhase(Phase phase)
{
    switch (phase) {
    case Phase::Published:
    case Phase::Rejected: // a plan that failed may be put to the vote again; the first poll stays in its timeline
        return Verdict::accept();
    case Phase::Voting:
        return Verdict::reject("plans.already_voting");
    case Phase::Approved:
    case Phase::UnderConstruction:
    case Phase::Completed:
        return Verdict::reject("plans.already_decided");
    }
    return Verdict::reject("plans.already_decided");
}

// Every building a captain must be captain of: the roll's, and the plan's own, or a captain could let one building
// decide on what belongs to all. Empty: more than single buildings.
std::vector<BuildingId> pollPlaces(const pb::plans::OpenPollFacts& facts, const std::optional<PlanState>& plan)
{
    if (facts.compounds_size() > 0 || facts.buildings_size() == 0 || (plan && !plan->building))
        return {};
    std::vector<BuildingId> places;
    for (const auto& name : facts.buildings())
        places.push_back(BuildingId{name});
    if (plan)
        places.push_back(*plan->building);
    return places;
}

Verdict checkPollTime(const PollState& poll, Timestamp at)
{
    if (poll.closed || at >= poll.closes)
        return Verdict::reject("plans.poll_closed");
    return at < poll.opens ? Verdict::reject("plans.poll_not_open") : Verdict::accept();
}

} // namespace

Result<std::vector<members::Household>> selectRoll(store::Database& db, const pb::plans::OpenPollFacts& facts)
{
    LINLI_TRY(auto households, members::households(db));
    if (facts.compounds_size() == 0 && facts.buildings_size() == 0)
        return households;
    std::set<BuildingId> chosen;
    for (const auto& name : facts.buildings())
        chosen.insert(BuildingId{name});
    LINLI_TRY(const auto buildings, members::buildings(db));
    for (const auto& building : buildings) {
        if (std::ranges::contains(facts.compounds(), building.compound.value))
            chosen.insert(building.id);
    }
    std::erase_if(households, [&](const members::Household& home) { return !chosen.contains(home.building); });
    return households;
}

Result<Verdict> decideOpenPoll(const Context& context, const pb::plans::OpenPollFacts& facts)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    if (auto verdict = checkPollFacts(facts, context.at); !verdict.accepted())
        return verdict;
    std::optional<PlanState> plan;
    if (facts.has_plan()) {
        LINLI_TRY(plan, findPlanState(context.db, facts.plan()));
        if (!plan)
            return Verdict::reject("plans.unknown_plan");
    }
    LINLI_TRY(auto scope, checkScope(context, facts));
    if (!scope.accepted())
        return scope;
    LINLI_TRY(auto allowed, mayAct(context, "plans.open_poll", pollPlaces(facts, plan)));
    if (!allowed.accepted())
        return allowed;
    if (plan) {
        if (auto verdict = checkPlanPhase(plan->phase); !verdict.accepted())
            return verdict;
    }
    LINLI_TRY(const auto roll, selectRoll(context.db, facts));
    return roll.empty() ? Verdict::reject("plans.empty_roll") : Verdict::accept();
}

Result<Verdict> decideVote(const Context& context, const pb::plans::VoteFacts& facts)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    LINLI_TRY(const auto poll, findPollState(context.db, facts.poll()));
    if (!poll)
        return Verdict::reject("plans.unknown_poll");
    if (auto verdict = checkPollTime(*poll, context.at); !verdict.accepted())
        return verdict;
    LINLI_TRY(const auto member, members::member(context.db, context.member));
    if (!member || !member->household)
        return Verdict::reject("plans.no_household");
    LINLI_TRY(const bool onRoll, isOnRoll(context.db, poll->id, *member->household));
    if (!onRoll)
        return Verdict::reject("plans.not_on_roll");
    if (facts.choice() < 1 || facts.choice() > poll->options)
        return Verdict::reject("plans.unknown_choice");
    return Verdict::accept();
}

} // namespace linli::plans
