// SPDX-License-Identifier: Apache-2.0
#include "core/members/Import.h"
#include "core/members/members.pb.h"

#include <QtTest>
#include <random>

using namespace linli;
using namespace linli::members;
namespace pbm = linli::pb::members;

/// GeoJSON and CSV as operators have them, and each fault with the place where it is.
class TstMembersImport : public QObject {
    Q_OBJECT

    static constexpr const char* ring = "[[104.1,30.1],[104.2,30.1],[104.2,30.2],[104.1,30.1]]";
    static std::string polygon(const std::string& rings)
    {
        return R"({"type":"Polygon","coordinates":[)" + rings + "]}";
    }
    static std::string feature(const std::string& properties, const std::string& geometry)
    {
        return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
    }
    static std::string collection(const std::string& features)
    {
        return R"({"type":"FeatureCollection","features":[)" + features + "]}";
    }
    static std::string compound() { return feature(R"("kind":"compound","id":"A","name":"甲")", polygon(ring)); }
    static std::string building(const std::string& more = {})
    {
        return feature(R"("kind":"building","id":"A-1","compound":"A","name":"1")" + more, polygon(ring));
    }
    static std::string fault(const std::string& geojson)
    {
        pbm::Found found;
        const auto result = importPlaces(geojson, found);
        if (result)
            return {};
        return result.error().code == "import.geojson" && found.buildings_size() == 0 ? result.error().detail
                                                                                      : "wrong code";
    }
    static pbm::Found places()
    {
        pbm::Found found;
        found.add_buildings()->set_id("A-1");
        return found;
    }
    static std::string csvFault(const std::string& csv)
    {
        pbm::Found found = places();
        const auto result = importHouseholds(csv, found);
        if (result)
            return {};
        return result.error().code == "import.csv" && found.households_size() == 0 ? result.error().detail
                                                                                   : "wrong code";
    }
    static std::string row(const std::string& line) { return "building,unit,room,area_m2,owners\n" + line + "\n"; }

private slots:
    void placesAreRead()
    {
        pbm::Found found;
        const std::string point = feature(R"("kind":"building","id":"A-2","compound":"A","name":"2")",
                                          R"({"type":"Point","coordinates":[-180,-90,12.5]})");
        QVERIFY(importPlaces(collection(building(R"(,"units":3,"floors":6)") + "," + compound() + "," + point), found)
                    .has_value());
        QCOMPARE(found.compounds_size(), 1);
        QCOMPARE(found.compounds(0).name(), std::string("甲"));
        QCOMPARE(found.compounds(0).outline_size(), 6); // the closing point is left out
        QCOMPARE(found.buildings(0).units(), 3U);
        QCOMPARE(found.buildings(0).outline(0), 301'000'000);
        QCOMPARE(found.buildings(0).outline(1), 1'041'000'000);
        QCOMPARE(found.buildings(1).outline_size(), 2);
        QCOMPARE(found.buildings(1).outline(1), -1'800'000'000);
        QCOMPARE(found.buildings(1).floors(), 0U);
    }

    void placeFaults_data()
    {
        QTest::addColumn<std::string>("geojson");
        QTest::addColumn<std::string>("detail");
        const auto row = [](const char* name, const std::string& text, const char* detail) {
            QTest::newRow(name) << text << std::string(detail);
        };
        const auto geometry = [](const std::string& shape) {
            return collection(compound() + "," +
                              feature(R"("kind":"building","id":"B","compound":"A","name":"1")", shape));
        };
        row("not json", "{\n\n  oops", "line 3: not JSON");
        row("empty", "", "line 1: not JSON");
        row("not utf-8", "{\"type\":\"\xFF\"}", "line 1: not JSON");
        row("huge number", R"({"a":1e999})", "file: a number is out of range");
        row("deep", std::string(100'000, '[') + std::string(100'000, ']'), "file: nested too deeply");
        row("array", "[]", "file: not a FeatureCollection");
        row("no features", R"({"type":"FeatureCollection"})", "file: not a FeatureCollection");
        row("no building", collection(compound()), "file: no building");
        row("feature is no object", collection("7"), "feature 1: kind must be compound or building");
        row("kind", collection(compound() + "," + feature(R"("kind":"park")", polygon(ring))),
            "feature 2: kind must be compound or building");
        row("id", collection(feature(R"("kind":"compound","id":"甲","name":"x")", polygon(ring))),
            "feature 1: id must be 1 to 64 ASCII letters, digits or -_./");
        row("name", collection(feature(R"("kind":"compound","id":"A","name":"")", polygon(ring))),
            "feature 1: name must be 1 to 80 characters");
        row("name with NUL", collection(feature(R"("kind":"compound","id":"A","name":"a\u0000")", polygon(ring))),
            "feature 1: name must be 1 to 80 characters");
        row("units", collection(compound() + "," + building(R"(,"units":-1)")),
            "feature 2: units must be a whole number from 0 to 100");
        row("floors", collection(compound() + "," + building(R"(,"floors":2.5)")),
            "feature 2: floors must be a whole number from 0 to 200");
        row("twice", collection(compound() + "," + compound()), "feature 2: its id is there twice");
        row("building twice", collection(compound() + "," + building() + "," + building()),
            "feature 3: its id is there twice");
        row("compound unknown", collection(building()), "feature 1: its compound is not in the file");
        row("geometry", geometry("null"), "feature 2: geometry must be a Polygon or a Point");
        row("point for compound",
            collection(feature(R"("kind":"compound","id":"A","name":"x")", R"({"type":"Point","coordinates":[1,2]})")),
            "feature 1: geometry must be a Polygon");
        row("open ring", geometry(polygon("[[1,1],[2,2],[3,3],[4,4]]")),
            "feature 2: a ring must be closed and have at least four positions");
        row("short ring", geometry(polygon("[[1,1],[2,2],[1,1]]")),
            "feature 2: a ring must be closed and have at least four positions");
        row("longitude", geometry(polygon("[[181,1],[2,2],[3,3],[181,1]]")), "feature 2: coordinates out of range");
        row("latitude", geometry(R"({"type":"Point","coordinates":[0,90.001]})"),
            "feature 2: coordinates out of range");
        row("text position", geometry(R"({"type":"Point","coordinates":["0","1"]})"),
            "feature 2: a position must be [longitude, latitude]");
    }
    void placeFaults()
    {
        QFETCH(std::string, geojson);
        QFETCH(std::string, detail);
        QCOMPARE(fault(geojson), detail);
    }

    void tooLargeIsRefusedUnread()
    {
        QCOMPARE(fault(std::string(maxImportBytes + 1, ' ')), std::string("file: larger than 16 MiB"));
        QCOMPARE(csvFault(std::string(maxImportBytes + 1, ' ')), std::string("file: larger than 16 MiB"));
    }

    void householdsAreRead()
    {
        pbm::Found found = places();
        const std::string csv = "\xEF\xBB\xBFowners,room,\"unit\",building,area_m2\r\n"
                                "1001,101,1,A-1,85.30\r\n"
                                "\r\n"
                                "\"1002;1003\",102,1,A-1,90\r\n"
                                "1002:1/3;1003:2/3,201,1,A-1,0.01";
        QVERIFY(importHouseholds(csv, found).has_value());
        QCOMPARE(found.households_size(), 3);
        QCOMPARE(found.households(0).area_cm2(), 853'000U);
        QCOMPARE(found.households(0).owners(0).denominator(), 1U);
        QCOMPARE(found.households(1).area_cm2(), 900'000U);
        QCOMPARE(found.households(1).owners(1).owner(), std::string("1003"));
        QCOMPARE(found.households(1).owners(1).denominator(), 2U);
        QCOMPARE(found.households(2).area_cm2(), 100U);
        QCOMPARE(found.households(2).owners(1).numerator(), 2U);
    }

    void areaIsExact()
    {
        // 0.29 * 100 is 28.999… in floating point.
        for (const auto& [text, cm2] : {std::pair{"0.29", 2'900U},
                                        {"1.1", 11'000U},
                                        {"4.35", 43'500U},
                                        {"1000000", 4'294'967'295U},
                                        {"999999.99", 0U}}) {
            pbm::Found found = places();
            QVERIFY(importHouseholds(row(std::string("A-1,1,1,") + text + ",1"), found).has_value());
            if (std::string_view(text) == "1000000")
                QCOMPARE(found.households(0).area_cm2(), 10'000'000'000ULL);
            else if (std::string_view(text) == "999999.99")
                QCOMPARE(found.households(0).area_cm2(), 9'999'999'900ULL);
            else
                QCOMPARE(found.households(0).area_cm2(), cm2);
        }
    }

    void householdFaults_data()
    {
        QTest::addColumn<std::string>("csv");
        QTest::addColumn<std::string>("detail");
        const auto add = [](const char* name, const std::string& text, const std::string& detail) {
            QTest::newRow(name) << text << detail;
        };
        const std::string area = "line 2: area_m2 must be above 0 with at most two decimals";
        const std::string owners = "line 2: owners must be number[:a/b];… with shares that add up to exactly 1";
        add("empty", "", "line 1: column building is missing");
        add("header", "building,unit,room,area_m2\n", "line 1: column owners is missing");
        add("column too many", "building,unit,room,area_m2,owners,x\n", "line 1: a column too many");
        add("column twice", "building,unit,room,area_m2,owners,unit\n", "line 1: a column too many");
        add("nothing in it", "building,unit,room,area_m2,owners\n", "line 1: no household");
        add("fields", row("A-1,1,101,80"), "line 2: needs 5 fields");
        add("unknown building", row("B,1,101,80,1"), "line 2: unknown building");
        add("room", row("A-1,1,一,80,1"), "line 2: unit and room must be ASCII letters, digits or -_./");
        add("no unit", row("A-1,,1,80,1"), "line 2: unit and room must be ASCII letters, digits or -_./");
        add("twice", row("A-1,1,1,80,1\nA-1,1,1,80,1"), "line 3: this household is there twice");
        for (const char* bad : {"0", "0.00", "-1", "1.234", "1e3", "", ".5", "5.", "1,5", "+1", " 1", "1000000.01",
                                "99999999999999999999", "nan", "1.-5"})
            add(bad, row(std::string("A-1,1,1,\"") + bad + "\",1"), area);
        for (const char* bad : {"", ";", "1;", "1;1", "1:1/2", "1:1/2;2:1/3", "1:1/2;2", "1:0/1", "1:1/0", "1:2/1",
                                "1:1", "1:/", "1:-1/2;2:3/2", "王", "1:1/2;2:1/2;3:1/2"})
            add(("owners " + std::string(bad)).c_str(), row(std::string("A-1,1,1,80,") + bad), owners);
        add("not utf-8", row("A-1,1,1,80,\xFF"), "line 2: not UTF-8, or a NUL");
        add("nul", row(std::string("A-1,1,1,80,1\0", 13)), "line 2: not UTF-8, or a NUL");
        add("open quote", row("A-1,1,1,80,1\nA-1,1,\"2,80,1"), "line 3: a quote is not closed");
        add("quote inside", row("A-1,1,a\"b,80,1"), "line 2: a quote or line end inside a field without quotes");
        add("after quote", row("A-1,1,\"1\"x,80,1"), "line 2: text after a closing quote");
        add("line after a field of two lines", row("A-1,1,1,80,1\nA-1,1,\"1\n\",80,1\nB,1,1,80,1"),
            "line 3: unit and room must be ASCII letters, digits or -_./");
        add("counts lines in quotes", "building,unit,room,area_m2,\"own\ners\"\n", "line 1: column owners is missing");
    }
    void householdFaults()
    {
        QFETCH(std::string, csv);
        QFETCH(std::string, detail);
        QCOMPARE(csvFault(csv), detail);
    }

    void detailsNeverRepeatTheRegister()
    {
        QVERIFY(!csvFault(row("A-1,1,1,80,secret-owner:9")).contains("secret"));
        QVERIFY(!csvFault(row("secret,1,1,80,1")).contains("secret"));
    }

    void spoiltInputNeverCrashes()
    {
        std::mt19937 random(7); // the same inputs in each run
        const std::string map = collection(compound() + "," + building());
        const std::string csv = row("A-1,1,1,80.5,\"1:1/2;2:1/2\"\nA-1,1,2,80,3");
        for (int i = 0; i < 4000; ++i) {
            std::string text = i % 2 == 0 ? map : csv;
            for (unsigned k = 0; k <= random() % 3; ++k)
                text[random() % text.size()] = static_cast<char>(random());
            text.resize(random() % 8 == 0 ? random() % text.size() : text.size());
            pbm::Found found = places();
            const auto result = i % 2 == 0 ? importPlaces(text, found) : importHouseholds(text, found);
            if (!result)
                QCOMPARE(result.error().kind, ErrorKind::Invalid);
        }
    }
};

QTEST_GUILESS_MAIN(TstMembersImport)
#include "tst_members_import.moc"
