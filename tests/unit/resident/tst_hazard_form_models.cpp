// SPDX-License-Identifier: Apache-2.0
#include "HazardModelsFixture.h"

#include "app/resident/hazards/HazardCategoryModel.h"
#include "app/resident/hazards/HazardEditor.h"
#include "app/resident/hazards/HazardItemModel.h"
#include "app/resident/hazards/HazardListModel.h"
#include "app/resident/map/BuildingModel.h"
#include "app/resident/map/HazardPinModel.h"

#include <QGeoCoordinate>

using namespace linli;
using namespace linli::resident;
using namespace linli::test;

class TestHazardFormModels : public QObject {
    Q_OBJECT

private slots:
    void categoriesSpeakTheLanguage();
    void itemsOfACategory();
    void itemsAreFound_data();
    void itemsAreFound();
    void formBeginsAtHome();
    void formSaysWhatIsMissing();
    void formKeepsEverythingWhenSavingFails();
    void formSaves();
    void formLocates();
    void buildingsOwnFirst();
    void pinsCanEachBePressed();
};

void TestHazardFormModels::categoriesSpeakTheLanguage()
{
    HazardCategoryModel categories;
    categories.setLanguage(QStringLiteral("zh_CN"));
    QCOMPARE(categories.rowCount(), 9);
    QCOMPARE(cell(categories, 0, HazardCategoryModel::NameRole).toString(), QStringLiteral("消防安全"));
    QSignalSpy changes(&categories, &QAbstractItemModel::dataChanged);
    categories.setLanguage(QStringLiteral("en_GB"));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(cell(categories, 0, HazardCategoryModel::NameRole).toString(), QStringLiteral("Fire safety"));
}

void TestHazardFormModels::itemsOfACategory()
{
    HazardItemModel items;
    items.setLanguage(QStringLiteral("zh_CN"));
    QCOMPARE(items.count(), 0);
    items.setCategory(QStringLiteral("fire"));
    QVERIFY(items.count() > 1);
    QCOMPARE(cell(items, 0, HazardItemModel::ItemIdRole).toString(), QStringLiteral("fire.burning"));
    QCOMPARE(cell(items, 0, HazardItemModel::EmergencyCallRole).toString(), QStringLiteral("119"));
    QCOMPARE(cell(items, 1, HazardItemModel::EmergencyCallRole).toString(), QString());
    items.setCategory(QStringLiteral("no such thing"));
    QCOMPARE(items.count(), 0);
}

void TestHazardFormModels::itemsAreFound_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("first");
    QTest::newRow("name") << QStringLiteral("着火") << QStringLiteral("fire.burning");
    QTest::newRow("keyword") << QStringLiteral("电瓶车") << QStringLiteral("fire.ebike_charging");
    QTest::newRow("another language, spaces, case") << QStringLiteral("  SMOKE ") << QStringLiteral("fire.burning");
    QTest::newRow("nothing") << QStringLiteral("qzx") << QString();
}

void TestHazardFormModels::itemsAreFound()
{
    QFETCH(const QString, query);
    QFETCH(const QString, first);
    HazardItemModel items;
    items.setQuery(query);
    QCOMPARE(items.count() == 0, first.isEmpty());
    if (items.count() > 0)
        QCOMPARE(cell(items, 0, HazardItemModel::ItemIdRole).toString(), first);
}

void TestHazardFormModels::formBeginsAtHome()
{
    HazardPhones phones;
    const auto core = phones.open(phones.li, "li");
    HazardEditor editor;
    editor.setCore(core.get());
    QTRY_COMPARE(editor.building(), QStringLiteral("JY-1"));
    QVERIFY(!editor.dirty());
    editor.chooseBuilding(QStringLiteral("JY-2"), QStringLiteral("2栋"));
    QVERIFY(editor.dirty());

    HazardEditor quick; // chosen before the home was read
    quick.setCore(core.get());
    quick.chooseBuilding({}, {});
    QSignalSpy moved(&quick, &HazardEditor::placeChanged);
    QVERIFY(!moved.wait(300));
    QCOMPARE(quick.building(), QString());
}

