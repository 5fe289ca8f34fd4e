// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Catalogue.h"

#include <QTest>

#include <set>

using namespace linli;
using namespace linli::hazards;

/// The compiled-in item list, and what makes a list unfit.
class HazardsCatalogueTest : public QObject {
    Q_OBJECT

private slots:
    void hasNineCategoriesAnd32Items();
    void everyTextIsThereInThreeLanguages();
    void lifeInDangerNamesANumber();
    void findsByIdOnly();
    void choosesTheLanguage_data();
    void choosesTheLanguage();
    void refusesUnfitLists_data();
    void refusesUnfitLists();
};

void HazardsCatalogueTest::hasNineCategoriesAnd32Items()
{
    std::set<std::string> ids;
    std::size_t items = 0;
    for (const Category& category : catalogue().categories()) {
        ids.insert(category.id);
        QVERIFY(!category.icon.empty());
        for (const Item& item : category.items) {
            ids.insert(item.id);
            QCOMPARE(item.category, category.id);
            ++items;
        }
    }
    QCOMPARE(catalogue().categories().size(), std::size_t(9));
    QCOMPARE(items, std::size_t(32));
    QCOMPARE(ids.size(), std::size_t(9 + 32));
}

void HazardsCatalogueTest::everyTextIsThereInThreeLanguages()
{
    const auto complete = [](const LocalText& text) {
        return !text.simplified.empty() && !text.traditional.empty() && !text.english.empty();
    };
    for (const Category& category : catalogue().categories()) {
        QVERIFY2(complete(category.name), category.id.c_str());
        for (const Item& item : category.items) {
            QVERIFY2(complete(item.name) && complete(item.hint), item.id.c_str());
            QVERIFY2(!item.emergency || complete(item.emergency->text), item.id.c_str());
        }
    }
}

void HazardsCatalogueTest::lifeInDangerNamesANumber()
{
    const std::set<std::string> numbers{"119", "110", "120"};
    int emergencies = 0;
    for (const Category& category : catalogue().categories()) {
        for (const Item& item : category.items) {
            if (!item.emergency)
                continue;
            ++emergencies;
            QVERIFY2(numbers.contains(item.emergency->call), item.id.c_str());
            QCOMPARE(item.urgency, Urgency::Immediate);
        }
    }
    QVERIFY(emergencies > 0);
}

void HazardsCatalogueTest::findsByIdOnly()
{
    const Item* const item = catalogue().item("fire.blocked_exit");
    QVERIFY(item != nullptr);
    QCOMPARE(item->name.english, "Stairway or exit blocked");
    QCOMPARE(urgencyName(item->urgency), "immediate");
    QCOMPARE(responderName(item->responder), "property");
    QCOMPARE(catalogue().category("fire")->name.simplified, "消防安全");
    for (const char* const unknown : {"", "fire", "fire.", "fire.blocked_exit2", "blocked_exit", "FIRE.BLOCKED_EXIT"})
        QVERIFY2(catalogue().item(unknown) == nullptr, unknown);
    QVERIFY(catalogue().category("fires") == nullptr);
}

void HazardsCatalogueTest::choosesTheLanguage_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("expected");
    for (const auto& [locale, expected] : {std::pair{"zh_CN", "简"},
                                           {"zh", "简"},
                                           {"zh-Hans-SG", "简"},
                                           {"zh_TW", "繁"},
                                           {"zh-Hant-HK", "繁"},
                                           {"zh_HK", "繁"},
                                           {"en", "e"},
                                           {"en_GB", "e"},
                                           {"de_DE", "e"},
                                           {"", "e"}})
        QTest::newRow(locale) << locale << expected;
}

void HazardsCatalogueTest::choosesTheLanguage()
{
    QFETCH(QString, locale);
    QFETCH(QString, expected);
    const LocalText text{"简", "繁", "e"};
    QCOMPARE(QString::fromStdString(text.in(locale.toStdString())), expected);
}

void HazardsCatalogueTest::refusesUnfitLists_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray name = R"({"zh_CN":"甲","zh_TW":"甲","en":"a"})";
    const auto item = [&](const QByteArray& id) {
        return QByteArray(R"({"id":")" + id + R"(","name":)" + name + R"(,"hint":)" + name +
                          R"(,"urgency":"future","responder":"worker","emergency":null,"keywords":["a"]})");
    };
    const auto list = [&](const QByteArray& items) {
        return QByteArray(R"({"version":1,"categories":[{"id":"a","name":)" + name + R"(,"icon":"i","items":[)" +
                          items + "]}]}");
    };
    QVERIFY(Catalogue::parse(list(item("a.b")).toStdString()).has_value());
    QTest::newRow("no json") << QByteArray("{");
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("other version") << list(item("a.b")).replace("\"version\":1", "\"version\":2");
    QTest::newRow("an id twice") << list(item("a.b") + "," + item("a.b"));
    QTest::newRow("foreign category") << list(item("c.b"));
    QTest::newRow("a language missing") << list(item("a.b")).replace(R"("zh_TW":"甲",)", "");
    QTest::newRow("an empty text") << list(item("a.b")).replace(R"("en":"a")", R"("en":"")");
    QTest::newRow("unknown urgency") << list(item("a.b")).replace("future", "soon");
    QTest::newRow("unknown responder") << list(item("a.b")).replace("worker", "plumber");
    QTest::newRow("no emergency field") << list(item("a.b")).replace("\"emergency\":null,", "");
    QTest::newRow("keywords are no list") << list(item("a.b")).replace("[\"a\"]", "\"a\"");
}

void HazardsCatalogueTest::refusesUnfitLists()
{
    QFETCH(QByteArray, json);
    const auto parsed = Catalogue::parse(json.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, "hazards.catalogue");
    QVERIFY(!parsed.error().detail.empty());
}

QTEST_GUILESS_MAIN(HazardsCatalogueTest)
#include "tst_hazards_catalogue.moc"
