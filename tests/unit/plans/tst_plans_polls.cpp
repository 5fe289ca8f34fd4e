// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plans/PlansFixture.h"

#include "core/members/members.pb.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace linli;
using namespace linli::test;
using members::Role;
using plans::Outcome;
using plans::Phase;

using Open = pb::plans::OpenPollFacts;
using Spoil = std::function<void(Open&, PlansFixture&)>;
Q_DECLARE_METATYPE(Spoil)

namespace {

constexpr std::chrono::hours days60{24 * 60};

} // namespace

/// Opening polls, and who is on the roll.
class PlansPollsTest : public QObject {
    Q_OBJECT

private slots:
    void opensByRole_data();
    void opensByRole();
    void captainOpensForOwnBuildings();
    void refusesSpoiledPolls_data();
    void refusesSpoiledPolls();
    void acceptsTheLongestPoll();
    void checksWords();
    void planPhasesThatForbidAPoll();
    void rejectedPlanMayBeVotedOnAgain();
    void rollIsTheScope_data();
    void rollIsTheScope();
    void refusesAnEmptyRoll();
    void rollIsFrozen();
};

void PlansPollsTest::opensByRole_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("code");
    for (const char* role : {"admin", "worker"})
        QTest::newRow(role) << role << "";
    for (const char* role : {"property", "treasurer", "auditor"})
        QTest::newRow(role) << role << "plans.not_allowed";
    QTest::newRow("captain") << "captain" << "plans.building_required";
}

void PlansPollsTest::opensByRole()
{
    QFETCH(QString, role);
    QFETCH(QString, code);
    PlansFixture f;
    const auto parsed = *members::parseRole(role.toStdString());
    const auto by = parsed == Role::Captain ? f.place.staff(parsed, {"JY-1"}) : f.place.staff(parsed);
    QCOMPARE(f.openPoll(by, f.pollFacts()).verdict.code, code.toStdString());
    QCOMPARE(f.openPoll(f.residents(1).front(), f.pollFacts()).verdict.code, "plans.not_allowed");
}

void PlansPollsTest::captainOpensForOwnBuildings()
{
    PlansFixture f;
    const auto captain = f.place.staff(Role::Captain, {"JY-1"});
    auto facts = f.pollFacts();
    facts.add_buildings("JY-1");
    QVERIFY(f.openPoll(captain, facts).accepted());
    facts.add_compounds("JY");
    QCOMPARE(f.openPoll(captain, facts).verdict.code, "plans.building_required");
    facts.clear_compounds();
    facts.set_plan(f.plan().str());
    QCOMPARE(f.openPoll(captain, facts).verdict.code, "plans.building_required");
    facts.set_plan(f.planIn("JY-2").str());
    QCOMPARE(f.openPoll(captain, facts).verdict.code, "plans.foreign_building");
    facts.set_plan(f.planIn("JY-1").str());
    QVERIFY(f.openPoll(captain, facts).accepted());
    facts.clear_plan();
    facts.add_buildings("JY-2");
    QCOMPARE(f.openPoll(captain, facts).verdict.code, "plans.foreign_building");
}

void PlansPollsTest::refusesSpoiledPolls_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, Spoil spoil, const char* code) { QTest::newRow(name) << spoil << code; };
    row("other rule", [](Open& facts, auto&) { facts.set_rule("owners_dual_majority"); }, "plans.unknown_rule");
    row("one option", [](Open& facts, auto&) { facts.set_options(1); }, "plans.options");
    row("nine options", [](Open& facts, auto&) { facts.set_options(9); }, "plans.options");
    row(
        "two options for a plan",
        [](Open& facts, PlansFixture& f) {
            facts.set_plan(f.plan().str());
            facts.set_options(2);
        },
        "plans.plan_options");
    row("quorum", [](Open& facts, auto&) { facts.set_quorum_percent(101); }, "plans.quorum");
    row("negative opening", [](Open& facts, auto&) { facts.set_opens_ms(-1); }, "plans.schedule");
    row(
        "closes before it opens", [](Open& facts, auto&) { facts.set_opens_ms(facts.closes_ms() + 1); },
        "plans.schedule");
    row(
        "closes after year 9999",
        [](Open& facts, auto&) { facts.set_closes_ms(std::numeric_limits<std::int64_t>::max()); }, "plans.schedule");
    row(
        "closes now", [](Open& facts, PlansFixture& f) { facts.set_closes_ms(toMs(f.place.now())); },
        "plans.closes_in_past");
    row(
        "longer than 60 days",
        [](Open& facts, PlansFixture& f) { facts.set_closes_ms(toMs(f.place.now() + days60) + 1); },
        "plans.poll_too_long");
    row("unknown plan", [](Open& facts, auto&) { facts.set_plan(OpId{{5}}.str()); }, "plans.unknown_plan");
    row("unknown building", [](Open& facts, auto&) { facts.add_buildings("XX-1"); }, "plans.unknown_building");
    row("unknown compound", [](Open& facts, auto&) { facts.add_compounds("XX"); }, "plans.unknown_compound");
}

