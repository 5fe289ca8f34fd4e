// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plans/Plans.h"
#include "core/plans/Queries.h"
#include "core/plans/plans.pb.h"
#include "tests/support/Neighbourhood.h"

#include <chrono>

namespace linli::test {

/// A neighbourhood with plans, and messages that every rule accepts, for tests to spoil in one place.
struct PlansFixture {
    Neighbourhood place{{&plans::capability()}};
    MemberId worker = place.staff(members::Role::Worker);

    using Outcome = Neighbourhood::Outcome;

    static pb::plans::PublishFacts publishFacts()
    {
        pb::plans::PublishFacts facts;
        facts.set_cost_fen(4'800'000);
        return facts;
    }
    static pb::plans::PublishContent publishContent()
    {
        pb::plans::PublishContent content;
        content.set_title("车棚改造");
        content.set_text("拆除旧车棚，新建带充电桩的车棚。");
        content.set_place("3栋南侧");
        return content;
    }
    Outcome publish(const MemberId& by, const pb::plans::PublishFacts& facts = publishFacts())
    {
        return place.submit(by, "plans.publish", facts, publishContent());
    }
    OpId plan() { return publish(worker).op; }
    OpId planIn(const std::string& building)
    {
        auto facts = publishFacts();
        facts.set_building(building);
        return publish(worker, facts).op;
    }

    Outcome progress(const MemberId& by, const OpId& plan, std::uint32_t percent, log::Audience audience = {})
    {
        pb::plans::ProgressFacts facts;
        facts.set_plan(plan.str());
        facts.set_percent(percent);
        pb::plans::ProgressContent content;
        content.set_text("基础已浇筑");
        return place.submit(by, "plans.progress", facts, content, std::move(audience));
    }
    Outcome result(const MemberId& by, const OpId& plan, std::int64_t fen = 4'700'000, log::Audience audience = {})
    {
        pb::plans::ResultFacts facts;
        facts.set_plan(plan.str());
        facts.set_final_cost_fen(fen);
        pb::plans::ResultContent content;
        content.set_text("已完工");
        return place.submit(by, "plans.result", facts, content, std::move(audience));
    }

    /// Open at once, for a day, whole community, no quorum; on a plan when given.
    pb::plans::OpenPollFacts pollFacts(const std::optional<OpId>& plan = {}, std::uint32_t options = 3) const
    {
        pb::plans::OpenPollFacts facts;
        if (plan)
            facts.set_plan(plan->str());
        facts.set_rule("household_majority");
        facts.set_options(options);
        facts.set_closes_ms(toMs(place.now() + std::chrono::hours(24)));
        return facts;
    }
    static pb::plans::OpenPollContent pollContent(std::uint32_t options)
    {
        pb::plans::OpenPollContent content;
        content.set_question("是否改造车棚？");
        for (std::uint32_t i = 1; i <= options; ++i)
            content.add_options("方案" + std::to_string(i));
        return content;
    }
    Outcome openPoll(const MemberId& by, const pb::plans::OpenPollFacts& facts)
    {
        return place.submit(by, "plans.open_poll", facts, pollContent(facts.options()));
    }
    OpId poll(const std::optional<OpId>& plan = {}) { return openPoll(worker, pollFacts(plan)).op; }
    void closePoll() { place.advance(std::chrono::hours(24)); }

    Outcome vote(const MemberId& by, const OpId& poll, std::uint32_t choice, log::Audience audience = {})
    {
        pb::plans::VoteFacts facts;
        facts.set_poll(poll.str());
        facts.set_choice(choice);
        return place.submit(by, "plans.vote", facts, pb::plans::VoteContent{}, std::move(audience));
    }

    /// Household ids of the register, ordered; of one building when named.
    std::vector<std::string> homes(const std::string& building = {})
    {
        std::vector<std::string> ids;
        const auto all = members::households(place.db()).value();
        for (const auto& home : all) {
            if (building.empty() || home.building.value == building)
                ids.push_back(home.id.value);
        }
        return ids;
    }
    /// One resident in each of the first `count` households.
    std::vector<MemberId> residents(std::size_t count)
    {
        std::vector<MemberId> people;
        const auto ids = homes();
        for (std::size_t i = 0; i < count; ++i)
            people.push_back(place.resident(ids.at(i)));
        return people;
    }
    plans::Phase phase(const OpId& plan) { return plans::plan(place.db(), plan).value().value().phase; }
    std::optional<plans::Tally> tally(const OpId& poll) { return plans::tally(place.db(), poll).value(); }
};

} // namespace linli::test
