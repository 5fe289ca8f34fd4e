// SPDX-License-Identifier: Apache-2.0
#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/plans/plans.pb.h"
#include "tests/sync/Acts.h"

/// Acts of plans, polls, events and funds: what people decide, attend and pay together.
namespace linli::sim {

void Hand::plans()
{
    const std::string plan = anyId("SELECT id FROM plan ORDER BY id");
    switch (m_random.below(4)) {
    case 0: {
        pb::plans::PublishFacts facts;
        facts.set_cost_fen(m_random.between(-1, 5'000'000));
        if (m_random.chance(0.4))
            facts.set_building(anyText("SELECT id FROM building ORDER BY id"));
        pb::plans::PublishContent content;
        content.set_title(words());
        content.set_text(words());
        return submit("plans.publish", facts, content);
    }
    case 1:
    case 2: {
        pb::plans::ProgressFacts facts;
        facts.set_plan(plan);
        facts.set_percent(static_cast<std::uint32_t>(m_random.between(0, 105)));
        pb::plans::ProgressContent content;
        content.set_text(words());
        if (m_random.chance(0.2))
            content.add_photos(photo());
        return submit("plans.progress", facts, content);
    }
    default: {
        pb::plans::ResultFacts facts;
        facts.set_plan(plan);
        facts.set_final_cost_fen(m_random.between(0, 5'000'000));
        pb::plans::ResultContent content;
        content.set_text(words());
        return submit("plans.result", facts, content);
    }
    }
}

void Hand::polls()
{
    if (m_random.chance(0.25)) {
        pb::plans::OpenPollFacts facts;
        if (m_random.chance(0.5))
            facts.set_plan(anyId("SELECT id FROM plan ORDER BY id"));
        facts.set_rule("household_majority");
        facts.set_options(facts.has_plan() ? 3 : static_cast<std::uint32_t>(m_random.between(2, 4)));
        facts.set_closes_ms(soon());
        facts.set_quorum_percent(static_cast<std::uint32_t>(m_random.between(0, 60)));
        if (m_random.chance(0.4))
            facts.add_buildings(anyText("SELECT id FROM building ORDER BY id"));
        pb::plans::OpenPollContent content;
        content.set_question(words());
        for (std::uint32_t i = 0; i < facts.options(); ++i)
            content.add_options("选" + std::to_string(i));
        return submit("plans.open_poll", facts, content);
    }
    pb::plans::VoteFacts facts;
    facts.set_poll(anyId(m_random.chance(0.8) ? "SELECT id FROM poll WHERE closed = 0 ORDER BY id"
                                              : "SELECT id FROM poll ORDER BY id"));
    facts.set_choice(static_cast<std::uint32_t>(m_random.between(m_random.chance(0.05) ? 0 : 1, 3)));
    submit("plans.vote", facts, pb::plans::VoteContent());
}

void Hand::events()
{
    const std::string event = anyId(m_random.chance(0.8) ? "SELECT id FROM event WHERE state = 0 ORDER BY id"
                                                         : "SELECT id FROM event ORDER BY id");
    const pb::events::Nothing nothing;
    switch (m_random.below(10)) {
    case 0: {
        pb::events::PublishFacts facts;
        facts.set_starts_ms(soon());
        facts.set_ends_ms(facts.starts_ms() + 600'000);
        facts.set_capacity(static_cast<std::uint32_t>(m_random.between(1, 6)));
        facts.set_companions_max(static_cast<std::uint32_t>(m_random.between(0, 3)));
        pb::events::PublishContent content;
        content.set_title(words());
        return submit("events.publish", facts, content);
    }
    case 1: {
        pb::events::UpdateFacts facts;
        facts.set_event(event);
        facts.set_capacity(static_cast<std::uint32_t>(m_random.between(0, 8)));
        return submit("events.update", facts, nothing);
    }
    case 2: {
        if (m_random.chance(0.7))
            return events();
        pb::events::CancelFacts facts;
        facts.set_event(event);
        pb::events::CancelContent content;
        content.set_reason(words());
        return submit("events.cancel", facts, content);
    }
    case 3:
    case 4: {
        pb::events::WithdrawFacts facts;
        facts.set_event(event);
        if (m_random.chance(0.3))
            facts.set_member(anyId("SELECT member FROM event_sign_up ORDER BY event, ord"));
        return submit("events.withdraw", facts, nothing);
    }
    case 5: {
        pb::events::CheckInFacts facts;
        facts.set_event(event);
        facts.set_member(anyId("SELECT member FROM event_sign_up ORDER BY event, ord"));
        return submit("events.check_in", facts, nothing);
    }
    default: {
        pb::events::SignUpFacts facts;
        facts.set_event(event);
        facts.set_companions(static_cast<std::uint32_t>(m_random.between(0, 3)));
        return submit("events.sign_up", facts, nothing);
    }
    }
}

void Hand::funds()
{
    const std::string account = anyId("SELECT id FROM funds_account ORDER BY id");
    const int choice = static_cast<int>(m_random.below(10));
    if (choice < 2) {
        pb::funds::OpenAccountFacts facts;
        facts.set_track(static_cast<pb::funds::Track>(m_random.between(0, 3)));
        pb::funds::OpenAccountContent content;
        content.set_name(words());
        return submit("funds.open_account", facts, content);
    }
    if (choice < 4) {
        pb::funds::ReverseFacts facts;
        facts.set_entry(anyId("SELECT id FROM funds_entry ORDER BY id"));
        facts.set_booked_ms(toMs(m_phone.clock.now()));
        pb::funds::ReverseContent content;
        content.set_reason(words());
        return submit("funds.reverse", facts, content);
    }
    pb::funds::PostFacts facts;
    const std::int64_t amount = m_random.between(1, 100'000);
    const bool spends = m_random.chance(0.5);
    auto* onAccount = facts.add_lines();
    onAccount->set_account(account);
    onAccount->set_amount_fen(spends ? -amount : amount);
    auto* other = facts.add_lines();
    if (spends)
        other->set_spending("repairs");
    else if (m_random.chance(0.6))
        other->set_income("government");
    else
        other->set_account(anyId("SELECT id FROM funds_account ORDER BY id"));
    other->set_amount_fen((spends ? amount : -amount) + (m_random.chance(0.05) ? 1 : 0));
    if (spends)
        facts.add_receipts(photo());
    facts.set_booked_ms(toMs(m_phone.clock.now()));
    pb::funds::PostContent content;
    content.set_purpose(words());
    content.set_payee(words());
    submit("funds.post", facts, content);
}

} // namespace linli::sim
