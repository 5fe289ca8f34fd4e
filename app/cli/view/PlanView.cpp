// SPDX-License-Identifier: Apache-2.0
// Plans and polls.
#include "app/cli/Pages.h"
#include "app/cli/view/Views.h"

namespace linli::cli {
namespace {

Json planJson(const View& view, const plans::Plan& plan)
{
    Json out{{"type", "plan"},
             {"id", toJson(plan.id)},
             {"title", toJson(plan.title)},
             {"phase", plans::phaseName(plan.phase)},
             {"percent", plan.percent},
             {"cost_fen", plan.cost.fen},
             {"final_cost_fen", toJson(plan.finalCost)},
             {"fund", toJson(plan.fund)},
             {"building", toJson(plan.building)},
             {"lat", plan.point ? Json(plan.point->latitude) : Json(nullptr)},
             {"lon", plan.point ? Json(plan.point->longitude) : Json(nullptr)},
             {"place", toJson(plan.place)},
             {"starts", toJson(plan.starts)},
             {"ends", toJson(plan.ends)},
             {"published", toJson(plan.accepted)}};
    view.addAuthor(out, plan.id, plan.author);
    return out;
}

Result<Json> stepJson(const View& view, const plans::PlanStep& step)
{
    using Kind = plans::PlanStep::Kind;
    Json out{{"id", toJson(step.op)},
             {"action", plans::stepName(step.kind)},
             {"datetime", toJson(step.at)},
             {"author", step.author.isNull() ? Json(nullptr) : toJson(step.author)},
             {"author_name", view.name(step.author)}};
    if (step.kind == Kind::Progress || step.kind == Kind::Result)
        out["percent"] = step.percent;
    if (step.kind == Kind::PollClosed)
        out["outcome"] = plans::outcomeName(step.outcome);
    out["final_cost_fen"] = toJson(step.finalCost);
    out["text"] = toJson(step.text);
    LINLI_TRY(out["photos"], view.photos(step.op));
    LINLI_TRY(out["erasure"], view.erasure(step.op));
    return out;
}

/// The options of a plan's poll have no texts of their own.
Json optionText(const plans::Poll& poll, const plans::PollOption& option)
{
    constexpr std::array words{"yes", "no", "abstain"};
    const auto index = static_cast<std::size_t>(option.id - 1);
    if (!option.text && poll.plan && index < words.size())
        return words[index];
    return toJson(option.text);
}

/// Options with their votes once the poll has closed; before that nobody is told.
Result<Json> pollJson(const View& view, const plans::Poll& poll)
{
    Json out{{"type", "poll"},
             {"id", toJson(poll.id)},
             {"plan", toJson(poll.plan)},
             {"question", toJson(poll.question)},
             {"rule", poll.rule},
             {"state", poll.closed ? "closed" : "open"},
             {"opens", toMs(poll.opens) == 0 ? Json(nullptr) : toJson(poll.opens)},
             {"closes", toJson(poll.closes)},
             {"quorum_percent", poll.quorumPercent},
             {"roll", poll.roll},
             {"ballots", poll.ballots}};
    LINLI_TRY(const auto tally, plans::tally(view.db(), poll.id));
    LINLI_TRY(const auto options, plans::options(view.db(), poll.id));
    Json& list = out["options"] = Json::array();
    for (const plans::PollOption& option : options) {
        Json line{{"id", option.id}, {"text", optionText(poll, option)}};
        if (tally)
            line["votes"] = tally->votes.at(static_cast<std::size_t>(option.id - 1));
        list.push_back(std::move(line));
    }
    out["outcome"] = tally ? Json(plans::outcomeName(tally->outcome)) : Json(nullptr);
    out["winner"] = tally && tally->winner != 0 ? Json(tally->winner) : Json(nullptr);
    out["published"] = toJson(poll.accepted);
    view.addAuthor(out, poll.id, poll.author);
    return out;
}

/// The ballot of this phone's household, for itself only.
Result<Json> ownBallot(const View& view, const OpId& poll)
{
    LINLI_TRY(const auto me, members::member(view.db(), view.self()));
    if (!me || !me->household)
        return Json(nullptr);
    LINLI_TRY(const auto ballot, plans::ballotOf(view.db(), poll, *me->household));
    if (!ballot)
        return Json(nullptr);
    return Json{{"choice", ballot->choice},
                {"member", toJson(ballot->member)},
                {"member_name", view.name(ballot->member)},
                {"datetime", toJson(ballot->accepted)},
                {"sync_state", view.syncState(ballot->op)}};
}

} // namespace

Result<Json> listPlans(const View& view)
{
    LINLI_TRY(const auto plans, allPlans(view.db()));
    Json rows = Json::array();
    for (const plans::Plan& plan : plans)
        rows.push_back(planJson(view, plan));
    return rows;
}

Shown showPlan(const View& view, const OpId& id)
{
    LINLI_TRY(const auto plan, plans::plan(view.db(), id));
    if (!plan)
        return std::nullopt;
    Json out = planJson(view, *plan);
    out["text"] = toJson(plan->text);
    LINLI_TRY(const Money spent, funds::spentForPlan(view.db(), id));
    out["spent_fen"] = spent.fen;
    LINLI_TRY(out["photos"], view.photos(id));
    LINLI_TRY(out["erasure"], view.erasure(id));
    LINLI_TRY(const auto polls, plans::pollsOf(view.db(), id));
    out["polls"] = Json::array();
    for (const plans::Poll& poll : polls) {
        LINLI_TRY(Json line, pollJson(view, poll));
        out["polls"].push_back(std::move(line));
    }
    LINLI_TRY(const auto steps, plans::timeline(view.db(), id));
    out["timeline"] = Json::array();
    for (const plans::PlanStep& step : steps) {
        LINLI_TRY(Json line, stepJson(view, step));
        out["timeline"].push_back(std::move(line));
    }
    return out;
}

Result<Json> listPolls(const View& view)
{
    LINLI_TRY(const auto polls, allPolls(view.db()));
    Json rows = Json::array();
    for (const plans::Poll& poll : polls) {
        LINLI_TRY(Json row, pollJson(view, poll));
        rows.push_back(std::move(row));
    }
    return rows;
}

Shown showPoll(const View& view, const OpId& id)
{
    LINLI_TRY(const auto poll, plans::poll(view.db(), id));
    if (!poll)
        return std::nullopt;
    LINLI_TRY(Json out, pollJson(view, *poll));
    LINLI_TRY(out["own_ballot"], ownBallot(view, id));
    LINLI_TRY(const auto voters, plans::voters(view.db(), id));
    out["voters"] = toJson(voters);
    LINLI_TRY(out["erasure"], view.erasure(id));
    return out;
}

} // namespace linli::cli
