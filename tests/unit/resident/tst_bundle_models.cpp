// SPDX-License-Identifier: Apache-2.0
#include "app/resident/bundle/CarriedModel.h"
#include "app/resident/bundle/CodeScanner.h"
#include "app/resident/bundle/HandOver.h"
#include "app/resident/bundle/TakeAlong.h"
#include "app/resident/core/Texts.h"
#include "app/resident/members/QrCode.h"
#include "core/hazards/hazards.pb.h"
#include "core/sync/Courier.h"
#include "tests/unit/resident/CoreScene.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QUrl>

using namespace linli;
using namespace linli::resident;
using linli::test::CoreScene;
using linli::test::TestPhone;

namespace {

OpId report(TestPhone& phone, const std::string& text)
{
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text(text);
    return phone.submit("hazards.report", facts, content);
}

Bytes bundleOf(TestPhone& phone, Timestamp now)
{
    return sync::Courier(phone.replica()).handOver(phone.home().identity().device, true, now).value().file;
}

QVariant cell(const QAbstractItemModel& model, int row, int role)
{
    return model.index(row, 0).data(role);
}

/// What a camera sees of a code on a screen: the modules, `scale` pixels wide.
QImage photographed(const QString& text, int scale)
{
    QrCode code;
    code.setText(text);
    const QImage& modules = code.modules();
    return modules.scaled(modules.size() * scale).convertToFormat(QImage::Format_RGB32);
}

/// 李阿姨's phone, and the admin's with a report that waits there.
struct BundleScene : CoreScene {
    OpId hazard;

    BundleScene()
    {
        joinResident(admin.inviteHousehold("JY-1-1-101"));
        require(admin.sync());
        hazard = report(admin, "消防通道堵了");
        file = bundleOf(admin, hub.now());
        open();
    }
    Bytes file;
};

} // namespace

class tst_bundle_models : public QObject {
    Q_OBJECT

private slots:
    void codesShownOnOnePhoneAreReadByAnother();
    void severalCodesComeInAnyOrder();
    void whatWaitsHereCanBeHandedOverAndSaved();
    void aFileIsTakenAlongAndListedUntilItArrives();
    void whatCannotBeTakenSaysWhy();
    void aCameraPictureWithoutACodeGivesNothing();
};

void tst_bundle_models::codesShownOnOnePhoneAreReadByAnother()
{
    BundleScene scene;
    TakeAlong take;
    take.setCore(scene.core.get());
    take.addCode(QStringLiteral("https://example.org"));
    QVERIFY(take.otherCode());
    const auto frames = sync::framesOf(scene.file).value();
    for (const std::string& frame : frames) {
        // Through the very picture that the other phone shows.
        const auto seen = CodeScanner::textIn(photographed(toQString(frame), 4));
        QVERIFY(seen.has_value());
        QCOMPARE(*seen, toQString(frame));
        take.addCode(*seen);
    }
    QVERIFY(!take.otherCode());
    QTRY_VERIFY(take.finished());
    QCOMPARE(take.taken(), 1);
    QCOMPARE(take.refused(), 0);
    QCOMPARE(take.problem(), QString());
    take.again();
    QVERIFY(!take.finished());
    QCOMPARE(take.total(), 0);
}

void tst_bundle_models::severalCodesComeInAnyOrder()
{
    BundleScene scene;
    auto frames = sync::framesOf(scene.file, 40).value();
    QVERIFY(frames.size() > 5);
    std::ranges::reverse(frames);
    TakeAlong take;
    take.setCore(scene.core.get());
    for (std::size_t i = 0; i + 1 < frames.size(); ++i) {
        take.addCode(toQString(frames[i]));
        take.addCode(toQString(frames[i]));
        QCOMPARE(take.received(), static_cast<int>(i) + 1);
    }
    QCOMPARE(take.total(), static_cast<int>(frames.size()));
    QVERIFY(!take.busy() && !take.finished());
    take.addCode(toQString(frames.back()));
    QTRY_VERIFY(take.finished());
    QCOMPARE(take.taken(), 1);
}

