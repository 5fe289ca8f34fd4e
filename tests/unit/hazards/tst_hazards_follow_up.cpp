// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using hazards::Answer;
using hazards::State;
using members::Role;

/// "Me too", comments, answers after the fix and reopening.
class HazardsFollowUpTest : public QObject {
    Q_OBJECT

private slots:
    void countsEachSupporterOnce();
    void takesCommentsFromEverybody();
    void refusesComments();
    void countsTheLastAnswer();
    void answersStartAnewAfterTheNextFix();
    void refusesAnswers();
    void reopensWithANewPhoto();
    void refusesReopenings();
    void whoIsAffected();
    void withoutABuildingEverybodyIsAffected();
    void communityOnly();
    void commentsOnPrivateReports();
};

void HazardsFollowUpTest::countsEachSupporterOnce()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    const MemberId neighbour = f.place.resident("YH-1-1-101");
    QVERIFY(f.detail(hazard, neighbour).permissions.support);
    QVERIFY(f.support(neighbour, hazard).accepted());
    QCOMPARE(f.support(neighbour, hazard).verdict.code, "hazards.already_supported");
    QCOMPARE(f.support(f.resident, hazard).verdict.code, "hazards.own_report");
    QCOMPARE(f.support(neighbour, OpId{{1}}).verdict.code, "hazards.unknown_hazard");
    QCOMPARE(f.support({}, hazard).verdict.code, "hazards.not_allowed");
    QVERIFY(f.support(f.worker, hazard).accepted());
    QCOMPARE(f.find(hazard).supports, 2);
    QVERIFY(f.detail(hazard, neighbour).supported);
    QVERIFY(!f.detail(hazard, neighbour).permissions.support);
    QVERIFY(!f.detail(hazard, f.resident).supported);
    QVERIFY(!f.detail(hazard, f.resident).permissions.support);
}

void HazardsFollowUpTest::takesCommentsFromEverybody()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    f.need(f.comment(f.place.resident("YH-1-1-101"), hazard, "昨天也这样"));
    f.need(f.advance(hazard, State::Fixed));
    f.need(f.comment(f.resident, hazard, "谢谢"));
    const auto timeline = f.detail(hazard, f.resident).timeline;
    QCOMPARE(timeline.size(), std::size_t(4));
    QCOMPARE(*timeline[1].note, "昨天也这样");
    QVERIFY(!timeline[1].state);
    QCOMPARE(*timeline[3].note, "谢谢");
    QCOMPARE(f.find(hazard).state, State::Fixed);
}

void HazardsFollowUpTest::refusesComments()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    QCOMPARE(f.comment(f.resident, hazard, "").verdict.code, "content.empty");
    QCOMPARE(f.comment(f.resident, hazard, std::string(1001, 'a')).verdict.code, "content.too_long");
    QCOMPARE(f.comment(f.resident, hazard, std::string("a\0", 2)).verdict.code, "content.not_utf8");
    QCOMPARE(f.comment(f.resident, OpId{{1}}).verdict.code, "hazards.unknown_hazard");
    QCOMPARE(f.comment(f.resident, hazard, "x", {log::Audience::Kind::Parties, {f.worker}}).verdict.code,
             "op.audience");
}

void HazardsFollowUpTest::countsTheLastAnswer()
{
    HazardsFixture f;
    const OpId hazard = f.fixed();
    const MemberId neighbour = f.place.resident("JY-1-1-102");
    f.need(f.rate(f.resident, hazard, 3));
    f.need(f.rate(f.resident, hazard, 1));
    f.need(f.rate(neighbour, hazard, 2));
    f.need(f.rate(f.place.resident("JY-1-1-201"), hazard, 4));
    f.need(f.rate(f.place.resident("JY-1-1-202"), hazard, 3));
    const auto detail = f.detail(hazard, neighbour);
    QCOMPARE(detail.answers.fixed, 1);
    QCOMPARE(detail.answers.partly, 1);
    QCOMPARE(detail.answers.notFixed, 1);
    QCOMPARE(detail.answers.unknown, 1);
    QCOMPARE(*detail.answer, Answer::Partly);
    QCOMPARE(*detail.timeline.at(2).answer, Answer::Not);
    QCOMPARE(*detail.timeline.at(3).answer, Answer::Fixed);
}

