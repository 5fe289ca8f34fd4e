// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using hazards::State;

/// hazards.report: what makes a report, and every reason for refusing one.
class HazardsReportTest : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatWasReported();
    void takesAPointInsteadOfABuilding();
    void takesReportsForANeighbour();
    void staysWithStaff();
    void refusesFacts_data();
    void refusesFacts();
    void takesTheEdgesOfTheEarth();
    void refusesAudiencesAndTheHub();
    void refusesContent_data();
    void refusesContent();
    void takesTextsUpToTheLimit();
};

namespace {

using pb::hazards::ReportContent;
using pb::hazards::ReportFacts;

struct BadFacts {
    const char* name;
    const char* code;
    void (*spoil)(ReportFacts&);
};
const BadFacts badFacts[] = {
    {"unknown item", "hazards.unknown_item", [](ReportFacts& f) { f.set_item("facilities.lightning"); }},
    {"no item", "hazards.unknown_item", [](ReportFacts& f) { f.clear_item(); }},
    {"a category is no item", "hazards.unknown_item", [](ReportFacts& f) { f.set_item("facilities"); }},
    {"nowhere", "hazards.no_place", [](ReportFacts& f) { f.clear_building(); }},
    {"unknown building", "hazards.unknown_building", [](ReportFacts& f) { f.set_building("JY-99"); }},
    {"building is no id", "hazards.unknown_building", [](ReportFacts& f) { f.set_building("JY-1' OR 1=1"); }},
    {"too far north", "hazards.bad_position",
     [](ReportFacts& f) { f.mutable_position()->set_latitude_e7(900'000'001); }},
    {"too far south", "hazards.bad_position",
     [](ReportFacts& f) { f.mutable_position()->set_latitude_e7(-900'000'001); }},
    {"too far east", "hazards.bad_position",
     [](ReportFacts& f) { f.mutable_position()->set_longitude_e7(1'800'000'001); }},
    {"too far west", "hazards.bad_position",
     [](ReportFacts& f) { f.mutable_position()->set_longitude_e7(-1'800'000'001); }},
    {"household without a neighbour", "hazards.on_behalf", [](ReportFacts& f) { f.set_household("JY-1-1-101"); }},
    {"unknown household", "hazards.unknown_household",
     [](ReportFacts& f) {
         f.set_on_behalf(true);
         f.set_household("JY-1-1-999");
     }},
    {"seven photos", "hazards.photos",
     [](ReportFacts& f) {
         for (int i = 0; i < 7; ++i)
             f.add_photos(HazardsFixture::photo(i));
     }},
    {"short photo hash", "hazards.photos", [](ReportFacts& f) { f.add_photos("short"); }},
};

struct BadContent {
    const char* name;
    const char* code;
    void (*spoil)(ReportContent&);
};
const BadContent badContent[] = {
    {"nothing said", "content.empty", [](ReportContent& c) { c.clear_text(); }},
    {"text too long", "content.too_long", [](ReportContent& c) { c.set_text(std::string(2001, 'a')); }},
    {"NUL in the text", "content.not_utf8", [](ReportContent& c) { c.set_text(std::string("a\0b", 3)); }},
    {"place too long", "content.too_long", [](ReportContent& c) { c.set_place(std::string(201, 'a')); }},
    {"name too long", "content.too_long", [](ReportContent& c) { c.set_behalf_name(std::string(101, 'a')); }},
    {"contact too long", "content.too_long", [](ReportContent& c) { c.set_behalf_contact(std::string(101, 'a')); }},
};

} // namespace

void HazardsReportTest::keepsWhatWasReported()
{
    HazardsFixture f;
    auto facts = f.reportFacts();
    facts.mutable_position()->set_latitude_e7(308'603'070);
    facts.mutable_position()->set_longitude_e7(1'044'094'060);
    facts.add_photos(f.photo(1));
    const OpId id = f.need(f.report(f.resident, facts));
    const auto report = f.find(id);
    QCOMPARE(report.author, f.resident);
    QCOMPARE(report.item, "facilities.lighting");
    QCOMPARE(report.category, "facilities");
    QCOMPARE(report.building->value, "JY-1");
    QCOMPARE(report.position->latitude, 30.860307);
    QCOMPARE(report.onMap.longitude, 104.409406);
    QCOMPARE(report.photos, 1);
    QCOMPARE(report.state, State::Reported);
    QCOMPARE(report.accepted, f.place.now());
    QCOMPARE(*report.text, "楼道灯不亮");
    QCOMPARE(*report.place, "2单元3楼");
    QVERIFY(!report.pending && !report.isPrivate && !report.onBehalf && !report.assignee);
    QCOMPARE(log::photosOf(f.place.db(), id).value().size(), std::size_t(1));
}

void HazardsReportTest::takesAPointInsteadOfABuilding()
{
    HazardsFixture f;
    ReportFacts facts = f.reportFacts();
    facts.clear_building();
    facts.mutable_position()->set_latitude_e7(-1);
    const auto report = f.find(f.need(f.report(f.resident, facts)));
    QVERIFY(!report.building);
    QCOMPARE(report.position->latitude, -1e-7);

    const auto atBuilding = f.find(f.report());
    QVERIFY(!atBuilding.position);
    const auto centre = members::building(f.place.db(), BuildingId{"JY-1"}).value()->centre();
    QVERIFY(hazards::distanceMetres(atBuilding.onMap, centre) < 0.1);
}

void HazardsReportTest::takesReportsForANeighbour()
{
    HazardsFixture f;
    auto facts = f.reportFacts();
    facts.set_on_behalf(true);
    facts.set_household("JY-1-1-102");
    auto content = f.reportContent();
    content.set_behalf_name("张婆婆");
    content.set_behalf_contact("座机");
    const auto report = f.find(f.need(f.place.submit(f.resident, "hazards.report", facts, content)));
    QVERIFY(report.onBehalf);
    QCOMPARE(report.household->value, "JY-1-1-102");
    QCOMPARE(*report.behalfName, "张婆婆");
    QCOMPARE(*report.behalfContact, "座机");
    QCOMPARE(f.place.submit(f.resident, "hazards.report", f.reportFacts(), content).verdict.code, "content.on_behalf");
}

void HazardsReportTest::staysWithStaff()
{
    HazardsFixture f;
    const OpId id = f.need(f.report(f.resident, f.reportFacts(), f.staffOnly()));
    QVERIFY(f.find(id).isPrivate);
}

void HazardsReportTest::refusesFacts_data()
{
    QTest::addColumn<int>("row");
    for (int row = 0; row < static_cast<int>(std::size(badFacts)); ++row)
        QTest::newRow(badFacts[row].name) << row;
}

void HazardsReportTest::refusesFacts()
{
    QFETCH(int, row);
    HazardsFixture f;
    auto facts = f.reportFacts();
    badFacts[row].spoil(facts);
    QCOMPARE(f.report(f.resident, facts).verdict.code, badFacts[row].code);
    QVERIFY(hazards::list(f.place.db(), {}, {}, 10).value().empty());
}

void HazardsReportTest::takesTheEdgesOfTheEarth()
{
    HazardsFixture f;
    auto facts = f.reportFacts();
    for (const int sign : {1, -1}) {
        facts.mutable_position()->set_latitude_e7(sign * 900'000'000);
        facts.mutable_position()->set_longitude_e7(sign * 1'800'000'000);
        QVERIFY(f.report(f.resident, facts).accepted());
    }
}

void HazardsReportTest::refusesAudiencesAndTheHub()
{
    HazardsFixture f;
    QCOMPARE(f.report(f.resident, f.reportFacts(), {log::Audience::Kind::Parties, {f.worker}}).verdict.code,
             "op.audience");
    QCOMPARE(f.report({}, f.reportFacts()).verdict.code, "hazards.not_allowed");
    QCOMPARE(f.place.submitBytes(f.resident, "hazards.report", "\xff", {}).verdict.code, "content.malformed");
    QCOMPARE(f.kind("hazards.report")
                 .decide(f.context(f.resident, {}), {"hazards.report", asBytes("\xff"), std::nullopt})
                 .value()
                 .code,
             "op.malformed");
}

void HazardsReportTest::refusesContent_data()
{
    QTest::addColumn<int>("row");
    for (int row = 0; row < static_cast<int>(std::size(badContent)); ++row)
        QTest::newRow(badContent[row].name) << row;
}

void HazardsReportTest::refusesContent()
{
    QFETCH(int, row);
    HazardsFixture f;
    auto facts = f.reportFacts();
    facts.set_on_behalf(true);
    auto content = f.reportContent();
    badContent[row].spoil(content);
    QCOMPARE(f.place.submit(f.resident, "hazards.report", facts, content).verdict.code, badContent[row].code);
}

void HazardsReportTest::takesTextsUpToTheLimit()
{
    HazardsFixture f;
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += "灯";
    QVERIFY(f.place.submit(f.resident, "hazards.report", f.reportFacts(), f.reportContent(text)).accepted());
    // A photo says enough.
    auto facts = f.reportFacts();
    facts.add_photos(f.photo(1));
    const auto silent = f.place.submit(f.resident, "hazards.report", facts, f.reportContent({}));
    QVERIFY(silent.accepted());
    QVERIFY(!f.find(silent.op).erased());
}

QTEST_GUILESS_MAIN(HazardsReportTest)
#include "tst_hazards_report.moc"
