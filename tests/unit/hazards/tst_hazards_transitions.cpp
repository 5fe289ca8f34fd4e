// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>

#include <map>

using namespace linli;
using namespace linli::test;
using hazards::State;
using members::Role;

namespace {

// Written from the words of the design, not from the code: rows are the state a hazard is in, columns the one asked for,
// both in the order reported, acknowledged, scheduled, in_progress, fixed, closed, reopened.
// o: accepted · t: hazards.transition · a: hazards.already · w: hazards.already, accepted with a new date
constexpr std::string_view expected[] = {
    /* reported     */ "aooooot",
    /* acknowledged */ "twoooot",
    /* scheduled    */ "ttwooot",
    /* in_progress  */ "ttowoot",
    /* fixed        */ "ttttatt",
    /* closed       */ "totttat",
    /* reopened     */ "toooooa",
};

std::string codeFor(char cell, bool withDate)
{
    switch (cell) {
    case 'o':
        return "";
    case 't':
        return "hazards.transition";
    case 'w':
        return withDate ? "" : "hazards.already";
    default:
        return "hazards.already";
    }
}

} // namespace

/// Every state × every target × every kind of author.
class HazardsTransitionsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void decidesAsTheTable_data();
    void decidesAsTheTable();
    void offersWhatTheRulesAccept_data();
    void offersWhatTheRulesAccept();

private:
    std::unique_ptr<HazardsFixture> m_fixture;
    std::map<QString, MemberId> m_movers;
    std::map<QString, MemberId> m_others;
    std::map<State, OpId> m_hazards; ///< at JY-1, each brought to its state by operations

    OpId bringTo(State state);
    void addRows();
};

OpId HazardsTransitionsTest::bringTo(State state)
{
    HazardsFixture& f = *m_fixture;
    const OpId hazard = f.report();
    auto assign = f.advanceFacts(hazard, State::Acknowledged);
    // Somebody with a role that gives no right of its own, so that only the assignment can.
    assign.set_assignee(m_movers.at("assignee").str());
    if (state != State::Reported)
        f.need(f.advance(f.worker, assign));
    if (state == State::Reopened) {
        f.need(f.advance(hazard, State::Fixed));
        f.need(f.reopen(f.resident, hazard, {f.photo(5)}));
    } else if (state != State::Reported && state != State::Acknowledged) {
        f.need(f.advance(hazard, state));
    }
    return hazard;
}

void HazardsTransitionsTest::initTestCase()
{
    m_fixture = std::make_unique<HazardsFixture>();
    Neighbourhood& place = m_fixture->place;
    m_movers = {{"worker", m_fixture->worker},
                {"admin", place.staff(Role::Admin)},
                {"property", place.staff(Role::Property)},
                {"captain", place.staff(Role::Captain, {"JY-1"})},
                {"assignee", place.staff(Role::Auditor)}};
    m_others = {{"reporter", m_fixture->resident},
                {"neighbour", place.resident("JY-1-1-102")},
                {"resident elsewhere", place.resident("YH-1-1-101")},
                {"captain elsewhere", place.staff(Role::Captain, {"JY-2"}, "JY-1-1-201")},
                {"treasurer", place.staff(Role::Treasurer)},
                {"auditor", place.staff(Role::Auditor)},
                {"hub", MemberId{}}};
    for (const State state : hazards::allStates) {
        m_hazards[state] = bringTo(state);
        QCOMPARE(m_fixture->find(m_hazards[state]).state, state);
    }
}

void HazardsTransitionsTest::addRows()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    for (const State from : hazards::allStates) {
        for (const State to : hazards::allStates) {
            QTest::addRow("%s to %s", stateName(from).data(), stateName(to).data())
                << static_cast<int>(from) << static_cast<int>(to);
        }
    }
}

void HazardsTransitionsTest::decidesAsTheTable_data()
{
    addRows();
}

void HazardsTransitionsTest::decidesAsTheTable()
{
    QFETCH(int, from);
    QFETCH(int, to);
    HazardsFixture& f = *m_fixture;
    const char cell = expected[from][static_cast<std::size_t>(to)];
    const auto plain = f.advanceFacts(m_hazards[static_cast<State>(from)], static_cast<State>(to));
    auto dated = plain;
    dated.set_expected_ms(toMs(f.place.now() + std::chrono::days(3)));
    for (const auto& [role, member] : m_movers) {
        // A report that nobody took up has no assignee.
        const bool may = role != "assignee" || from != 0;
        QCOMPARE(f.verdict(member, "hazards.advance", plain), may ? codeFor(cell, false) : "hazards.not_allowed");
        QCOMPARE(f.verdict(member, "hazards.advance", dated), may ? codeFor(cell, true) : "hazards.not_allowed");
    }
    for (const auto& [role, member] : m_others)
        QCOMPARE(f.verdict(member, "hazards.advance", plain), "hazards.not_allowed");

    auto withdrawal = plain;
    withdrawal.set_reason(pb::hazards::WITHDRAWN);
    const bool closes = static_cast<State>(to) == State::Closed;
    QCOMPARE(f.verdict(f.resident, "hazards.advance", withdrawal),
             closes ? codeFor(cell, false) : "hazards.not_allowed");
    if (!closes)
        return;
    for (const auto& [role, member] : m_movers)
        QCOMPARE(f.verdict(member, "hazards.advance", withdrawal), "hazards.not_allowed");
}

void HazardsTransitionsTest::offersWhatTheRulesAccept_data()
{
    addRows();
}

void HazardsTransitionsTest::offersWhatTheRulesAccept()
{
    QFETCH(int, from);
    QFETCH(int, to);
    HazardsFixture& f = *m_fixture;
    const OpId hazard = m_hazards[static_cast<State>(from)];
    auto facts = f.advanceFacts(hazard, static_cast<State>(to));
    facts.set_expected_ms(toMs(f.place.now()));
    auto everybody = m_movers;
    everybody.insert(m_others.begin(), m_others.end());
    everybody.erase("hub");
    for (const auto& [role, member] : everybody) {
        const auto offered = f.detail(hazard, member).permissions;
        const bool listed = std::ranges::contains(offered.moves, static_cast<State>(to));
        QCOMPARE(listed, f.verdict(member, "hazards.advance", facts).empty());
    }
    auto withdrawal = f.advanceFacts(hazard, State::Closed);
    withdrawal.set_reason(pb::hazards::WITHDRAWN);
    QCOMPARE(f.detail(hazard, f.resident).permissions.withdraw,
             f.verdict(f.resident, "hazards.advance", withdrawal).empty());
}

QTEST_GUILESS_MAIN(HazardsTransitionsTest)
#include "tst_hazards_transitions.moc"