void TestHazardFormModels::formSaysWhatIsMissing()
{
    HazardPhones phones;
    const auto core = phones.open(phones.li, "li");
    HazardEditor editor;
    editor.setCore(core.get());
    editor.chooseBuilding({}, {});
    QSignalSpy failed(&editor, &HazardEditor::failed);
    editor.submit();
    QCOMPARE(failed.count(), 1);
    QVERIFY(!editor.itemProblem().isEmpty());
    QVERIFY(!editor.textProblem().isEmpty());
    QCOMPARE(editor.placeProblem(), problemText("hazards.no_place"));

    editor.setItem(QStringLiteral("facilities.lighting"));
    QVERIFY(editor.itemProblem().isEmpty());
    editor.setPin(30.86, 104.41);
    editor.setProperty("text", QString(editor.maximumText() + 1, QChar(u'灯')));
    editor.submit();
    QCOMPARE(editor.textProblem(), problemText("content.too_long"));
    QVERIFY(editor.placeProblem().isEmpty());
    editor.setProperty("text", QString(editor.maximumText(), QChar(u'灯')));
    QSignalSpy saved(&editor, &HazardEditor::saved);
    editor.submit();
    QTRY_COMPARE(saved.count(), 1);
}

void TestHazardFormModels::formKeepsEverythingWhenSavingFails()
{
    HazardPhones phones;
    const auto core = phones.open(phones.li, "li");
    HazardListModel list;
    list.setCore(core.get());
    QTRY_VERIFY(!list.loading());
    QFile broken(phones.folder.filePath(QStringLiteral("broken.jpg")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no picture");
    broken.close();

    HazardEditor editor;
    editor.setCore(core.get());
    QTRY_COMPARE(editor.building(), QStringLiteral("JY-1"));
    editor.setItem(QStringLiteral("facilities.lighting"));
    editor.setProperty("text", QStringLiteral("灯坏了"));
    editor.addPhotos({phones.picture(), QUrl::fromLocalFile(broken.fileName())});
    QSignalSpy failed(&editor, &HazardEditor::failed);
    editor.submit();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(editor.photoProblem(), problemText("photo.not_an_image"));
    QCOMPARE(editor.property("text").toString(), QStringLiteral("灯坏了"));
    QCOMPARE(editor.photos().size(), 2);
    QVERIFY(editor.dirty());
    QVERIFY(!editor.busy());
    QCOMPARE(list.count(), 0);

    editor.removePhoto(1);
    editor.submit();
    QTRY_COMPARE(list.count(), 1);
    QVERIFY(!editor.dirty());
    QVERIFY(!cell(list, 0, HazardListModel::PictureRole).toUrl().isEmpty());
}

void TestHazardFormModels::formSaves()
{
    HazardPhones phones;
    const auto core = phones.open(phones.li, "li");
    HazardEditor editor;
    editor.setCore(core.get());
    QTRY_COMPARE(editor.building(), QStringLiteral("JY-1"));
    editor.setItem(QStringLiteral("fire.burning"));
    QCOMPARE(editor.emergencyCall(), QStringLiteral("119"));
    editor.setItem(QStringLiteral("facilities.lighting"));
    QCOMPARE(editor.emergencyCall(), QString());
    editor.addPhotos({phones.picture(1), phones.picture(2), phones.picture(3), phones.picture(4), phones.picture(5),
                      phones.picture(6), phones.picture(7)});
    QCOMPARE(editor.photos().size(), editor.maximumPhotos());
    editor.setProperty("onBehalf", true);
    editor.setProperty("behalfName", QStringLiteral("张奶奶"));
    editor.setProperty("nameHidden", true);
    QSignalSpy saved(&editor, &HazardEditor::saved);
    editor.submit();
    QTRY_COMPARE(saved.count(), 1);
    const OpId id = idFrom<OpId>(saved.front().front().toString());
    auto reading = core->read([id](store::Database& db) { return hazards::find(db, id); });
    QTRY_VERIFY(reading.isFinished()); // waitForFinished() could run it here, beside the reader thread
    const auto report = reading.result();
    QVERIFY_OK(report);
    QVERIFY(report->has_value());
    QVERIFY((*report)->isPrivate);
    QVERIFY((*report)->onBehalf);
    QCOMPARE((*report)->behalfName.value_or(""), std::string("张奶奶"));
    QCOMPARE((*report)->photos, editor.maximumPhotos());
}

void TestHazardFormModels::formLocates()
{
    HazardPhones phones;
    auto made = std::make_unique<platform::FakePositionSource>();
    platform::FakePositionSource& device = *made;
    const auto core = phones.open(phones.li, "li", std::move(made));
    HazardEditor editor;
    editor.setCore(core.get());
    editor.locate();
    QVERIFY(editor.locating());
    QTRY_VERIFY(!editor.locating());
    QCOMPARE(editor.positionProblem(), problemText("position.unavailable"));
    QVERIFY(!editor.hasPosition());

    device.setOutcome(platform::Position{.latitude = 30.86, .longitude = 104.41, .accuracyMetres = 12});
    editor.locate();
    QTRY_VERIFY(editor.hasPosition());
    QCOMPARE(editor.accuracy(), 12.0);
    QCOMPARE(editor.positionProblem(), QString());
    editor.setPin(30.87, 104.42);
    QVERIFY(editor.accuracy() < 0);
    editor.clearPosition();
    QVERIFY(!editor.hasPosition());

    device.setPermission(platform::PositionPermission::Denied);
    {
        HazardEditor closed; // the page is left while the device still looks
        closed.setCore(core.get());
        closed.locate();
    }
    editor.locate();
    QTRY_COMPARE(editor.positionProblem(), problemText("position.denied"));
}

void TestHazardFormModels::buildingsOwnFirst()
{
    HazardPhones phones;
    const auto core = phones.open(phones.li, "li");
    BuildingModel buildings;
    QSignalSpy changed(&buildings, &BuildingModel::changed);
    buildings.setCore(core.get());
    QTRY_COMPARE(buildings.count(), 3);
    QCOMPARE(cell(buildings, 0, BuildingModel::BuildingIdRole).toString(), QStringLiteral("JY-1"));
    QVERIFY(cell(buildings, 0, BuildingModel::OwnRole).toBool());
    QVERIFY(!cell(buildings, 1, BuildingModel::OwnRole).toBool());
    QCOMPARE(cell(buildings, 2, BuildingModel::BuildingIdRole).toString(), QStringLiteral("XH-1"));
    const auto farthest = cell(buildings, 2, BuildingModel::CentreRole).value<QGeoCoordinate>();
    QVERIFY(buildings.bounds().contains(farthest));
    QVERIFY(!buildings.homeBounds().contains(farthest));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(buildings.centreOf(QStringLiteral("XH-1")), farthest);
    QVERIFY(!buildings.centreOf(QStringLiteral("no such building")).isValid());
}

void TestHazardFormModels::pinsCanEachBePressed()
{
    HazardPhones phones;
    for (int number = 0; number < 3; ++number)
        reportBy(phones.worker);
    const OpId done = reportBy(phones.worker);
    phones.worker.submitBytes(
        advanceDraft({done}, {.state = hazards::State::Closed, .reason = hazards::ClosingReason::Unable}, {}));
    const auto core = phones.open(phones.worker, "worker");
    HazardPinModel pins;
    pins.setCore(core.get());
    QTRY_COMPARE(pins.count(), 3);
    const auto point = [&](int row) { return cell(pins, row, HazardPinModel::PointRole).value<QGeoCoordinate>(); };
    for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
        QVERIFY(point(a).distanceTo(point(b)) > 4);
        QVERIFY(point(a).distanceTo(point(b)) < 20);
    }
    pins.setOpenOnly(false);
    QTRY_COMPARE(pins.count(), 4);
}

QTEST_GUILESS_MAIN(TestHazardFormModels)
#include "tst_hazard_form_models.moc"
