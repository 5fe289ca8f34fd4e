// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/RecordStatus.h"
#include "app/resident/core/SyncStatus.h"
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

} // namespace

class tst_record_models : public QObject {
    Q_OBJECT

private slots:
    void theOldSignaturesAreCheckedByThemselvesAfterAFirstSync();
    void aCaptainsPhoneKeepsTheRecordWithoutAsking();
    void aResidentVolunteersBySwitch();
    void anAlarmIsToldUntilItWasRead();
    void nothingIsCheckedWhereTheNetworkCostsMoney();
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

QTEST_MAIN(tst_record_models)
#include "tst_record_models.moc"
