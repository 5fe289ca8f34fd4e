// SPDX-License-Identifier: Apache-2.0
// Plans, their progress and result, and polls.
#include "app/cli/commands/Publish.h"
#include "core/plans/PollRules.h"
#include "core/plans/plans.pb.h"

namespace linli::cli {
namespace {

/// The words about the schedule are part of what the plan says; operations have no place of their own for them.
std::string planText(Input& in)
{
    std::string text = in.maybeText("text").value_or("");
    if (const auto schedule = in.maybeText("schedule"))
        text += "\n\n" + *schedule;
    return text;
}

Result<void> publishResult(Session& session, Input& in, const OpId& plan)
{
    pb::plans::ResultFacts facts;
    pb::plans::ResultContent content;
    facts.set_plan(plan.str());
    facts.set_final_cost_fen(in.integer("final_cost_fen"));
    content.set_text(in.maybeText("text").value_or(""));
    const auto pictures = in.files("pictures");
    LINLI_CHECK(in.finish());
    LINLI_CHECK(addPictures(session, pictures, content));
    return session.post("plans.result", facts, content);
}

void readOptions(Input& in, pb::plans::OpenPollFacts& facts, pb::plans::OpenPollContent& content)
{
    const auto options = in.texts("options");
    content.mutable_options()->Assign(options.begin(), options.end());
    const auto count = static_cast<std::uint32_t>(options.size());
    facts.set_options(facts.has_plan() && count == 0 ? plans::planOptions : count);
}

} // namespace

Result<void> publishPlan(Session& session, Input& in)
{
    pb::plans::PublishFacts facts;
    pb::plans::PublishContent content;
    content.set_title(in.text("title"));
    content.set_text(planText(in));
    content.set_place(in.maybeText("place").value_or(""));
    facts.set_cost_fen(in.integer("cost_fen"));
    if (const auto starts = in.maybeTime("starts"))
        facts.set_starts_ms(toMs(*starts));
    if (const auto ends = in.maybeTime("ends"))
        facts.set_ends_ms(toMs(*ends));
    const auto fund = in.maybeText("fund");
    const auto pictures = in.files("pictures");
    const Location location = readLocation(in);
    LINLI_CHECK(in.finish());
    LINLI_CHECK(setLocation(location, facts, "plans.point"));
    if (fund) {
        LINLI_TRY(const OpId account, findAccount(session.db(), *fund));
        facts.set_fund_account(account.str());
    }
    LINLI_CHECK(addPictures(session, pictures, content));
    return session.post("plans.publish", facts, content);
}

Result<void> publishProgress(Session& session, Input& in, const std::string& plan)
{
    LINLI_TRY(const OpId id, findPlan(session.db(), plan));
    if (in.has("final_cost_fen"))
        return publishResult(session, in, id);
    pb::plans::ProgressFacts facts;
    pb::plans::ProgressContent content;
    facts.set_plan(id.str());
    facts.set_percent(in.count("percent"));
    content.set_text(in.maybeText("text").value_or(""));
    const auto pictures = in.files("pictures");
    LINLI_CHECK(in.finish());
    LINLI_CHECK(addPictures(session, pictures, content));
    return session.post("plans.progress", facts, content);
}

Result<void> publishPoll(Session& session, Input& in)
{
    pb::plans::OpenPollFacts facts;
    pb::plans::OpenPollContent content;
    if (const auto plan = in.maybeText("plan")) {
        LINLI_TRY(const OpId id, findPlan(session.db(), *plan));
        facts.set_plan(id.str());
    }
    content.set_question(in.text("question"));
    readOptions(in, facts, content);
    facts.set_rule(in.maybeText("rule").value_or(std::string(plans::householdMajorityRule)));
    if (const auto opens = in.maybeTime("opens"))
        facts.set_opens_ms(toMs(*opens));
    facts.set_closes_ms(toMs(in.time("closes")));
    facts.set_quorum_percent(in.maybeCount("quorum_percent").value_or(0));
    const auto compounds = in.texts("compounds");
    const auto buildings = in.texts("buildings");
    facts.mutable_compounds()->Assign(compounds.begin(), compounds.end());
    facts.mutable_buildings()->Assign(buildings.begin(), buildings.end());
    LINLI_CHECK(in.finish());
    return session.post("plans.open_poll", facts, content);
}

} // namespace linli::cli
