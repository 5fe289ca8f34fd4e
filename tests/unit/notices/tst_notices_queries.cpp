// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/notices/NoticesFixture.h"

#include <QTest>

#include <set>

using namespace linli;
using namespace linli::test;

class NoticesQueriesTest : public QObject {
    Q_OBJECT

private slots:
    void inboxByHome();
    void inboxShowsOwnNotices();
    void buildingAndCompoundWithOneName();
    void liveFirstBySeverityThenNewest();
    void pagesEveryNoticeOnce();
    void remembersWhatTheReaderAcknowledged();
    void reachCountsByBuilding();
    void reachOfTheCommunityCountsEveryMember();
    void unknownIdsAreNothing();
};

namespace {

std::vector<OpId> ids(const Result<std::vector<notices::Notice>>& page)
{
    std::vector<OpId> list;
    for (const auto& notice : *page)
        list.push_back(notice.id);
    return list;
}

} // namespace

void NoticesQueriesTest::inboxByHome()
{
    NoticesFixture f;
    const MemberId jy2 = f.place.resident("JY-2-1-101");
    const MemberId guest = f.place.staff(members::Role::Auditor);
    f.publish(f.toBuildings({"JY-1"}));
    f.place.advance(Milliseconds(1));
    const OpId building = f.publish(f.toBuildings({"JY-2", "YH-1"})).op;
    f.place.advance(Milliseconds(1));
    const OpId compound = f.publish(f.toCompounds({"JY"})).op;
    f.place.advance(Milliseconds(1));
    f.publish(f.toCompounds({"YH"}));
    f.place.advance(Milliseconds(1));
    const OpId community = f.publish(f.alert()).op;
    QVERIFY((ids(notices::inbox(f.place.db(), jy2, 10)) == std::vector<OpId>{community, compound, building}));
    QVERIFY((ids(notices::inbox(f.place.db(), guest, 10)) == std::vector<OpId>{community}));
    QCOMPARE(notices::allNotices(f.place.db(), guest, 10)->size(), std::size_t(5));
}

void NoticesQueriesTest::inboxShowsOwnNotices()
{
    NoticesFixture f;
    const OpId notice = f.publish(f.toBuildings({"JY-1"})).op;
    QVERIFY((ids(notices::inbox(f.place.db(), f.worker, 10)) == std::vector<OpId>{notice}));
}

/// Ids of buildings and compounds are given by people and may be the same word.
void NoticesQueriesTest::buildingAndCompoundWithOneName()
{
    NoticesFixture f;
    const MemberId jy1 = f.place.resident("JY-1-1-101");
    const OpId notice = f.publish(f.toBuildings({"YH-1"})).op;
    QVERIFY(f.place.db().run("UPDATE notices_area SET ref = 'JY' WHERE notice = ?1", {notice}).has_value());
    QVERIFY(notices::inbox(f.place.db(), jy1, 10)->empty()); // a building named as the reader's compound
}

void NoticesQueriesTest::liveFirstBySeverityThenNewest()
{
    NoticesFixture f;
    const auto publish = [&f](pb::notices::Severity severity) {
        auto facts = f.alert();
        facts.set_severity(severity);
        f.place.advance(Milliseconds(1));
        return f.publish(facts).op;
    };
    const OpId extremeButOver = publish(pb::notices::EXTREME);
    const OpId minor = publish(pb::notices::MINOR);
    const OpId severeOld = publish(pb::notices::SEVERE);
    const OpId unknown = publish(pb::notices::SEVERITY_UNKNOWN);
    const OpId severeNew = publish(pb::notices::SEVERE);
    const OpId minorOver = publish(pb::notices::MINOR);
    QVERIFY(f.cancel(f.worker, extremeButOver).accepted());
    QVERIFY(f.cancel(f.worker, minorOver).accepted());
    const std::vector<OpId> expected{severeNew, severeOld, minor, unknown, minorOver, extremeButOver};
    QVERIFY(ids(notices::inbox(f.place.db(), f.worker, 10)) == expected);
    QVERIFY(ids(notices::allNotices(f.place.db(), f.worker, 10)) == expected);
}

