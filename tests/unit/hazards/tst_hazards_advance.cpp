// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using hazards::ClosingReason;
using hazards::State;
using members::Role;

/// hazards.advance: what a step records, and every reason for refusing one but the transition table's.
class HazardsAdvanceTest : public QObject {
    Q_OBJECT

private slots:
    void recordsAssigneeDateAndNote();
    void keepsAssigneeAndDateWhenNotNamed();
    void remembersTheFirstFix();
    void refusesUnknownHazards();
    void refusesUnknownStates();
    void refusesClosingReasons();
    void refusesDuplicates();
    void refusesPhotos();
    void refusesAssignees();
    void refusesDates();
    void refusesNotes();
    void captainsActAtOwnBuildings();
    void privateReportsAreForStaff();
};

void HazardsAdvanceTest::recordsAssigneeDateAndNote()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    const MemberId captain = f.place.staff(Role::Captain, {"JY-1"});
    const Timestamp date = f.place.now() + std::chrono::days(2);
    auto facts = f.advanceFacts(hazard, State::Scheduled);
    facts.set_assignee(captain.str());
    facts.set_expected_ms(toMs(date));
    facts.add_photos(f.photo(1));
    f.place.advance(std::chrono::hours(1));
    f.need(f.advance(f.worker, facts));
    const auto detail = f.detail(hazard, f.resident);
    QCOMPARE(detail.report.state, State::Scheduled);
    QCOMPARE(*detail.report.assignee, captain);
    QCOMPARE(*detail.report.expected, date);
    QCOMPARE(detail.report.changed - detail.report.accepted, std::chrono::hours(1));
    QCOMPARE(detail.timeline.size(), std::size_t(2));
    const auto& step = detail.timeline.back();
    QCOMPARE(step.action, hazards::Action::Advance);
    QCOMPARE(step.member, f.worker);
    QCOMPARE(*step.state, State::Scheduled);
    QCOMPARE(*step.assignee, captain);
    QCOMPARE(*step.expected, date);
    QCOMPARE(*step.note, "已派人");
    QCOMPARE(asString(step.photos.at(0)), f.photo(1));
}

void HazardsAdvanceTest::keepsAssigneeAndDateWhenNotNamed()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    auto facts = f.advanceFacts(hazard, State::Scheduled);
    facts.set_assignee(f.worker.str());
    facts.set_expected_ms(toMs(f.place.now()));
    f.need(f.advance(f.worker, facts));
    f.need(f.advance(hazard, State::InProgress));
    QCOMPARE(*f.find(hazard).assignee, f.worker);
    QCOMPARE(*f.find(hazard).expected, f.place.now());
}

void HazardsAdvanceTest::remembersTheFirstFix()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    f.place.advance(std::chrono::hours(2));
    f.need(f.advance(hazard, State::Fixed));
    f.place.advance(std::chrono::hours(2));
    f.need(f.reopen(f.resident, hazard, {f.photo(1)}));
    f.need(f.advance(hazard, State::Fixed));
    const auto figures = hazards::list(f.place.db(), {}, {}, 1).value();
    QCOMPARE(figures.at(0).reopened, 1);
    QCOMPARE(f.place.db().count("SELECT first_fixed_at - accepted_at FROM hazard").value(),
             Milliseconds(std::chrono::hours(2)).count());
}

void HazardsAdvanceTest::refusesUnknownHazards()
{
    HazardsFixture f;
    auto facts = f.advanceFacts(OpId{{1}}, State::Acknowledged);
    QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.unknown_hazard");
    facts.set_hazard("short");
    QCOMPARE(f.advance(f.worker, facts).verdict.code, "op.malformed");
}

void HazardsAdvanceTest::refusesUnknownStates()
{
    HazardsFixture f;
    auto facts = f.advanceFacts(f.report(), State::Acknowledged);
    facts.set_state(static_cast<pb::hazards::State>(7));
    QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.transition");
}

void HazardsAdvanceTest::refusesClosingReasons()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    auto facts = f.advanceFacts(hazard, State::Closed);
    for (const int reason : {0, 5, -1}) {
        facts.set_reason(static_cast<pb::hazards::ClosingReason>(reason));
        QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.closing_reason");
    }
    auto open = f.advanceFacts(hazard, State::Scheduled);
    open.set_reason(pb::hazards::UNABLE);
    QCOMPARE(f.advance(f.worker, open).verdict.code, "hazards.closing_reason");
    // A link is for duplicates only.
    facts.set_reason(pb::hazards::UNABLE);
    facts.set_duplicate_of(f.report().str());
    QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.closing_reason");
    facts.clear_duplicate_of();
    facts.set_reason(pb::hazards::NOT_RESPONSIBLE);
    f.need(f.advance(f.worker, facts));
    QCOMPARE(f.find(hazard).reason, ClosingReason::NotResponsible);
    // Taking a wrong closing back takes its reason back.
    f.need(f.advance(hazard, State::Acknowledged));
    QCOMPARE(f.find(hazard).reason, ClosingReason::None);
}