void PlansPollsTest::refusesSpoiledPolls()
{
    QFETCH(Spoil, spoil);
    QFETCH(QString, code);
    PlansFixture f;
    auto facts = f.pollFacts();
    spoil(facts, f);
    QCOMPARE(f.openPoll(f.worker, facts).verdict.code, code.toStdString());
}

void PlansPollsTest::acceptsTheLongestPoll()
{
    PlansFixture f;
    auto facts = f.pollFacts({}, 8);
    facts.set_quorum_percent(100);
    facts.set_closes_ms(toMs(f.place.now() + days60));
    QVERIFY(f.openPoll(f.worker, facts).accepted());
    facts.set_opens_ms(toMs(f.place.now() + days60));
    facts.set_closes_ms(toMs(f.place.now() + 2 * days60));
    QVERIFY(f.openPoll(f.worker, facts).accepted());
}

void PlansPollsTest::checksWords()
{
    PlansFixture f;
    const auto open = [&](const Open& facts, const pb::plans::OpenPollContent& content) {
        return f.place.submit(f.worker, "plans.open_poll", facts, content).verdict.code;
    };
    auto content = f.pollContent(3);
    content.clear_question();
    QCOMPARE(open(f.pollFacts(), content), "content.empty");
    content.set_question(std::string(201, 'q'));
    QCOMPARE(open(f.pollFacts(), content), "content.too_long");
    QCOMPARE(open(f.pollFacts(), f.pollContent(2)), "content.options");
    QCOMPARE(open(f.pollFacts(), f.pollContent(0)), "content.options");
    content = f.pollContent(3);
    content.set_options(2, std::string(81, 'o'));
    QCOMPARE(open(f.pollFacts(), content), "content.too_long");
    content.set_options(2, std::string("a\0b", 3));
    QCOMPARE(open(f.pollFacts(), content), "content.not_utf8");
    QCOMPARE(open(f.pollFacts(f.plan()), f.pollContent(0)), "");
}

void PlansPollsTest::planPhasesThatForbidAPoll()
{
    PlansFixture f;
    const OpId plan = f.plan();
    const OpId poll = f.poll(plan);
    QCOMPARE(f.phase(plan), Phase::Voting);
    QCOMPARE(f.openPoll(f.worker, f.pollFacts(plan)).verdict.code, "plans.already_voting");
    QVERIFY(f.vote(f.residents(1).front(), poll, 1).accepted());
    f.closePoll();
    QCOMPARE(f.phase(plan), Phase::Approved);
    QCOMPARE(f.openPoll(f.worker, f.pollFacts(plan)).verdict.code, "plans.already_decided");
    QVERIFY(f.progress(f.worker, plan, 50).accepted());
    QCOMPARE(f.openPoll(f.worker, f.pollFacts(plan)).verdict.code, "plans.already_decided");
    QVERIFY(f.result(f.worker, plan).accepted());
    QCOMPARE(f.openPoll(f.worker, f.pollFacts(plan)).verdict.code, "plans.already_decided");
}

