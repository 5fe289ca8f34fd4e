// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/Sample.h"

#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/hazards/hazards.pb.h"
#include "core/notices/notices.pb.h"
#include "core/plans/plans.pb.h"

#include <cstdlib>
#include <iostream>

namespace linli::test {
namespace {

void need(const std::string& code)
{
    if (!code.empty()) {
        std::cerr << "page scene: " << code << std::endl;
        std::abort();
    }
}

/// Submits, and gives up when a rule says no: the sample has to be as it says.
template <class Facts, class Content>
OpId make(TestPhone& phone, std::string_view kind, const Facts& facts, const Content& content)
{
    const OpId op = phone.submit(kind, facts, content);
    need(phone.rejection.empty() ? std::string() : std::string(kind) + " " + phone.rejection);
    return op;
}

std::int64_t inDays(TestHub& hub, int days)
{
    return toMs(hub.now() + std::chrono::days(days));
}

OpId report(TestPhone& phone)
{
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text("一楼楼道停着三辆电动车");
    content.set_place("1单元");
    return make(phone, "hazards.report", facts, content);
}

void advance(TestPhone& worker, const OpId& hazard, pb::hazards::State state, const std::string& note)
{
    pb::hazards::AdvanceFacts facts;
    facts.set_hazard(hazard.str());
    facts.set_state(state);
    if (state == pb::hazards::FIXED)
        facts.add_photos(std::string(32, 'p'));
    pb::hazards::NoteContent content;
    content.set_note(note);
    make(worker, "hazards.advance", facts, content);
}

void publishPlan(TestHub& hub, TestPhone& admin, Sample& sample)
{
    pb::plans::PublishFacts facts;
    facts.set_cost_fen(4'200'000);
    facts.set_fund_account(sample.account.str());
    facts.set_building("JY-1");
    pb::plans::PublishContent content;
    content.set_title("电动车充电棚");
    content.set_text("在东南角建一个充电棚，放得下六十辆车。");
    sample.plan = make(admin, "plans.publish", facts, content);
    pb::plans::OpenPollFacts poll;
    poll.set_plan(sample.plan.str());
    poll.set_rule("household_majority");
    poll.set_options(3);
    poll.set_closes_ms(inDays(hub, 3));
    pb::plans::OpenPollContent question;
    question.set_question("同意建充电棚吗？");
    sample.poll = make(admin, "plans.open_poll", poll, question);
}

OpId publishEvent(TestHub& hub, TestPhone& admin, const std::string& title)
{
    pb::events::PublishFacts facts;
    facts.set_starts_ms(inDays(hub, 2));
    facts.set_ends_ms(inDays(hub, 2) + 7'200'000);
    facts.set_capacity(20);
    facts.set_companions_max(2);
    pb::events::PublishContent content;
    content.set_title(title);
    content.set_place("中心空地");
    return make(admin, "events.publish", facts, content);
}

OpId publishNotice(TestHub& hub, TestPhone& admin)
{
    pb::notices::PublishFacts facts;
    facts.set_msg_type(pb::notices::ALERT);
    facts.set_category(pb::notices::MET);
    facts.set_urgency(pb::notices::IMMEDIATE);
    facts.set_severity(pb::notices::SEVERE);
    facts.set_certainty(pb::notices::OBSERVED);
    facts.set_expires_ms(inDays(hub, 1));
    facts.mutable_area()->set_community(true);
    pb::notices::PublishContent content;
    content.set_headline("今晚大风，收好花盆");
    content.set_instruction("请关好门窗。");
    return make(admin, "notices.publish", facts, content);
}

void keepBooks(TestHub& hub, TestPhone& treasurer, Sample& sample)
{
    pb::funds::OpenAccountFacts account;
    account.set_track(pb::funds::MICRO_FUND);
    pb::funds::OpenAccountContent name;
    name.set_name("邻里微基金");
    sample.account = make(treasurer, "funds.open_account", account, name);
    pb::funds::PostFacts entry;
    auto* in = entry.add_lines();
    in->set_account(sample.account.str());
    in->set_amount_fen(800'000);
    auto* from = entry.add_lines();
    from->set_income("donation");
    from->set_amount_fen(-800'000);
    entry.set_booked_ms(toMs(hub.now()));
    pb::funds::PostContent words;
    words.set_purpose("邻里节捐款");
    words.set_payee("锦溪超市");
    sample.entry = make(treasurer, "funds.post", entry, words);
}

void signUp(TestPhone& phone, const OpId& event)
{
    pb::events::SignUpFacts facts;
    facts.set_event(event.str());
    make(phone, "events.sign_up", facts, pb::events::Nothing());
}

} // namespace

Sample playSample(TestHub& hub, TestPhone& admin, TestPhone& resident, const std::filesystem::path& folder)
{
    Sample sample;
    TestPhone worker(folder / "worker", hub);
    TestPhone treasurer(folder / "treasurer", hub);
    const std::string workerInvite = admin.inviteRole(members::Role::Worker);
    const std::string treasurerInvite = admin.inviteRole(members::Role::Treasurer);
    const std::string captainInvite = admin.inviteRole(members::Role::Captain, {"JY-1"}, "JY-1-1-101");
    need(admin.sync());
    need(worker.join(workerInvite, "小陈"));
    need(treasurer.join(treasurerInvite, "曾会计"));
    need(resident.join(captainInvite, "李阿姨"));
    sample.usedInvite = captainInvite;

    keepBooks(hub, treasurer, sample);
    need(treasurer.sync());
    sample.hazard = report(resident);
    need(resident.sync());
    need(worker.sync());
    advance(worker, sample.hazard, pb::hazards::ACKNOWLEDGED, "收到，明天来看");
    advance(worker, sample.hazard, pb::hazards::FIXED, "车已挪走");
    need(worker.sync());

    need(admin.sync());
    publishPlan(hub, admin, sample);
    sample.event = publishEvent(hub, admin, "邻里节");
    sample.lostEvent = publishEvent(hub, admin, "看电影");
    sample.notice = publishNotice(hub, admin);
    need(admin.sync());

    need(resident.sync());
    signUp(resident, sample.event);
    need(resident.sync());
    signUp(resident, sample.lostEvent);
    pb::events::CancelFacts cancel;
    cancel.set_event(sample.lostEvent.str());
    pb::events::CancelContent reason;
    reason.set_reason("下雨");
    make(admin, "events.cancel", cancel, reason);
    need(admin.sync());
    return sample;
}

} // namespace linli::test