void NoticesQueriesTest::pagesEveryNoticeOnce()
{
    NoticesFixture f;
    for (int i = 0; i < 21; ++i) { // several of one severity and one time, so that ids must break ties
        auto facts = f.alert();
        facts.set_severity(static_cast<pb::notices::Severity>(1 + i % 3));
        const OpId id = f.publish(facts).op;
        if (i % 4 == 0)
            QVERIFY(f.cancel(f.worker, id).accepted());
    }
    const auto whole = ids(notices::inbox(f.place.db(), f.worker, 100));
    QCOMPARE(whole.size(), std::size_t(21));
    std::vector<OpId> paged;
    notices::NoticeKey key;
    for (;;) {
        const auto page = *notices::inbox(f.place.db(), f.worker, 4, key);
        if (page.empty())
            break;
        for (const auto& notice : page)
            paged.push_back(notice.id);
        key = notices::keyOf(page.back());
    }
    QVERIFY(paged == whole);
    QCOMPARE(std::set<OpId>(paged.begin(), paged.end()).size(), std::size_t(21));
}

void NoticesQueriesTest::remembersWhatTheReaderAcknowledged()
{
    NoticesFixture f;
    const MemberId reader = f.place.resident("JY-1-1-101");
    const MemberId other = f.place.resident("JY-1-1-101");
    const OpId notice = f.publish(f.alert()).op;
    QVERIFY(f.acknowledge(reader, notice).accepted());
    QVERIFY(notices::inbox(f.place.db(), reader, 1)->front().acknowledgedByReader);
    QVERIFY(!notices::inbox(f.place.db(), other, 1)->front().acknowledgedByReader);
    QVERIFY((*notices::notice(f.place.db(), notice, reader))->notice.acknowledgedByReader);
}

void NoticesQueriesTest::reachCountsByBuilding()
{
    NoticesFixture f;
    const MemberId one = f.place.resident("JY-1-1-101");
    const MemberId two = f.place.resident("JY-1-1-101");
    f.place.resident("JY-1-1-102");
    const MemberId three = f.place.resident("JY-2-1-101");
    f.place.resident("YH-1-1-101");
    const OpId notice = f.publish(f.toCompounds({"JY"})).op;
    for (const MemberId& reader : {one, two, three})
        QVERIFY(f.acknowledge(reader, notice).accepted());
    const auto reach = **notices::reach(f.place.db(), notice);
    QCOMPARE(reach.households, 12);
    QCOMPARE(reach.members, 4);
    QCOMPARE(reach.acknowledged, 3);
    QCOMPARE(reach.householdsAcknowledged, 2);
    QCOMPARE(reach.buildings.size(), std::size_t(2));
    const auto& jy1 = reach.buildings[0];
    QVERIFY(jy1.building.value == "JY-1");
    QCOMPARE(jy1.households, 6);
    QCOMPARE(jy1.members, 3);
    QCOMPARE(jy1.acknowledged, 2);
    QCOMPARE(jy1.householdsAcknowledged, 1);
    QCOMPARE(reach.buildings[1].members, 1);
    QCOMPARE(reach.buildings[1].acknowledged, 1);
}

void NoticesQueriesTest::reachOfTheCommunityCountsEveryMember()
{
    NoticesFixture f;
    const OpId notice = f.publish(f.alert()).op;
    const auto before = **notices::reach(f.place.db(), notice);
    const MemberId guest = f.place.staff(members::Role::Property);
    f.place.resident("YH-1-1-101");
    QVERIFY(f.acknowledge(guest, notice).accepted());
    const auto reach = **notices::reach(f.place.db(), notice);
    QCOMPARE(reach.members, before.members + 2);
    QCOMPARE(reach.acknowledged, 1);
    QCOMPARE(reach.householdsAcknowledged, 0);
    QCOMPARE(reach.households, 18);
    QCOMPARE(reach.buildings.size(), std::size_t(3));
}

void NoticesQueriesTest::unknownIdsAreNothing()
{
    NoticesFixture f;
    QVERIFY(!notices::notice(f.place.db(), OpId{{1}}, f.worker)->has_value());
    QVERIFY(!notices::reach(f.place.db(), OpId{{1}})->has_value());
    QVERIFY(notices::inbox(f.place.db(), f.worker, 5)->empty());
}

QTEST_GUILESS_MAIN(NoticesQueriesTest)
#include "tst_notices_queries.moc"
