// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plans/PlansFixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <map>

using namespace linli;
using namespace linli::test;
using plans::Decision;
using plans::Outcome;

/// The tally against plain models that share no code with it.
class PlansTallyTest : public QObject {
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void randomVotesMatchAPlainModel();
};

void PlansTallyTest::decides_data()
{
    QTest::addColumn<QList<int>>("votes");
    QTest::addColumn<int>("roll");
    QTest::addColumn<int>("quorum");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("winner");
    const auto row = [](const char* name, QList<int> votes, int roll, int quorum, Outcome outcome, int winner) {
        QTest::newRow(name) << votes << roll << quorum << static_cast<int>(outcome) << winner;
    };
    row("one ballot", {0, 1}, 10, 0, Outcome::Decided, 2);
    row("tie", {5, 5}, 10, 0, Outcome::NoMajority, 0);
    row("most but not half", {4, 3, 3}, 10, 0, Outcome::NoMajority, 0);
    row("exactly half", {5, 3, 2}, 10, 0, Outcome::NoMajority, 0);
    row("one over half", {6, 5}, 11, 0, Outcome::Decided, 1);
    row("quorum of all", {10, 0}, 10, 100, Outcome::Decided, 1);
    row("one short of all", {9, 0}, 10, 100, Outcome::NoQuorum, 0);
    row("rounds in nobody's favour", {33, 0}, 100, 33, Outcome::Decided, 1);
    row("a third of 101", {33, 0}, 101, 33, Outcome::NoQuorum, 0);
    row("no ballots", {0, 0}, 10, 0, Outcome::NoMajority, 0);
}

void PlansTallyTest::decides()
{
    QFETCH(QList<int>, votes);
    QFETCH(int, roll);
    QFETCH(int, quorum);
    QFETCH(int, outcome);
    QFETCH(int, winner);
    const std::vector<std::int64_t> counts(votes.begin(), votes.end());
    QCOMPARE(plans::householdMajority(counts, roll, quorum), (Decision{static_cast<Outcome>(outcome), winner}));
}

void PlansTallyTest::randomVotesMatchAPlainModel()
{
    // One neighbourhood with two members in every household; each run holds a poll of its own in it.
    PlansFixture f;
    const auto homes = f.homes();
    std::vector<MemberId> people;
    for (const auto& home : homes) {
        people.push_back(f.place.resident(home));
        people.push_back(f.place.resident(home));
    }
    const bool holds = rc::check("a household's last ballot counts, once, by its rule", [&] {
        const auto options = *rc::gen::inRange<std::uint32_t>(2, 9);
        const auto quorum = *rc::gen::inRange<std::uint32_t>(0, 101);
        const auto votes = *rc::gen::container<std::vector<std::pair<std::size_t, std::uint32_t>>>(rc::gen::pair(
            rc::gen::inRange<std::size_t>(0, people.size()), rc::gen::inRange<std::uint32_t>(0, options + 2)));
        auto facts = f.pollFacts({}, options);
        facts.set_quorum_percent(quorum);
        const OpId poll = f.openPoll(f.worker, facts).op;

        std::map<std::string, std::uint32_t> last;
        for (const auto& [person, choice] : votes) {
            const bool valid = choice >= 1 && choice <= options;
            RC_ASSERT(f.vote(people[person], poll, choice).accepted() == valid);
            if (valid)
                last[homes[person / 2]] = choice;
        }
        RC_ASSERT(!f.tally(poll));
        f.closePoll();

        const auto tally = f.tally(poll);
        RC_ASSERT(tally.has_value());
        int winner = 0;
        for (std::uint32_t option = 1; option <= options; ++option) {
            const auto count = std::ranges::count_if(last, [&](const auto& entry) { return entry.second == option; });
            RC_ASSERT(tally->votes.at(option - 1) == count);
            if (2.0 * static_cast<double>(count) > static_cast<double>(last.size()))
                winner = static_cast<int>(option);
        }
        const double turnout = 100.0 * static_cast<double>(last.size()) / static_cast<double>(homes.size());
        const bool enough = turnout >= static_cast<double>(quorum);
        const auto expected = !enough ? Outcome::NoQuorum : winner > 0 ? Outcome::Decided : Outcome::NoMajority;
        RC_ASSERT(tally->outcome == expected);
        RC_ASSERT(tally->winner == (enough ? winner : 0));
        RC_ASSERT(tally->ballots == static_cast<std::int64_t>(last.size()));
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(PlansTallyTest)
#include "tst_plans_tally.moc"
