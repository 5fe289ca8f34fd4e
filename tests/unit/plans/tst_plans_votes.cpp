// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plans/PlansFixture.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using plans::Outcome;
using plans::Phase;

/// Ballots, and what a close makes of them.
class PlansVotesTest : public QObject {
    Q_OBJECT

private slots:
    void votesWithinThePollsTime();
    void votesOnlyFromTheRoll();
    void refusesUnknownPollsAndChoices();
    void lastBallotOfAHouseholdCounts();
    void noInterimResult();
    void closeDecidesThePlan_data();
    void closeDecidesThePlan();
    void closeHappensOnce();
    void aloneAPollDecidesNoPlan();
};

void PlansVotesTest::votesWithinThePollsTime()
{
    PlansFixture f;
    const auto resident = f.residents(1).front();
    auto facts = f.pollFacts();
    facts.set_opens_ms(toMs(f.place.now() + std::chrono::hours(1)));
    const OpId poll = f.openPoll(f.worker, facts).op;
    QCOMPARE(f.vote(resident, poll, 1).verdict.code, "plans.poll_not_open");
    f.place.advance(std::chrono::hours(1));
    QVERIFY(f.vote(resident, poll, 1).accepted());
    f.place.advance(std::chrono::hours(23) - Milliseconds(1));
    QVERIFY(f.vote(resident, poll, 2).accepted());
    QVERIFY(!f.tally(poll));
    f.place.advance(Milliseconds(1));
    QCOMPARE(f.vote(resident, poll, 1).verdict.code, "plans.poll_closed");
    QCOMPARE(f.tally(poll)->votes, (std::vector<std::int64_t>{0, 1, 0}));
}

void PlansVotesTest::votesOnlyFromTheRoll()
{
    PlansFixture f;
    auto facts = f.pollFacts();
    facts.add_buildings("YH-1");
    const OpId poll = f.openPoll(f.worker, facts).op;
    QCOMPARE(f.vote(f.worker, poll, 1).verdict.code, "plans.no_household");
    QCOMPARE(f.vote(f.place.resident(f.homes("JY-1").front()), poll, 1).verdict.code, "plans.not_on_roll");
    QVERIFY(f.vote(f.place.resident(f.homes("YH-1").front()), poll, 1).accepted());
}

void PlansVotesTest::refusesUnknownPollsAndChoices()
{
    PlansFixture f;
    const auto resident = f.residents(1).front();
    const OpId poll = f.poll();
    QCOMPARE(f.vote(resident, OpId{{9}}, 1).verdict.code, "plans.unknown_poll");
    QCOMPARE(f.vote(resident, f.plan(), 1).verdict.code, "plans.unknown_poll");
    QCOMPARE(f.vote(resident, poll, 0).verdict.code, "plans.unknown_choice");
    QCOMPARE(f.vote(resident, poll, 4).verdict.code, "plans.unknown_choice");
    QVERIFY(f.vote(resident, poll, 3).accepted());
}

void PlansVotesTest::lastBallotOfAHouseholdCounts()
{
    PlansFixture f;
    const OpId poll = f.poll();
    const auto home = f.homes().front();
    const auto father = f.place.resident(home);
    const auto mother = f.place.resident(home);
    QVERIFY(f.vote(father, poll, 1).accepted());
    QVERIFY(f.vote(father, poll, 2).accepted());
    const auto last = f.vote(mother, poll, 3);
    QVERIFY(last.accepted());
    const auto ballot = plans::ballotOf(f.place.db(), poll, HouseholdId{home}).value().value();
    QCOMPARE(ballot.choice, 3);
    QCOMPARE(ballot.member, mother);
    QCOMPARE(ballot.op, last.op);
    QCOMPARE(plans::poll(f.place.db(), poll).value()->ballots, 1);
    QCOMPARE(plans::voters(f.place.db(), poll).value(), std::vector{HouseholdId{home}});
    f.closePoll();
    QCOMPARE(f.tally(poll)->votes, (std::vector<std::int64_t>{0, 0, 1}));
}