void tst_bundle_models::whatWaitsHereCanBeHandedOverAndSaved()
{
    CoreScene scene;
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-101"));
    CoreScene::require(scene.admin.sync());
    const OpId hazard = report(scene.resident, "路灯不亮");
    scene.open();
    HandOver hand;
    hand.setCore(scene.core.get());
    QTRY_VERIFY(hand.ready());
    QCOMPARE(hand.operations(), 1);
    QCOMPARE(hand.left(), 0);
    QVERIFY(hand.codes() >= 1);
    QCOMPARE(hand.place(), 1);

    sync::FrameCollector camera;
    for (int i = 0; i < hand.codes(); ++i) {
        (void)camera.add(hand.code().toStdString());
        hand.showNext();
    }
    QVERIFY(camera.missing().empty());
    const Bytes read = camera.take().value();
    const auto taken =
        sync::Courier(scene.admin.replica()).takeIn(read, scene.admin.home().identity().device, scene.hub.now());
    QCOMPARE(taken->taken, std::vector<OpId>{hazard});

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("转交.linli"));
    QSignalSpy saved(&hand, &HandOver::saved);
    hand.saveTo(QUrl::fromLocalFile(path));
    QTRY_COMPARE(saved.count(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(Bytes(bytes.begin(), bytes.end()), read);
    hand.saveTo(QUrl::fromLocalFile(folder.filePath(QStringLiteral("no/such/folder"))));
    QTRY_VERIFY(!hand.problem().isEmpty());
    QCOMPARE(saved.count(), 1);
}

void tst_bundle_models::aFileIsTakenAlongAndListedUntilItArrives()
{
    BundleScene scene;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.linli"));
    QVERIFY(writeFileDurably(path.toStdString(), scene.file).has_value());
    CarriedModel carried;
    const QAbstractItemModelTester tester(&carried);
    carried.setCore(scene.core.get());
    QTRY_VERIFY(carried.loaded());
    QCOMPARE(carried.count(), 0);

    TakeAlong take;
    take.setCore(scene.core.get());
    take.takeFile(QUrl::fromLocalFile(path));
    QTRY_VERIFY(take.finished());
    QCOMPARE(take.taken(), 1);
    QTRY_COMPARE(carried.count(), 1);
    QCOMPARE(cell(carried, 0, CarriedModel::TitleRole).toString(), QStringLiteral("Hazard report"));
    QCOMPARE(cell(carried, 0, CarriedModel::AuthorRole).toString(), QStringLiteral("王姐"));
    QVERIFY(cell(carried, 0, CarriedModel::TextRole).toString().contains(QStringLiteral("消防通道堵了")));
    QCOMPARE(cell(carried, 0, CarriedModel::PlaceRole).toInt(), static_cast<int>(CarriedModel::Place::OnItsWay));
    QCOMPARE(cell(carried, 0, CarriedModel::ReasonRole).toString(), QString());

    CarriedModel notices;
    notices.setOnly(QStringLiteral("notices"));
    notices.setCore(scene.core.get());
    QTRY_VERIFY(notices.loaded());
    QCOMPARE(notices.count(), 0);
    notices.setOnly(QStringLiteral("hazards"));
    QTRY_COMPARE(notices.count(), 1);

    take.takeFile(QUrl::fromLocalFile(path));
    QTRY_COMPARE(take.known(), 1);
    QCOMPARE(take.taken(), 0);

    QVERIFY(scene.syncUntil([&] { return carried.count() == 0 && carried.delivered() == 1; }));
    QVERIFY(scene.hub.replica().seqOf(scene.hazard).value().has_value());
}

void tst_bundle_models::whatCannotBeTakenSaysWhy()
{
    BundleScene scene;
    const QTemporaryDir folder;
    const auto takeBytes = [&](const Bytes& bytes) {
        const QString path = folder.filePath(QStringLiteral("x.linli"));
        QVERIFY(writeFileDurably(path.toStdString(), bytes).has_value());
        TakeAlong take;
        take.setCore(scene.core.get());
        take.takeFile(QUrl::fromLocalFile(path));
        QTRY_VERIFY(!take.busy());
        QVERIFY(!take.finished());
        QVERIFY(!take.problem().isEmpty());
    };
    takeBytes(toBytes("a picture"));
    takeBytes(Bytes(scene.file.begin(), scene.file.end() - 3));
    TakeAlong missing;
    missing.setCore(scene.core.get());
    missing.takeFile(QUrl::fromLocalFile(folder.filePath(QStringLiteral("nowhere"))));
    QTRY_COMPARE(missing.problem(), problemText("file.missing"));

    // A whole bundle around something forged: it is left out, with the reason.
    sync::Bundle forged = sync::decodeBundle(scene.file).value();
    forged.operations.at(0).signature[0] ^= 1;
    const QString path = folder.filePath(QStringLiteral("forged.linli"));
    QVERIFY(writeFileDurably(path.toStdString(), sync::encodeBundle(forged).value()).has_value());
    TakeAlong take;
    take.setCore(scene.core.get());
    take.takeFile(QUrl::fromLocalFile(path));
    QTRY_VERIFY(take.finished());
    QCOMPARE(take.taken(), 0);
    QCOMPARE(take.refused(), 1);
    QCOMPARE(take.refusal(), problemText("op.bad_signature"));
}

void tst_bundle_models::aCameraPictureWithoutACodeGivesNothing()
{
    QVERIFY(!CodeScanner::textIn({}).has_value());
    QImage wall(640, 480, QImage::Format_RGB32);
    wall.fill(Qt::lightGray);
    QVERIFY(!CodeScanner::textIn(wall).has_value());
    // And one from a larger sensor is still read.
    const QImage large = photographed(QStringLiteral("LINLI1:ABC"), 60);
    QVERIFY(qMin(large.width(), large.height()) > 1080);
    QCOMPARE(CodeScanner::textIn(large), std::optional(QStringLiteral("LINLI1:ABC")));
}

QTEST_MAIN(tst_bundle_models)
#include "tst_bundle_models.moc"
