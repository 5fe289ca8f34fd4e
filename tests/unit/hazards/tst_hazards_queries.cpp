// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using hazards::Filter;
using hazards::State;
using members::Point;

/// Lists, map, "is it this one?", and what a pending or erased report shows.
class HazardsQueriesTest : public QObject {
    Q_OBJECT

private slots:
    void listsByPagesNewestFirst();
    void filters();
    void searchesTexts();
    void findsPinsInTheBox();
    void measuresDistances();
    void offersNearReports();
    void pendingComesFirst();
    void unknownIsNothing();
};

namespace {

constexpr int toE7 = 10'000'000;

pb::hazards::ReportFacts at(double latitude, double longitude, const std::string& building = {})
{
    auto facts = HazardsFixture::reportFacts(building);
    facts.mutable_position()->set_latitude_e7(static_cast<int>(std::lround(latitude * toE7)));
    facts.mutable_position()->set_longitude_e7(static_cast<int>(std::lround(longitude * toE7)));
    return facts;
}

std::vector<OpId> idsOf(const std::vector<hazards::Report>& reports)
{
    std::vector<OpId> ids;
    for (const auto& report : reports)
        ids.push_back(report.id);
    return ids;
}

} // namespace

void HazardsQueriesTest::listsByPagesNewestFirst()
{
    HazardsFixture f;
    std::vector<OpId> made;
    for (int i = 0; i < 7; ++i)
        made.insert(made.begin(), f.report());
    std::vector<OpId> seen;
    std::optional<hazards::ListKey> after;
    int pages = 0;
    for (;;) {
        const auto page = hazards::list(f.place.db(), {}, after, 3).value();
        if (page.empty())
            break;
        ++pages;
        for (const OpId& id : idsOf(page))
            seen.push_back(id);
        after = page.back().key;
    }
    QCOMPARE(seen, made);
    QCOMPARE(pages, 3);
}

void HazardsQueriesTest::filters()
{
    HazardsFixture f;
    const MemberId other = f.place.resident("JY-2-1-101");
    const OpId lamp = f.report();
    auto facts = f.reportFacts("JY-2");
    facts.set_item("fire.blocked_exit");
    const OpId exit = f.need(f.report(other, facts));
    auto assign = f.advanceFacts(exit, State::Scheduled);
    assign.set_assignee(f.worker.str());
    f.need(f.advance(f.worker, assign));

    const auto ids = [&](const Filter& filter) { return idsOf(hazards::list(f.place.db(), filter, {}, 10).value()); };
    const std::vector<OpId> all{exit, lamp};
    const std::vector<OpId> onlyLamp{lamp};
    const std::vector<OpId> onlyExit{exit};
    QCOMPARE(ids({}), all);
    QCOMPARE(ids({.states = {State::Reported}}), onlyLamp);
    QCOMPARE(ids({.states = {State::Reported, State::Scheduled}}), all);
    QCOMPARE(ids({.states = {State::Closed}}), std::vector<OpId>{});
    QCOMPARE(ids({.category = "fire"}), onlyExit);
    QCOMPARE(ids({.building = BuildingId{"JY-1"}}), onlyLamp);
    QCOMPARE(ids({.author = other}), onlyExit);
    QCOMPARE(ids({.assignee = f.worker}), onlyExit);
    QCOMPARE(ids({.states = {State::Reported}, .category = "fire"}), std::vector<OpId>{});
}

void HazardsQueriesTest::searchesTexts()
{
    HazardsFixture f;
    const auto make = [&](const std::string& text) {
        return f.need(f.place.submit(f.resident, "hazards.report", f.reportFacts(), f.reportContent(text)));
    };
    const OpId percent = make("电梯坏了100%");
    const OpId plain = make("电梯坏了1000次_真的");
    const auto ids = [&](const std::string& text) {
        return idsOf(hazards::list(f.place.db(), {.text = text}, {}, 10).value());
    };
    QCOMPARE(ids("电梯"), (std::vector{plain, percent}));
    QCOMPARE(ids("梯坏"), (std::vector{plain, percent}));
    QCOMPARE(ids("100%"), std::vector{percent});
    QCOMPARE(ids("次_真"), std::vector{plain});
    QCOMPARE(ids("2单元"), (std::vector{plain, percent}));
    QCOMPARE(ids("\\"), std::vector<OpId>{});
    QCOMPARE(ids("' OR 1=1 --"), std::vector<OpId>{});
}

void HazardsQueriesTest::findsPinsInTheBox()
{
    HazardsFixture f;
    const OpId inside = f.need(f.report(f.resident, at(30.5, 104.5)));
    f.need(f.report(f.resident, at(30.5, 104.7)));
    f.need(f.report(f.resident, at(30.7, 104.5)));
    const OpId atBuilding = f.report();
    const hazards::Box box{30.45, 104.45, 30.55, 104.55};
    const auto pins = hazards::viewport(f.place.db(), box, {}, 10).value();
    QCOMPARE(pins.size(), std::size_t(1));
    QCOMPARE(pins[0].id, inside);
    QCOMPARE(pins[0].point.latitude, 30.5);
    QCOMPARE(pins[0].category, "facilities");
    QVERIFY(hazards::viewport(f.place.db(), box, {State::Fixed}, 10).value().empty());
    // A report without a point is where its building is.
    const Point centre = members::building(f.place.db(), BuildingId{"JY-1"}).value()->centre();
    const hazards::Box around{centre.latitude - 1e-5, centre.longitude - 1e-5, centre.latitude + 1e-5,
                              centre.longitude + 1e-5};
    QCOMPARE(hazards::viewport(f.place.db(), around, {}, 10).value().at(0).id, atBuilding);
    QCOMPARE(hazards::viewport(f.place.db(), {-90, -180, 90, 180}, {}, 2).value().size(), std::size_t(2));
}