void PlansVotesTest::noInterimResult()
{
    PlansFixture f;
    const OpId poll = f.poll();
    for (const auto& resident : f.residents(3))
        QVERIFY(f.vote(resident, poll, 1).accepted());
    QVERIFY(!f.tally(poll));
    const auto open = plans::poll(f.place.db(), poll).value().value();
    QCOMPARE(open.ballots, 3);
    QCOMPARE(open.outcome, Outcome::None);
    QCOMPARE(open.winner, 0);
    QVERIFY(!f.tally(OpId{{1}}));
    f.closePoll();
    QCOMPARE(f.tally(poll)->ballots, 3);
}

void PlansVotesTest::closeDecidesThePlan_data()
{
    QTest::addColumn<QList<int>>("choices"); // one household each, of the 18
    QTest::addColumn<int>("quorum");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("phase");
    QTest::newRow("more than half") << QList<int>{1, 1, 2} << 0 << "decided" << "approved";
    QTest::newRow("half is not more") << QList<int>{1, 2} << 0 << "no_majority" << "rejected";
    QTest::newRow("abstaining counts") << QList<int>{1, 1, 3, 3} << 0 << "no_majority" << "rejected";
    QTest::newRow("no wins") << QList<int>{2, 2, 1} << 0 << "decided" << "rejected";
    QTest::newRow("nobody") << QList<int>{} << 0 << "no_majority" << "rejected";
    QTest::newRow("quorum just met") << QList<int>{1, 1, 1} << 16 << "decided" << "approved";      // 300 ≥ 288
    QTest::newRow("quorum just missed") << QList<int>{1, 1, 1} << 17 << "no_quorum" << "rejected"; // 300 < 306
}

void PlansVotesTest::closeDecidesThePlan()
{
    QFETCH(QList<int>, choices);
    QFETCH(int, quorum);
    QFETCH(QString, outcome);
    QFETCH(QString, phase);
    PlansFixture f;
    QCOMPARE(f.homes().size(), std::size_t(18));
    const OpId plan = f.plan();
    auto facts = f.pollFacts(plan);
    facts.set_quorum_percent(static_cast<std::uint32_t>(quorum));
    const OpId poll = f.openPoll(f.worker, facts).op;
    const auto people = f.residents(static_cast<std::size_t>(choices.size()));
    for (std::size_t i = 0; i < people.size(); ++i)
        QVERIFY(f.vote(people[i], poll, static_cast<std::uint32_t>(choices[static_cast<int>(i)])).accepted());
    f.closePoll();
    QCOMPARE(plans::outcomeName(f.tally(poll)->outcome), outcome.toStdString());
    QCOMPARE(plans::phaseName(f.phase(plan)), phase.toStdString());
}

void PlansVotesTest::closeHappensOnce()
{
    PlansFixture f;
    const OpId plan = f.plan();
    const OpId poll = f.poll(plan);
    const auto closes = plans::poll(f.place.db(), poll).value()->closes;
    QCOMPARE(plans::capability().nextDeadline(f.place.db()).value(), std::optional(closes));
    QVERIFY(f.vote(f.residents(1).front(), poll, 1).accepted());
    f.closePoll();
    QVERIFY(f.progress(f.worker, plan, 10).accepted());
    QVERIFY(plans::capability().advanceTime(f.place.db(), f.place.now()).has_value());
    f.place.advance(std::chrono::hours(1));
    QCOMPARE(f.phase(plan), Phase::UnderConstruction);
    QCOMPARE(f.tally(poll)->votes, (std::vector<std::int64_t>{1, 0, 0}));
    QVERIFY(!plans::capability().nextDeadline(f.place.db()).value());
}

void PlansVotesTest::aloneAPollDecidesNoPlan()
{
    PlansFixture f;
    const OpId plan = f.plan();
    const OpId poll = f.openPoll(f.worker, f.pollFacts({}, 8)).op;
    QVERIFY(f.vote(f.residents(1).front(), poll, 8).accepted());
    f.closePoll();
    QCOMPARE(f.phase(plan), Phase::Published);
    QCOMPARE(f.tally(poll)->winner, 8);
    QCOMPARE(plans::options(f.place.db(), poll).value().at(7).text.value(), "方案8");
}

QTEST_GUILESS_MAIN(PlansVotesTest)
#include "tst_plans_votes.moc"