void PlansPollsTest::rejectedPlanMayBeVotedOnAgain()
{
    PlansFixture f;
    const OpId plan = f.plan();
    const OpId first = f.poll(plan);
    f.closePoll();
    QCOMPARE(f.phase(plan), Phase::Rejected);
    const OpId second = f.poll(plan);
    QVERIFY(f.vote(f.residents(1).front(), second, 1).accepted());
    f.closePoll();
    QCOMPARE(f.phase(plan), Phase::Approved);
    const auto polls = plans::pollsOf(f.place.db(), plan).value();
    QCOMPARE(polls.size(), std::size_t(2));
    QCOMPARE(polls[0].id, first);
    QCOMPARE(polls[0].outcome, Outcome::NoMajority);
    QCOMPARE(plans::timeline(f.place.db(), plan).value().size(), std::size_t(5));
}

void PlansPollsTest::rollIsTheScope_data()
{
    QTest::addColumn<QStringList>("compounds");
    QTest::addColumn<QStringList>("buildings");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("community") << QStringList{} << QStringList{} << QStringList{"JY-1", "JY-2", "YH-1"};
    QTest::newRow("compound") << QStringList{"JY"} << QStringList{} << QStringList{"JY-1", "JY-2"};
    QTest::newRow("building") << QStringList{} << QStringList{"JY-2"} << QStringList{"JY-2"};
    QTest::newRow("both") << QStringList{"YH"} << QStringList{"JY-2", "YH-1"} << QStringList{"JY-2", "YH-1"};
}

void PlansPollsTest::rollIsTheScope()
{
    QFETCH(QStringList, compounds);
    QFETCH(QStringList, buildings);
    QFETCH(QStringList, expected);
    PlansFixture f;
    auto facts = f.pollFacts();
    for (const auto& name : compounds)
        facts.add_compounds(name.toStdString());
    for (const auto& name : buildings)
        facts.add_buildings(name.toStdString());
    const OpId poll = f.openPoll(f.worker, facts).op;
    std::int64_t size = 0;
    const auto homes = members::households(f.place.db()).value();
    for (const auto& home : homes) {
        const bool on = expected.contains(QString::fromStdString(home.building.value));
        QCOMPARE(plans::mayVote(f.place.db(), poll, home.id).value(), on);
        size += on ? 1 : 0;
    }
    QCOMPARE(plans::poll(f.place.db(), poll).value()->roll, size);
}

void PlansPollsTest::refusesAnEmptyRoll()
{
    PlansFixture f;
    QVERIFY(f.place.db().run("DELETE FROM household WHERE building_id = 'YH-1'").has_value()); // offices, say
    auto facts = f.pollFacts();
    facts.add_buildings("YH-1");
    QCOMPARE(f.openPoll(f.worker, facts).verdict.code, "plans.empty_roll");
    facts.add_buildings("JY-1");
    QVERIFY(f.openPoll(f.worker, facts).accepted());
}

void PlansPollsTest::rollIsFrozen()
{
    PlansFixture f;
    const OpId poll = f.poll();
    const auto before = plans::poll(f.place.db(), poll).value()->roll;
    // A home that the register gains while the poll runs is not asked.
    pb::members::RegisterHousehold facts;
    facts.mutable_household()->set_building("JY-1");
    facts.mutable_household()->set_unit("9");
    facts.mutable_household()->set_room("901");
    facts.mutable_household()->set_area_cm2(800'000);
    auto* owner = facts.mutable_household()->add_owners();
    owner->set_owner("O-901");
    owner->set_numerator(1);
    owner->set_denominator(1);
    pb::members::Reason reason;
    reason.set_reason("新登记");
    const auto registered = f.place.submit(f.place.staff(Role::Admin), "members.register_household", facts, reason);
    QCOMPARE(registered.verdict.code, "");
    const HouseholdId added{"JY-1-9-901"};
    QVERIFY(members::household(f.place.db(), added).value().has_value());
    QCOMPARE(plans::poll(f.place.db(), poll).value()->roll, before);
    QCOMPARE(plans::mayVote(f.place.db(), poll, added).value(), false);
    QCOMPARE(plans::mayVote(f.place.db(), f.poll(), added).value(), true);
}

QTEST_GUILESS_MAIN(PlansPollsTest)
#include "tst_plans_polls.moc"