void HazardsQueriesTest::measuresDistances()
{
    const auto near = [](double value, double expected, double by) { return std::abs(value - expected) <= by; };
    QCOMPARE(hazards::distanceMetres({30, 104}, {30, 104}), 0.0);
    // One degree of a meridian is 1/360 of the circumference 2π·6371008.8 m.
    QVERIFY(near(hazards::distanceMetres({0, 0}, {1, 0}), 111195.08, 0.1));
    QVERIFY(near(hazards::distanceMetres({60, 0}, {60, 1}), 55'597.0, 5));
    QVERIFY(near(hazards::distanceMetres({0, 0}, {0, 180}), 20'015'114.4, 1));
    QVERIFY(near(hazards::distanceMetres({0, 179.9999}, {0, -179.9999}), 22.24, 0.01));
}

void HazardsQueriesTest::offersNearReports()
{
    HazardsFixture f;
    const double metre = 1 / 111195.08;
    const OpId close = f.need(f.report(f.resident, at(30 + 49 * metre, 104)));
    const OpId closer = f.need(f.report(f.resident, at(30, 104 + 10 * metre)));
    f.need(f.report(f.resident, at(30 + 51 * metre, 104)));
    // In the corner of the box, but farther than 50 m.
    f.need(f.report(f.resident, at(30 + 45 * metre, 104 + 45 * metre)));
    auto otherItem = at(30, 104);
    otherItem.set_item("fire.equipment");
    f.need(f.report(f.resident, otherItem));
    f.need(f.report(f.resident, at(30, 104), f.staffOnly()));
    const OpId done = f.need(f.report(f.resident, at(30, 104)));
    f.need(f.advance(done, State::Fixed));
    const OpId shut = f.need(f.report(f.resident, at(30, 104)));
    f.need(f.close(shut, pb::hazards::UNABLE));
    const OpId sameBuilding = f.report();

    const auto ids = [&](std::optional<BuildingId> building, std::optional<Point> point) {
        std::vector<OpId> found;
        const auto near = hazards::near(f.place.db(), "facilities.lighting", building, point, f.place.now());
        for (const auto& hit : near.value())
            found.push_back(hit.report.id);
        return found;
    };
    QCOMPARE(ids({}, Point{30, 104}), (std::vector{closer, close}));
    QCOMPARE(ids(BuildingId{"JY-1"}, Point{30, 104}), (std::vector{closer, close, sameBuilding}));
    QCOMPARE(ids(BuildingId{"JY-1"}, {}), std::vector{sameBuilding});
    QCOMPARE(ids({}, {}), std::vector<OpId>{});
    const auto hits = hazards::near(f.place.db(), "facilities.lighting", {}, Point{30, 104}, f.place.now()).value();
    QVERIFY(std::abs(*hits.at(1).metres - 49) < 0.1);

    f.place.advance(std::chrono::days(90));
    QCOMPARE(ids(BuildingId{"JY-1"}, {}), std::vector{sameBuilding});
    f.place.advance(Milliseconds(1));
    QVERIFY(ids(BuildingId{"JY-1"}, Point{30, 104}).empty());
}

void HazardsQueriesTest::pendingComesFirst()
{
    HazardsFixture f;
    const OpId confirmed = f.report();
    const OpId pending{{1}}; // smaller than every other id
    const std::string facts = f.reportFacts().SerializeAsString();
    const std::string content = f.reportContent().SerializeAsString();
    const log::OpView view{"hazards.report", asBytes(facts), asBytes(content)};
    QVERIFY(f.kind("hazards.report").apply(f.context(f.resident, pending), view).has_value());
    const auto page = hazards::list(f.place.db(), {}, {}, 1).value();
    QCOMPARE(page.at(0).id, pending);
    QVERIFY(page.at(0).pending);
    QVERIFY(f.detail(pending, f.resident).timeline.at(0).pending);
    const auto next = hazards::list(f.place.db(), {}, page.at(0).key, 1).value();
    QCOMPARE(next.at(0).id, confirmed);
    QVERIFY(!next.at(0).pending);
}

void HazardsQueriesTest::unknownIsNothing()
{
    HazardsFixture f;
    QVERIFY(!hazards::find(f.place.db(), OpId{{1}}).value());
    QVERIFY(!hazards::detail(f.place.db(), OpId{{1}}, f.resident).value());
}

QTEST_GUILESS_MAIN(HazardsQueriesTest)
#include "tst_hazards_queries.moc"
