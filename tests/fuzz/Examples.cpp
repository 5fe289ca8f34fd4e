// SPDX-License-Identifier: Apache-2.0
#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/hazards/hazards.pb.h"
#include "core/members/members.pb.h"
#include "core/notices/notices.pb.h"
#include "core/plans/plans.pb.h"
#include "tests/fuzz/World.h"

namespace linli::test {
namespace {

using std::chrono::hours;

/// Collects examples in the order in which they are to happen.
class Collector {
public:
    explicit Collector(Timestamp now) : m_now(now) {}
    template <class Facts, class Content>
    void add(char who, std::string kind, const Facts& facts, const Content& content, std::string makes = {})
    {
        all.push_back({who, std::move(kind), facts.SerializeAsString(), content.SerializeAsString(), std::move(makes)});
    }
    [[nodiscard]] std::int64_t in(hours time) const { return toMs(m_now + time); }
    std::vector<Example> all;

private:
    Timestamp m_now;
};

std::string hash(char fill)
{
    return std::string(sizeof(Hash), fill);
}

void addHazards(Collector& to)
{
    using namespace pb::hazards;
    ReportFacts report;
    report.set_item("fire.blocked_exit");
    report.set_building("JY-1");
    report.add_photos(hash('p'));
    ReportContent words;
    words.set_text("楼道堆满杂物");
    words.set_place("三楼");
    to.add('r', "hazards.report", report, words, "hazard1");
    report.set_on_behalf(true);
    report.set_household("JY-1-1-103");
    report.mutable_position()->set_latitude_e7(308'001'000);
    report.mutable_position()->set_longitude_e7(1'044'001'000);
    words.set_behalf_name("王奶奶");
    words.set_behalf_contact("13800000000");
    to.add('c', "hazards.report", report, words, "hazard2");

    AdvanceFacts advance;
    advance.set_hazard(nameOf("hazard2"));
    advance.set_state(FIXED);
    advance.add_photos(hash('q'));
    NoteContent note;
    note.set_note("已清理");
    to.add('w', "hazards.advance", advance, note, "advance1");
    advance.Clear();
    advance.set_hazard(nameOf("hazard1"));
    advance.set_state(SCHEDULED);
    advance.set_assignee(nameOf("member-p"));
    advance.set_expected_ms(to.in(hours(72)));
    to.add('w', "hazards.advance", advance, note);
    advance.Clear();
    advance.set_hazard(nameOf("hazard1"));
    advance.set_state(CLOSED);
    advance.set_reason(DUPLICATE);
    advance.set_duplicate_of(nameOf("hazard2"));
    to.add('w', "hazards.advance", advance, note);

    SupportFacts support;
    support.set_hazard(nameOf("hazard1"));
    to.add('s', "hazards.support", support, NoContent());
    CommentFacts comment;
    comment.set_hazard(nameOf("hazard1"));
    CommentContent text;
    text.set_text("还在");
    to.add('c', "hazards.comment", comment, text, "comment1");
    RateFacts rating;
    rating.set_hazard(nameOf("hazard2"));
    rating.set_answer(ANSWER_PARTLY);
    to.add('c', "hazards.rate", rating, NoContent());
    ReopenFacts reopen;
    reopen.set_hazard(nameOf("hazard2"));
    reopen.add_photos(hash('r'));
    to.add('c', "hazards.reopen", reopen, note);
}

void addPlans(Collector& to)
{
    using namespace pb::plans;
    PublishFacts plan;
    plan.set_cost_fen(4'800'000);
    plan.set_building("JY-1");
    plan.mutable_point()->set_latitude_e7(308'001'000);
    plan.mutable_point()->set_longitude_e7(1'044'001'000);
    plan.set_starts_ms(to.in(hours(240)));
    plan.set_ends_ms(to.in(hours(480)));
    PublishContent words;
    words.set_title("车棚改造");
    words.set_text("拆除旧车棚，新建带充电桩的车棚。");
    words.set_place("3栋南侧");
    to.add('w', "plans.publish", plan, words, "plan1");
    to.add('w', "plans.publish", plan, words, "plan2");

    OpenPollFacts poll;
    poll.set_rule("household_majority");
    poll.set_options(2);
    poll.set_closes_ms(to.in(hours(24)));
    poll.set_quorum_percent(50);
    poll.add_compounds("JY");
    OpenPollContent question;
    question.set_question("要不要装灯");
    question.add_options("要");
    question.add_options("不要");
    to.add('w', "plans.open_poll", poll, question, "poll1");
    poll.Clear();
    poll.set_plan(nameOf("plan1"));
    poll.set_rule("household_majority");
    poll.set_options(3);
    poll.set_opens_ms(to.in(hours(1)));
    poll.set_closes_ms(to.in(hours(48)));
    question.clear_options();
    to.add('w', "plans.open_poll", poll, question);

    VoteFacts vote;
    vote.set_poll(nameOf("poll1"));
    vote.set_choice(2);
    to.add('r', "plans.vote", vote, VoteContent(), "vote1");
    to.add('s', "plans.vote", vote, VoteContent());
    ProgressFacts progress;
    progress.set_plan(nameOf("plan2"));
    progress.set_percent(40);
    ProgressContent text;
    text.set_text("基础已浇筑");
    text.add_photos(hash('v'));
    to.add('w', "plans.progress", progress, text);
    ResultFacts result;
    result.set_plan(nameOf("plan2"));
    result.set_final_cost_fen(4'700'000);
    ResultContent done;
    done.set_text("已完工");
    to.add('w', "plans.result", result, done);
}

void addEvents(Collector& to)
{
    using namespace pb::events;
    PublishFacts event;
    event.set_starts_ms(to.in(hours(48)));
    event.set_ends_ms(to.in(hours(51)));
    event.set_capacity(3);
    event.set_companions_max(2);
    event.set_building("JY-1");
    event.set_signup_closes_ms(to.in(hours(40)));
    PublishContent words;
    words.set_title("百家宴");
    words.set_text("每家带一道菜。");
    words.set_place("中心花园");
    to.add('w', "events.publish", event, words, "event1");
    SignUpFacts signUp;
    signUp.set_event(nameOf("event1"));
    signUp.set_companions(2);
    to.add('r', "events.sign_up", signUp, Nothing(), "signup1");
    to.add('c', "events.sign_up", signUp, Nothing(), "signup2"); // waits
    to.add('s', "events.sign_up", signUp, Nothing());
    WithdrawFacts withdraw;
    withdraw.set_event(nameOf("event1"));
    to.add('r', "events.withdraw", withdraw, Nothing());
    withdraw.set_member(nameOf("member-r"));
    to.add('w', "events.withdraw", withdraw, Nothing());
    CheckInFacts checkIn;
    checkIn.set_event(nameOf("event1"));
    checkIn.set_member(nameOf("member-r"));
    to.add('w', "events.check_in", checkIn, Nothing());
    UpdateFacts update;
    update.set_event(nameOf("event1"));
    update.set_capacity(6);
    to.add('w', "events.update", update, Nothing());
    CancelFacts cancel;
    cancel.set_event(nameOf("event1"));
    CancelContent reason;
    reason.set_reason("下雨");
    to.add('w', "events.cancel", cancel, reason);
}

void addFunds(Collector& to)
{
    using namespace pb::funds;
    OpenAccountFacts account;
    account.set_track(INCENTIVE);
    OpenAccountContent name;
    name.set_name("激励资金");
    to.add('t', "funds.open_account", account, name, "account1");
    PostFacts post;
    post.set_booked_ms(to.in(hours(0)));
    auto* into = post.add_lines();
    into->set_account(nameOf("account1"));
    into->set_amount_fen(500'000);
    auto* from = post.add_lines();
    from->set_income("donation");
    from->set_amount_fen(-500'000);
    PostContent words;
    words.set_purpose("捐款");
    words.set_payee("热心居民");
    to.add('t', "funds.post", post, words, "entry1");
    post.clear_lines();
    into = post.add_lines();
    into->set_spending("lighting");
    into->set_amount_fen(12'300);
    from = post.add_lines();
    from->set_account(nameOf("account1"));
    from->set_amount_fen(-12'300);
    post.set_plan(nameOf("plan1"));
    post.add_receipts(hash('x'));
    to.add('t', "funds.post", post, words);
    ReverseFacts reverse;
    reverse.set_entry(nameOf("entry1"));
    reverse.set_booked_ms(to.in(hours(0)));
    ReverseContent reason;
    reason.set_reason("金额写错");
    to.add('t', "funds.reverse", reverse, reason);
}

void addNotices(Collector& to)
{
    using namespace pb::notices;
    PublishFacts notice;
    notice.set_msg_type(ALERT);
    notice.set_category(INFRA);
    notice.set_urgency(EXPECTED);
    notice.set_severity(MODERATE);
    notice.set_certainty(OBSERVED);
    notice.set_expires_ms(to.in(hours(48)));
    notice.set_onset_ms(to.in(hours(12)));
    notice.mutable_area()->add_buildings("JY-1");
    PublishContent words;
    words.set_headline("明天停水");
    words.set_description("八点至十二点");
    words.set_instruction("请储水");
    to.add('c', "notices.publish", notice, words, "notice1");
    notice.set_msg_type(UPDATE);
    notice.add_references(nameOf("notice1"));
    to.add('c', "notices.publish", notice, words);
    CancelFacts cancel;
    cancel.set_reference(nameOf("notice1"));
    CancelContent reason;
    reason.set_reason("已恢复");
    to.add('c', "notices.cancel", cancel, reason);
    AcknowledgeFacts read;
    read.set_notice(nameOf("notice1"));
    to.add('r', "notices.acknowledge", read, AcknowledgeContent());
}

void addMembers(Collector& to)
{
    using namespace pb::members;
    const Nothing nothing;
    Invite invite;
    invite.set_key(hash('k'));
    invite.set_expires_ms(to.in(hours(100)));
    invite.set_household("JY-1-1-104");
    to.add('a', "members.invite", invite, nothing);
    invite.mutable_role()->set_role(CAPTAIN);
    invite.mutable_role()->add_buildings("XH-1");
    invite.mutable_role()->set_household("XH-1-1-101");
    to.add('a', "members.invite", invite, nothing);
    invite.set_own_device(nameOf("member-r"));
    to.add('r', "members.invite", invite, nothing);
    invite.set_readmit_member(nameOf("member-s"));
    to.add('a', "members.invite", invite, nothing);
    Join join;
    join.set_invite_key(hash('k'));
    join.set_signing_key(hash('l'));
    join.set_sealing_key(hash('m'));
    join.set_genesis_hash(hash('n'));
    join.set_invite_signature(hash('o') + hash('o'));
    Name name;
    name.set_name("张秀英");
    to.add('r', "members.join", join, name);
    to.add('r', "members.rename", nothing, name);
    Grant grant;
    grant.set_member(nameOf("member-r"));
    grant.set_role(CAPTAIN);
    grant.add_buildings("JY-2");
    to.add('a', "members.grant", grant, nothing);
    WithdrawRole withdraw;
    withdraw.set_member(nameOf("member-c"));
    withdraw.set_role(CAPTAIN);
    to.add('a', "members.withdraw_role", withdraw, nothing);
    RevokeDevice revoke;
    revoke.set_device(nameOf("device-s"));
    to.add('a', "members.revoke_device", revoke, nothing);
    MoveOut moveOut;
    moveOut.set_member(nameOf("member-r"));
    to.add('a', "members.move_out", moveOut, nothing);
    TransferHousehold transfer;
    transfer.set_household("JY-1-1-101");
    transfer.set_keep_members(true);
    for (const char* owner : {"9001", "9002"}) {
        auto& share = *transfer.add_owners();
        share.set_owner(owner);
        share.set_numerator(1);
        share.set_denominator(2);
    }
    to.add('a', "members.transfer_household", transfer, nothing);
    RegisterHousehold enter;
    enter.mutable_household()->set_building("JY-1");
    enter.mutable_household()->set_unit("1");
    enter.mutable_household()->set_room("201");
    enter.mutable_household()->set_area_cm2(850'000);
    *enter.mutable_household()->add_owners() = transfer.owners(0);
    enter.mutable_household()->mutable_owners(0)->set_denominator(1);
    Reason reason;
    reason.set_reason("补登");
    to.add('a', "members.register_household", enter, reason);
    Found found;
    found.set_name("另一个社区");
    to.add('a', "members.found", found, nothing);
}

void addCommunity(Collector& to)
{
    pb::community::EraseFacts erase;
    erase.set_target(nameOf("comment1"));
    pb::community::EraseContent reason;
    reason.set_reason("含个人信息");
    to.add('a', std::string(community::eraseKind), erase, reason);
    to.add('a', std::string(community::tickKind), pb::community::TickFacts(), pb::community::TickContent());
}

} // namespace

std::vector<Example> examples(Timestamp now)
{
    Collector all(now);
    for (const auto add : {addHazards, addPlans, addEvents, addFunds, addNotices, addMembers, addCommunity})
        add(all);
    return std::move(all.all);
}

} // namespace linli::test