void HazardsFollowUpTest::answersStartAnewAfterTheNextFix()
{
    HazardsFixture f;
    const OpId hazard = f.fixed();
    const MemberId neighbour = f.place.resident("JY-1-1-102");
    f.need(f.rate(f.resident, hazard, 3));
    f.need(f.rate(neighbour, hazard, 3));
    f.need(f.reopen(f.resident, hazard, {f.photo(1)}));
    f.need(f.advance(hazard, State::Fixed));
    QCOMPARE(f.detail(hazard, f.resident).answers.notFixed, 0);
    QVERIFY(!f.detail(hazard, f.resident).answer);
    f.need(f.rate(f.resident, hazard, 1));
    const auto detail = f.detail(hazard, neighbour);
    QCOMPARE(detail.answers.fixed, 1);
    QCOMPARE(detail.answers.notFixed, 0);
    QVERIFY(!detail.answer);
}

void HazardsFollowUpTest::refusesAnswers()
{
    HazardsFixture f;
    const OpId open = f.report();
    const OpId hazard = f.fixed();
    QCOMPARE(f.rate(f.resident, open, 1).verdict.code, "hazards.not_fixed");
    for (const int answer : {0, 5, -1})
        QCOMPARE(f.rate(f.resident, hazard, answer).verdict.code, "hazards.bad_answer");
    QCOMPARE(f.rate(f.place.resident("YH-1-1-101"), hazard, 1).verdict.code, "hazards.not_affected");
    QCOMPARE(f.rate(f.resident, OpId{{1}}, 1).verdict.code, "hazards.unknown_hazard");
}

void HazardsFollowUpTest::reopensWithANewPhoto()
{
    HazardsFixture f;
    const OpId hazard = f.fixed();
    const MemberId neighbour = f.place.resident("JY-1-1-102");
    QVERIFY(f.detail(hazard, neighbour).permissions.reopen);
    f.need(f.reopen(neighbour, hazard, {f.photo(100), f.photo(1)}));
    const auto detail = f.detail(hazard, neighbour);
    QCOMPARE(detail.report.state, State::Reopened);
    QCOMPARE(detail.report.reopened, 1);
    QVERIFY(!detail.permissions.reopen);
    QCOMPARE(*detail.timeline.back().note, "又坏了");
    QCOMPARE(detail.timeline.back().photos.size(), std::size_t(2));

    f.need(f.close(hazard, pb::hazards::UNABLE));
    f.need(f.reopen(neighbour, hazard, {f.photo(2)}));
    QCOMPARE(f.find(hazard).reopened, 2);
    QCOMPARE(f.find(hazard).reason, hazards::ClosingReason::None);
}

void HazardsFollowUpTest::refusesReopenings()
{
    HazardsFixture f;
    auto facts = f.reportFacts();
    facts.add_photos(f.photo(1));
    const OpId hazard = f.need(f.report(f.resident, facts));
    QCOMPARE(f.reopen(f.resident, hazard, {f.photo(2)}).verdict.code, "hazards.transition");
    f.need(f.advance(hazard, State::Fixed));
    QCOMPARE(f.reopen(f.resident, hazard, {}).verdict.code, "hazards.photo_required");
    QCOMPARE(f.reopen(f.resident, hazard, {"short"}).verdict.code, "hazards.photos");
    // The report's own and the staff's after-photo are known, also once they are erased.
    QCOMPARE(f.reopen(f.resident, hazard, {f.photo(1), f.photo(100)}).verdict.code, "hazards.photo_not_new");
    f.place.erase(hazard);
    QCOMPARE(f.reopen(f.resident, hazard, {f.photo(1)}).verdict.code, "hazards.photo_not_new");
    QCOMPARE(f.reopen(f.place.resident("JY-2-1-101"), hazard, {f.photo(2)}).verdict.code, "hazards.not_affected");
    QCOMPARE(f.reopen(f.resident, OpId{{1}}, {f.photo(2)}).verdict.code, "hazards.unknown_hazard");

    const OpId withdrawn = f.report();
    f.need(f.close(withdrawn, pb::hazards::WITHDRAWN));
    QCOMPARE(f.reopen(f.resident, withdrawn, {f.photo(2)}).verdict.code, "hazards.closed_for_good");
    const OpId duplicate = f.report();
    f.need(f.close(duplicate, pb::hazards::DUPLICATE, hazard));
    QCOMPARE(f.reopen(f.resident, duplicate, {f.photo(2)}).verdict.code, "hazards.closed_for_good");
    const OpId foreign = f.report();
    f.need(f.close(foreign, pb::hazards::NOT_RESPONSIBLE));
    QVERIFY(f.reopen(f.resident, foreign, {f.photo(2)}).accepted());
}

