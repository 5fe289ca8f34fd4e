// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/RecordStatus.h"
#include "app/resident/core/SyncStatus.h"
#include "core/hazards/hazards.pb.h"
#include "core/sync/AuditRecord.h"
#include "tests/unit/resident/CoreScene.h"

#include <QSignalSpy>

using namespace linli;
using namespace linli::resident;
using linli::test::CoreScene;
using Stage = RecordStatus::Stage;

namespace {

/// A resident, or whoever is invited, whose phone began with a snapshot.
void joinBySnapshot(CoreScene& scene, const std::string& invite)
{
    CoreScene::require(scene.admin.sync());
    scene.hub.makeSnapshot();
    scene.joinResident(invite);
    if (scene.resident.replica().snapshotEnd()->value == 0)
        qFatal("no snapshot was taken");
    scene.hub.pageLimit = 3;
}

OpId reportOf(test::TestPhone& phone)
{
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text("楼道堆满杂物");
    return phone.submit("hazards.report", facts, content);
}

} // namespace

class tst_record_models : public QObject {
    Q_OBJECT

private slots:
    void theOldSignaturesAreCheckedByThemselvesAfterAFirstSync();
    void aCaptainsPhoneKeepsTheRecordWithoutAsking();
    void aResidentVolunteersBySwitch();
    void anAlarmIsToldUntilItWasRead();
    void nothingIsCheckedWhereTheNetworkCostsMoney();
    void aPhoneGoesOverToTheHubsRecordOnlyWhenItsOwnerWants();
};

void tst_record_models::theOldSignaturesAreCheckedByThemselvesAfterAFirstSync()
{
    CoreScene scene;
    joinBySnapshot(scene, scene.admin.inviteHousehold("JY-1-1-103"));
    scene.open();
    RecordStatus record;
    record.setCore(scene.core.get());
    QTRY_COMPARE(record.stage(), Stage::Waiting);
    QVERIFY(!record.isKeeper());
    std::vector<qreal> seen;
    connect(&record, &RecordStatus::changed, &record, [&] { seen.push_back(record.progress()); });
    QVERIFY(scene.syncUntil([&] { return record.stage() == Stage::Proven; }));
    QCOMPARE(record.progress(), 1.0);
    QVERIFY(std::ranges::is_sorted(seen));
    QVERIFY(std::ranges::any_of(seen, [](qreal at) { return at > 0 && at < 1; }));
    QVERIFY(!record.keepsAll());
    QVERIFY(record.alarm().isEmpty());
}

void tst_record_models::aCaptainsPhoneKeepsTheRecordWithoutAsking()
{
    CoreScene scene;
    joinBySnapshot(scene, scene.admin.inviteRole(members::Role::Captain, {"JY-1"}, "JY-1-1-103"));
    scene.open();
    RecordStatus record;
    record.setCore(scene.core.get());
    QVERIFY(scene.syncUntil([&] { return record.keepsAll(); }));
    QVERIFY(record.isKeeperByRole());
    QCOMPARE(record.stage(), Stage::NotNeeded);
}

void tst_record_models::aResidentVolunteersBySwitch()
{
    CoreScene scene;
    joinBySnapshot(scene, scene.admin.inviteHousehold("JY-1-1-103"));
    scene.open();
    RecordStatus record;
    record.setCore(scene.core.get());
    record.volunteer(true);
    QTRY_VERIFY(record.isKeeper());
    QVERIFY(!record.isKeeperByRole());
    QVERIFY(scene.syncUntil([&] { return record.keepsAll(); }));
    record.volunteer(false);
    QTRY_VERIFY(!record.isKeeper());
}

void tst_record_models::anAlarmIsToldUntilItWasRead()
{
    CoreScene scene;
    joinBySnapshot(scene, scene.admin.inviteHousehold("JY-1-1-103"));
    {
        auto scratch = scene.resident.home().openScratch();
        const Error lie{ErrorKind::Integrity, "audit.log_differs", "size 9"};
        QVERIFY(sync::concludeAudit(scene.resident.replica(), *scratch, lie, false, scene.hub.now()).has_value());
    }
    scene.open();
    RecordStatus record;
    record.setCore(scene.core.get());
    QTRY_VERIFY(record.alarm().contains(QStringLiteral("is not the one that it signed")));
    QVERIFY(!record.isHealed());
    record.dismissAlarm();
    QTRY_VERIFY(record.alarm().isEmpty());
}

void tst_record_models::nothingIsCheckedWhereTheNetworkCostsMoney()
{
    CoreScene scene;
    joinBySnapshot(scene, scene.admin.inviteHousehold("JY-1-1-103"));
    scene.metered = true;
    scene.open();
    RecordStatus record;
    record.setCore(scene.core.get());
    SyncStatus sync;
    sync.setCore(scene.core.get());
    QVERIFY(scene.syncUntil([&] { return sync.lastCurrent().isValid(); }));
    // The worker has heard of the network before it opened the home, so no wake-up was set by the sync that just ended.
    auto allowed = scene.core->onCore<bool>([](CoreWorker& worker) -> Result<bool> { return worker.isChecking(); });
    allowed.waitForFinished();
    QVERIFY(!allowed.result().value());
    QCOMPARE(record.stage(), Stage::Waiting);
    scene.connectivity->setMetered(false);
    QVERIFY(scene.syncUntil([&] { return record.stage() == Stage::Proven; }));
}

void tst_record_models::aPhoneGoesOverToTheHubsRecordOnlyWhenItsOwnerWants()
{
    CoreScene scene;
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-103"));
    const std::uint64_t copied = scene.resident.replica().confirmed().size;
    const OpId lost = reportOf(scene.resident);
    CoreScene::require(scene.resident.sync());
    scene.open();
    SyncStatus sync;
    sync.setCore(scene.core.get());
    QVERIFY(scene.syncUntil([&] { return sync.lastCurrent().isValid(); }));
    QSignalSpy refused(&sync, &SyncStatus::failed);
    sync.followHub(); // there is no other record
    QTRY_COMPARE(refused.size(), 1);

    scene.hub.loseAfter(copied);
    for (int ticks = 0; ticks < 3; ++ticks)
        scene.hub.tick();
    QVERIFY(scene.syncUntil([&] { return sync.isOtherLog(); }));
    QVERIFY(!sync.problem().isEmpty());
    QCOMPARE(sync.waiting(), 0);
    QVERIFY(!scene.hub.replica().seqOf(lost)->has_value());

    scene.setOnline(true);
    sync.followHub();
    const bool back = QTest::qWaitFor(
        [&] { return sync.state() == SyncStatus::State::Offline && !sync.isOtherLog() && sync.waiting() == 0; },
        CoreScene::patience);
    scene.setOnline(false);
    QVERIFY(back);
    QVERIFY(scene.hub.replica().seqOf(lost)->has_value()); // the resident's own words went there again
    QCOMPARE(refused.size(), 1);
}

QTEST_MAIN(tst_record_models)
#include "tst_record_models.moc"
