// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/notices/notices.pb.h"
#include "core/plans/plans.pb.h"
#include "tests/unit/community/Scene.h"

namespace linli::test {

/// A community in which something of every kind has happened, in the open and among the staff.
struct Busy : Scene {
    TestPhone worker{path("worker"), hub};
    TestPhone treasurer{path("treasurer"), hub};
    OpId openHazard;
    OpId staffHazard;
    OpId erasedHazard;
    OpId event;
    OpId poll;
    OpId account;
    OpId notice;

    Busy()
    {
        joinAs(worker, members::Role::Worker, "社工");
        joinAs(treasurer, members::Role::Treasurer, "会计");
        everybody();
        // The staff's key is made by whoever's turn it is.
        for (int turns = 0; turns < 6; ++turns) {
            hub.setNow(hub.now() + std::chrono::minutes(11));
            everybody();
        }
        reports();
        money();
        together();
        hub.setNow(hub.now() + std::chrono::hours(3));
        hub.tick();
        everybody();
    }

    void joinAs(TestPhone& phone, members::Role role, const std::string& name)
    {
        const std::string invite = admin.inviteRole(role);
        if (!admin.sync().empty() || !phone.join(invite, name).empty())
            qFatal("staff cannot join");
    }
    void everybody()
    {
        for (TestPhone* phone : {&admin, &worker, &treasurer, &li, &wang})
            if (const std::string code = phone->sync(); !code.empty())
                qFatal("cannot sync: %s", code.c_str());
    }
    static void erase(TestPhone& phone, const OpId& target, log::Audience audience = {})
    {
        pb::community::EraseFacts facts;
        facts.set_target(target.str());
        pb::community::EraseContent content;
        content.set_reason("涉及隐私");
        phone.submit(community::eraseKind, facts, content, std::move(audience));
        if (!phone.rejection.empty())
            qFatal("erase: %s", phone.rejection.c_str());
    }
    void vote(TestPhone& phone, std::uint32_t choice) const
    {
        pb::plans::VoteFacts facts;
        facts.set_poll(poll.str());
        facts.set_choice(choice);
        phone.submit("plans.vote", facts, pb::plans::VoteContent());
    }
    void signUp(TestPhone& phone) const
    {
        pb::events::SignUpFacts facts;
        facts.set_event(event.str());
        phone.submit("events.sign_up", facts, pb::events::Nothing());
    }
    OpId publishNotice(const std::string& headline, Milliseconds lasts)
    {
        pb::notices::PublishFacts facts;
        facts.set_msg_type(pb::notices::ALERT);
        facts.set_category(pb::notices::INFRA);
        facts.set_urgency(pb::notices::EXPECTED);
        facts.set_severity(pb::notices::MODERATE);
        facts.set_certainty(pb::notices::LIKELY);
        facts.set_expires_ms(toMs(hub.now() + lasts));
        facts.mutable_area()->set_community(true);
        pb::notices::PublishContent content;
        content.set_headline(headline);
        const OpId op = admin.submit("notices.publish", facts, content);
        if (!admin.rejection.empty())
            qFatal("notice: %s", admin.rejection.c_str());
        return op;
    }
    OpId post(std::int64_t fen)
    {
        pb::funds::PostFacts facts;
        auto* line = facts.add_lines();
        line->set_account(account.str());
        line->set_amount_fen(fen);
        auto* other = facts.add_lines();
        other->set_income("government");
        other->set_amount_fen(-fen);
        facts.set_booked_ms(toMs(hub.now()));
        pb::funds::PostContent content;
        content.set_purpose("拨款");
        content.set_payee("街道");
        const OpId op = treasurer.submit("funds.post", facts, content);
        if (!treasurer.rejection.empty())
            qFatal("post: %s", treasurer.rejection.c_str());
        return op;
    }

private:
    void reports()
    {
        openHazard = report(li, "楼道堆满杂物");
        erasedHazard = report(li, "谁家的电话");
        staffHazard = report(wang, "邻居夜里吵", staffOnly);
        everybody();
        everybody(); // who was first has not seen what came after
        comment(wang, openHazard, "我家门口也是");
        pb::hazards::SupportFacts support;
        support.set_hazard(openHazard.str());
        wang.submit("hazards.support", support, pb::hazards::NoContent());
        pb::hazards::AdvanceFacts advance;
        advance.set_hazard(staffHazard.str());
        advance.set_state(pb::hazards::ACKNOWLEDGED);
        worker.submit("hazards.advance", advance, pb::hazards::NoteContent(), staffOnly);
        erase(worker, erasedHazard);
        everybody();
    }
    void money()
    {
        pb::funds::OpenAccountFacts facts;
        facts.set_track(pb::funds::GUARANTEE);
        pb::funds::OpenAccountContent content;
        content.set_name("保障资金");
        account = treasurer.submit("funds.open_account", facts, content);
        everybody();
        const OpId wrong = post(7'000);
        post(250'000);
        everybody();
        pb::funds::ReverseFacts reverse;
        reverse.set_entry(wrong.str());
        reverse.set_booked_ms(toMs(hub.now()));
        pb::funds::ReverseContent why;
        why.set_reason("录错");
        treasurer.submit("funds.reverse", reverse, why);
        notice = publishNotice("停水", std::chrono::hours(100));
        publishNotice("很快过期", std::chrono::hours(1));
        everybody();
        pb::notices::AcknowledgeFacts seen;
        seen.set_notice(notice.str());
        li.submit("notices.acknowledge", seen, pb::notices::AcknowledgeContent());
        everybody();
    }
    void together()
    {
        pb::plans::OpenPollFacts facts;
        facts.set_rule("household_majority");
        facts.set_options(2);
        facts.set_closes_ms(toMs(hub.now() + std::chrono::hours(200)));
        pb::plans::OpenPollContent content;
        content.set_question("装不装充电桩");
        content.add_options("装");
        content.add_options("不装");
        poll = worker.submit("plans.open_poll", facts, content);
        pb::events::PublishFacts party;
        party.set_starts_ms(toMs(hub.now() + std::chrono::hours(200)));
        party.set_ends_ms(party.starts_ms() + 3'600'000);
        party.set_capacity(1);
        pb::events::PublishContent title;
        title.set_title("邻里节");
        event = worker.submit("events.publish", party, title);
        if (!worker.rejection.empty())
            qFatal("worker: %s", worker.rejection.c_str());
        everybody();
        vote(li, 1);
        vote(wang, 2);
        signUp(wang);
        everybody();
        vote(li, 2);
        signUp(li);
        everybody();
    }
};

} // namespace linli::test