void HazardsFollowUpTest::whoIsAffected()
{
    HazardsFixture f;
    const OpId hazard = f.fixed();
    const MemberId supporter = f.place.resident("YH-1-1-101");
    QCOMPARE(f.rate(supporter, hazard, 1).verdict.code, "hazards.not_affected");
    f.need(f.support(supporter, hazard));
    QVERIFY(f.rate(supporter, hazard, 3).accepted());
    QVERIFY(f.rate(f.place.staff(Role::Treasurer, {}, "JY-1-1-202"), hazard, 1).accepted());
    QCOMPARE(f.rate(f.worker, hazard, 1).verdict.code, "hazards.not_affected");
    QVERIFY(f.reopen(supporter, hazard, {f.photo(1)}).accepted());
}

void HazardsFollowUpTest::withoutABuildingEverybodyIsAffected()
{
    HazardsFixture f;
    auto facts = f.reportFacts();
    facts.clear_building();
    facts.mutable_position();
    const OpId hazard = f.need(f.report(f.resident, facts));
    f.need(f.advance(hazard, State::Fixed));
    const MemberId anybody = f.place.resident("YH-1-1-101");
    QVERIFY(f.rate(anybody, hazard, 2).accepted());
    QVERIFY(f.reopen(anybody, hazard, {f.photo(1)}).accepted());
}

void HazardsFollowUpTest::communityOnly()
{
    HazardsFixture f;
    const OpId hazard = f.fixed();
    const OpId secret = f.need(f.report(f.resident, f.reportFacts(), f.staffOnly()));
    QCOMPARE(f.support(f.worker, hazard, f.staffOnly()).verdict.code, "op.audience");
    QCOMPARE(f.rate(f.resident, hazard, 1, f.staffOnly()).verdict.code, "op.audience");
    QCOMPARE(f.reopen(f.resident, hazard, {f.photo(1)}, f.staffOnly()).verdict.code, "op.audience");
    QCOMPARE(f.support(f.worker, secret).verdict.code, "hazards.unknown_hazard");
    QCOMPARE(f.rate(f.resident, secret, 1).verdict.code, "hazards.unknown_hazard");
    QCOMPARE(f.reopen(f.resident, secret, {f.photo(1)}).verdict.code, "hazards.unknown_hazard");
}

void HazardsFollowUpTest::commentsOnPrivateReports()
{
    HazardsFixture f;
    const OpId secret = f.need(f.report(f.resident, f.reportFacts(), f.staffOnly()));
    QVERIFY(f.comment(f.resident, secret, "在吗", f.staffOnly()).accepted());
    QVERIFY(f.comment(f.worker, secret, "收到", f.staffOnly()).accepted());
    const MemberId stranger = f.place.resident("JY-1-1-102");
    QCOMPARE(f.comment(stranger, secret, "?", f.staffOnly()).verdict.code, "hazards.unknown_hazard");
    QCOMPARE(f.comment(f.worker, f.report(), "?", f.staffOnly()).verdict.code, "op.audience");
    const auto offered = f.detail(secret, f.resident).permissions;
    QVERIFY(offered.comment);
    QVERIFY(!offered.withdraw && !offered.support && !offered.rate && !offered.reopen && offered.moves.empty());
}

QTEST_GUILESS_MAIN(HazardsFollowUpTest)
#include "tst_hazards_follow_up.moc"