void HazardsAdvanceTest::refusesDuplicates()
{
    HazardsFixture f;
    const OpId first = f.report();
    const OpId second = f.report();
    const OpId third = f.report();
    const OpId secret = f.need(f.report(f.resident, f.reportFacts(), f.staffOnly()));
    using pb::hazards::DUPLICATE;
    QCOMPARE(f.close(second, DUPLICATE).verdict.code, "hazards.unknown_duplicate");
    QCOMPARE(f.close(second, DUPLICATE, OpId{{9}}).verdict.code, "hazards.unknown_duplicate");
    QCOMPARE(f.close(second, DUPLICATE, second).verdict.code, "hazards.unknown_duplicate");
    QCOMPARE(f.close(second, DUPLICATE, secret).verdict.code, "hazards.unknown_duplicate");
    f.need(f.close(second, DUPLICATE, first));
    QCOMPARE(*f.find(second).duplicateOf, first);
    QCOMPARE(f.close(first, DUPLICATE, second).verdict.code, "hazards.duplicate_of_duplicate");
    QCOMPARE(f.close(third, DUPLICATE, second).verdict.code, "hazards.duplicate_of_duplicate");

    // How staff publish a private report: anew for everybody, and the private one ends as its duplicate.
    auto facts = f.advanceFacts(secret, State::Closed);
    facts.set_reason(DUPLICATE);
    facts.set_duplicate_of(third.str());
    QVERIFY(f.advance(f.worker, facts, f.staffOnly()).accepted());
}

void HazardsAdvanceTest::refusesPhotos()
{
    HazardsFixture f;
    auto facts = f.advanceFacts(f.report(), State::Fixed);
    facts.clear_photos();
    QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.photo_required");
    facts.add_photos("short");
    QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.photos");
    facts.clear_photos();
    for (int i = 0; i < 7; ++i)
        facts.add_photos(f.photo(i));
    QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.photos");
}

void HazardsAdvanceTest::refusesAssignees()
{
    HazardsFixture f;
    auto facts = f.advanceFacts(f.report(), State::Scheduled);
    for (const std::string& assignee : {std::string("short"), std::string(16, 'x'), f.resident.str()}) {
        facts.set_assignee(assignee);
        QCOMPARE(f.advance(f.worker, facts).verdict.code, "hazards.assignee");
    }
}

void HazardsAdvanceTest::refusesDates()
{
    HazardsFixture f;
    auto facts = f.advanceFacts(f.report(), State::Scheduled);
    const auto codeAt = [&](Milliseconds fromNow) {
        facts.set_expected_ms(toMs(f.place.now() + fromNow));
        return f.verdict(f.worker, "hazards.advance", facts);
    };
    using std::chrono::days;
    QCOMPARE(codeAt(-days(1) - Milliseconds(1)), "hazards.expected_past");
    QCOMPARE(codeAt(-days(1)), "");
    QCOMPARE(codeAt(days(3653)), "");
    QCOMPARE(codeAt(days(3653) + Milliseconds(1)), "hazards.expected_far");
    facts.set_expected_ms(std::numeric_limits<std::int64_t>::min());
    QCOMPARE(f.verdict(f.worker, "hazards.advance", facts), "hazards.expected_past");
}

void HazardsAdvanceTest::refusesNotes()
{
    HazardsFixture f;
    const auto facts = f.advanceFacts(f.report(), State::Acknowledged);
    QCOMPARE(f.advance(f.worker, facts, {}, std::string(1001, 'a')).verdict.code, "content.too_long");
    QCOMPARE(f.advance(f.worker, facts, {}, std::string("\0", 1)).verdict.code, "content.not_utf8");
    QVERIFY(f.advance(f.worker, facts, {}, "").accepted());
}

void HazardsAdvanceTest::captainsActAtOwnBuildings()
{
    HazardsFixture f;
    const MemberId captain = f.place.staff(Role::Captain, {"JY-1", "YH-1"});
    auto facts = f.reportFacts();
    facts.clear_building();
    facts.mutable_position();
    const OpId nowhere = f.need(f.report(f.resident, facts));
    const OpId foreign = f.need(f.report(f.resident, f.reportFacts("JY-2")));
    const OpId own = f.need(f.report(f.resident, f.reportFacts("YH-1")));
    const auto codeFor = [&](const OpId& hazard) {
        return f.advance(captain, f.advanceFacts(hazard, State::Acknowledged)).verdict.code;
    };
    QCOMPARE(codeFor(nowhere), "hazards.not_allowed");
    QCOMPARE(codeFor(foreign), "hazards.not_allowed");
    QCOMPARE(codeFor(own), "");
}

void HazardsAdvanceTest::privateReportsAreForStaff()
{
    HazardsFixture f;
    const MemberId stranger = f.place.resident("JY-1-1-102");
    const OpId open = f.report();
    const OpId secret = f.need(f.report(f.resident, f.reportFacts(), f.staffOnly()));
    const auto take = f.advanceFacts(secret, State::Acknowledged);
    // Whoever reads a community operation may not know the report.
    QCOMPARE(f.advance(f.worker, take).verdict.code, "hazards.unknown_hazard");
    QCOMPARE(f.advance(stranger, take, f.staffOnly()).verdict.code, "hazards.unknown_hazard");
    QCOMPARE(f.advance(f.worker, take, {log::Audience::Kind::Parties, {f.resident}}).verdict.code, "op.audience");
    // What everybody sees must not be changed by what only staff see.
    QCOMPARE(f.advance(f.worker, f.advanceFacts(open, State::Acknowledged), f.staffOnly()).verdict.code, "op.audience");
    auto withdrawal = f.advanceFacts(secret, State::Closed);
    withdrawal.set_reason(pb::hazards::WITHDRAWN);
    QCOMPARE(f.advance(f.resident, withdrawal, f.staffOnly()).verdict.code, "hazards.not_allowed");
    QVERIFY(f.advance(f.worker, take, f.staffOnly()).accepted());
    QCOMPARE(f.find(secret).state, State::Acknowledged);
}

QTEST_GUILESS_MAIN(HazardsAdvanceTest)
#include "tst_hazards_advance.moc"
