// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/base/File.h"
#include "core/community/SidecarFormat.h"
#include "core/community/sidecar.pb.h"
#include "core/sync/Delivery.h"
#include "tests/unit/community/Scene.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

namespace fs = std::filesystem;
using community::OutboxState;

/// Copies of a phone's files, as a backup or a file system going back in time makes them.
struct Copy {
    QTemporaryDir kept;
    fs::path folder;

    explicit Copy(fs::path from) : folder(std::move(from)) { copyAll(folder, kept.path().toStdString()); }
    void restoreDatabase()
    {
        for (const char* suffix : {"-wal", "-shm"})
            fs::remove(folder / (std::string("linli.db") + suffix));
        for (const auto& file : fs::directory_iterator(kept.path().toStdString()))
            if (file.path().filename().string().starts_with("linli.db"))
                fs::copy_file(file, folder / file.path().filename(), fs::copy_options::overwrite_existing);
    }
    void restoreAll()
    {
        for (const auto& file : fs::directory_iterator(folder))
            fs::remove(file);
        copyAll(kept.path().toStdString(), folder);
    }
    static void copyAll(const fs::path& from, const fs::path& to)
    {
        for (const auto& file : fs::directory_iterator(from))
            fs::copy_file(file, to / file.path().filename(), fs::copy_options::overwrite_existing);
    }
};

void overwrite(const fs::path& file, const QByteArray& bytes)
{
    QFile out(QString::fromStdString(file.string()));
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("cannot write");
}

std::vector<std::string> kindsInOutbox(TestPhone& phone)
{
    std::vector<std::string> kinds;
    const auto items = phone.replica().outbox().items().value();
    for (const community::OutboxItem& item : items)
        kinds.push_back(item.kind);
    return kinds;
}

std::int64_t entriesOf(TestHub& hub, const OpId& op)
{
    return hub.replica().db().count("SELECT count(*) FROM entry WHERE op_id = ?1 AND verdict = ''", {op}).value();
}

/// What anybody may do with the file of a phone whose keys are gone.
Result<pb::sync::PushAnswer> deliver(TestHub& hub, const fs::path& file)
{
    LINLI_TRY(Bytes bytes, readFile(file, 1 << 20));
    LINLI_TRY(sync::Delivery delivery, sync::Delivery::of(std::move(bytes)));
    while (const auto request = delivery.nextRequest())
        delivery.onResponse(hub.handle(*request));
    return delivery.outcome();
}

} // namespace

class TestRecovery : public QObject {
    Q_OBJECT

private slots:
    void anOlderCopyOfTheDatabaseGetsBackWhatItsOwnerWroteSince()
    {
        Scene scene;
        const OpId first = report(scene.li, "先写的");
        scene.li.close();
        Copy copy(scene.path("li"));
        QCOMPARE(scene.li.reopen(), std::string());
        const OpId second = report(scene.li, "后写的");
        scene.li.close();
        copy.restoreDatabase();
        QCOMPARE(scene.li.reopen(), std::string());
        QCOMPARE(kindsInOutbox(scene.li).size(), 2UZ);
        QCOMPARE(hazardText(scene.li, second), std::optional<std::string>("后写的"));
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(entriesOf(scene.hub, first), 1);
        QCOMPARE(entriesOf(scene.hub, second), 1);
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
    }

    void aDamagedDatabaseIsSetAsideAndNothingThatWasWrittenIsLost()
    {
        Scene scene;
        const OpId sent = report(scene.li, "已经发出");
        QCOMPARE(scene.li.sync(), std::string());
        const OpId waiting = report(scene.li, "还没发出");
        scene.li.close();
        const fs::path database = scene.path("li") / "linli.db";
        overwrite(database, QByteArray(8192, 'x'));
        fs::remove(scene.path("li") / "linli.db-wal");
        QCOMPARE(scene.li.reopen(), std::string("store.quarantine"));
        QCOMPARE(scene.li.recover(), std::string());
        QVERIFY(fs::exists(database.string() + ".quarantine-1"));
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(hazardText(scene.li, sent), std::optional<std::string>("已经发出"));
        QCOMPARE(hazardText(scene.li, waiting), std::optional<std::string>("还没发出"));
        QCOMPARE(entriesOf(scene.hub, sent), 1);
        QCOMPARE(entriesOf(scene.hub, waiting), 1);
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
        QCOMPARE(scene.li.reopen(), std::string());
    }

    void aLostDatabaseIsMadeAnew()
    {
        Scene scene;
        const OpId waiting = report(scene.li, "还没发出");
        scene.li.close();
        for (const char* name : {"linli.db", "linli.db-wal", "linli.db-shm"})
            fs::remove(scene.path("li") / name);
        // No first run, and nothing to join over.
        QCOMPARE(scene.li.reopen(), std::string("store.quarantine"));
        QCOMPARE(scene.li.join(scene.admin.inviteHousehold("JY-1-1-103")), std::string("store.quarantine"));
        QCOMPARE(scene.li.recover(), std::string());
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(entriesOf(scene.hub, waiting), 1);
    }

    void aLogShorterThanThePhoneHadSeenIsForReadingOnlyUntilASync()
    {
        Scene scene;
        const OpId old = report(scene.li, "先看到的");
        QCOMPARE(scene.li.sync(), std::string());
        scene.li.close();
        Copy copy(scene.path("li"));
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(!scene.li.replica().isBehind());
        const OpId news = report(scene.wang, "后来的");
        QCOMPARE(scene.wang.sync(), std::string());
        QCOMPARE(scene.li.sync(), std::string());
        const OpId own = report(scene.li, "看到之后写的");
        scene.li.close();
        copy.restoreDatabase();
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(scene.li.replica().isBehind());
        QVERIFY(hazardText(scene.li, old).has_value());
        QVERIFY(!hazardText(scene.li, news).has_value());
        report(scene.li, "现在还不能写");
        QCOMPARE(scene.li.rejection, std::string("store.behind"));
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(!scene.li.replica().isBehind());
        QVERIFY(hazardText(scene.li, news).has_value());
        QCOMPARE(entriesOf(scene.hub, own), 1);
        report(scene.li, "又能写了");
        QCOMPARE(scene.li.rejection, std::string());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
    }

    void aHubThatHasLessByNowDoesNotKeepAPhoneFromWriting()
    {
        Scene scene;
        scene.li.replica().expectLog(1'000'000);
        QVERIFY(scene.li.replica().isBehind());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(!scene.li.replica().isBehind());
    }

    void aPhoneWithoutItsKeysStillDeliversWhatItHadWritten()
    {
        Scene scene;
        const OpId first = report(scene.li, "已经发出");
        QCOMPARE(scene.li.sync(), std::string());
        const OpId waiting = report(scene.li, "还没发出");
        const OpId secret = report(scene.li, "给工作人员的", staffOnly);
        const OpId given = report(scene.li, "不要了");
        QVERIFY(scene.li.replica().discard(given, scene.hub.now()).has_value());
        scene.li.close();
        for (int time = 0; time < 2; ++time) { // again changes nothing
            const auto outcome = deliver(scene.hub, scene.path("li") / "own.sidecar");
            QVERIFY(outcome.has_value());
            for (const auto& [op, times] : {std::pair(first, 1), {waiting, 1}, {secret, 1}, {given, 0}})
                QCOMPARE(entriesOf(scene.hub, op), times);
        }
        // Should the keys turn up again, the phone goes on, and nothing is there twice.
        QCOMPARE(scene.li.reopen(), std::string());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QCOMPARE(entriesOf(scene.hub, waiting), 1);
    }

    void aSidecarOpensForItsOwnHubOnlyAndOnlyUnchanged()
    {
        Scene scene;
        Scene other;
        report(scene.li, "还没发出");
        scene.li.close();
        const fs::path file = scene.path("li") / "own.sidecar";
        Bytes bytes = readFile(file, 1 << 20).value();
        QCOMPARE(community::sidecarCommunity(bytes).value(), scene.hub.genesis().community);
        const auto foreign = crypto::SigningKey::generate();
        const auto code = [&](const Bytes& in) {
            const auto opened = community::openSidecarAsHub(in, foreign, scene.hub.genesis().community);
            return opened ? std::string() : opened.error().code;
        };
        QCOMPARE(code(bytes), std::string("sidecar.unreadable"));
        QCOMPARE(code(toBytes("LLSC\x02")), std::string("sidecar.unreadable"));
        QCOMPARE(code({}), std::string("sidecar.unreadable"));
        const auto before = scene.hub.replica().confirmed().size;
        bytes[bytes.size() - 1] ^= 1; // of the newest record
        QVERIFY(writeFileDurably(file, bytes).has_value());
        QVERIFY(deliver(scene.hub, file).has_value());
        QCOMPARE(scene.hub.replica().confirmed().size, before);
    }

    void aSidecarOfTheFirstVersionIsReadAndWrittenAnew()
    {
        Scene scene;
        const OpId waiting = report(scene.li, "更新之前写的");
        const auto item = scene.li.replica().outbox().find(waiting)->value();
        const community::SidecarContents::Origin origin{scene.hub.genesis(), "http://hub.example"};
        scene.li.close();
        const auto keys = crypto::deriveHomeKeys(*scene.li.vault.load().value());
        Bytes file = toBytes("LLSC\x01");
        std::uint64_t number = 0;
        for (const auto& record : {community::recordOf(origin), community::recordOf(item)}) {
            Bytes associated = toBytes("linli/sidecar/v1");
            appendU64(associated, number++);
            const Bytes box = crypto::encrypt(keys.marker, asBytes(record.SerializeAsString()), associated);
            appendU32(file, static_cast<std::uint32_t>(box.size()));
            append(file, box);
        }
        const fs::path sidecar = scene.path("li") / "own.sidecar";
        QVERIFY(writeFileDurably(sidecar, file).has_value());
        overwrite(scene.path("li") / "linli.db", QByteArray(8192, 'x'));
        fs::remove(scene.path("li") / "linli.db-wal");
        QCOMPARE(scene.li.recover(), std::string());
        QCOMPARE(scene.li.replica().outbox().find(waiting)->value().state, OutboxState::Queued);
        scene.li.close();
        QCOMPARE(community::sidecarCommunity(readFile(sidecar, 1 << 20).value()).value(),
                 scene.hub.genesis().community);
        QVERIFY(deliver(scene.hub, sidecar).has_value());
        QCOMPARE(entriesOf(scene.hub, waiting), 1);
    }

    void aHomeThatIsWholeIsNotRecovered()
    {
        Scene scene;
        scene.li.close();
        QCOMPARE(scene.li.recover(), std::string("home.not_damaged"));
        QCOMPARE(scene.li.reopen(), std::string());
    }

    void aPhoneRestoredFromABackupGoesOnInANewEpoch()
    {
        Scene scene;
        const OpId before = report(scene.li, "备份之前");
        QCOMPARE(scene.li.sync(), std::string());
        scene.li.close();
        Copy copy(scene.path("li"));
        QCOMPARE(scene.li.reopen(), std::string());
        const OpId lost = report(scene.li, "备份之后");
        QCOMPARE(scene.li.sync(), std::string());
        scene.li.close();
        copy.restoreAll();
        QCOMPARE(scene.li.reopen(), std::string());
        const OpId written = report(scene.li, "恢复之后写的");
        const OpId further = report(scene.li, "再写一条");
        QCOMPARE(scene.li.sync(), std::string());
        for (const OpId& op : {before, lost, written, further})
            QCOMPARE(entriesOf(scene.hub, op), 1);
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QCOMPARE(hazardText(scene.li, lost), std::optional<std::string>("备份之后"));
        const auto device = members::device(scene.hub.replica().db(), scene.li.home().identity().device).value();
        QCOMPARE(device->epoch, 2U);
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
        const OpId later = report(scene.li, "新纪元里的下一条");
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(entriesOf(scene.hub, later), 1);
    }

    /// Found by the simulator: others do not see the operation that began the epoch.
    void aNewEpochThatBeginsWithWordsForTheStaffIsNoAlarmToOthers()
    {
        Scene scene;
        for (int epoch = 2; epoch <= 4; ++epoch) {
            scene.li.close();
            Copy copy(scene.path("li"));
            QCOMPARE(scene.li.reopen(), std::string());
            report(scene.li, "备份之后");
            QCOMPARE(scene.li.sync(), std::string());
            scene.li.close();
            copy.restoreAll();
            QCOMPARE(scene.li.reopen(), std::string());
            report(scene.li, "只给工作人员", staffOnly);
            // The third epoch is hidden from others as a whole.
            const OpId open = epoch == 3 ? OpId{} : report(scene.li, "给大家");
            QCOMPARE(scene.li.sync(), std::string());
            QCOMPARE(scene.wang.sync(), std::string());
            QVERIFY(epoch == 3 || scene.wang.replica().seqOf(open).value());
            const auto device = members::device(scene.hub.replica().db(), scene.li.home().identity().device).value();
            QCOMPARE(device->epoch, static_cast<std::uint32_t>(epoch));
        }
        QVERIFY(communityDigest(scene.wang.replica()) == communityDigest(scene.hub.replica()));
    }

    void anOperationThatIsMissingForGoodDoesNotStrandTheOnesAfterIt()
    {
        Scene scene;
        scene.li.close();
        Copy copy(scene.path("li"));
        QCOMPARE(scene.li.reopen(), std::string());
        report(scene.li, "会丢失");
        scene.li.close();
        copy.restoreAll(); // database and sidecar: the operation never left this phone
        QCOMPARE(scene.li.reopen(), std::string());
        const OpId written = report(scene.li, "之后写的");
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(entriesOf(scene.hub, written), 1);
    }

    void aSidecarCutOffInTheMiddleOfARecordLosesOnlyThat()
    {
        Scene scene;
        report(scene.li, "第一条");
        report(scene.li, "第二条");
        scene.li.close();
        const fs::path sidecar = scene.path("li") / "own.sidecar";
        fs::resize_file(sidecar, fs::file_size(sidecar) - 7);
        QCOMPARE(scene.li.reopen(), std::string());
        QCOMPARE(kindsInOutbox(scene.li).size(), 2UZ); // the database has both
        report(scene.li, "第三条");
        scene.li.close();
        overwrite(scene.path("li") / "linli.db", QByteArray(8192, 'x'));
        fs::remove(scene.path("li") / "linli.db-wal");
        QCOMPARE(scene.li.recover(), std::string());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QCOMPARE(scene.hub.replica().db().count("SELECT count(*) FROM hazard").value(), 2);
    }

    void aDatabaseThatLacksWhatWasHereSaysSoUntilTheNextSync()
    {
        Scene scene;
        QCOMPARE(scene.li.sync(), std::string());
        scene.li.close();
        Copy copy(scene.path("li"));
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(!scene.li.home().replica().isBehind());
        const OpId seen = report(scene.wang, "李四看到过");
        QCOMPARE(scene.wang.sync(), std::string());
        QCOMPARE(scene.li.sync(), std::string());
        scene.li.close();
        copy.restoreDatabase();
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(scene.li.home().replica().isBehind());
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(scene.li.home().replica().isBehind());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(!scene.li.home().replica().isBehind());
        QVERIFY(hazardText(scene.li, seen).has_value());
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(!scene.li.home().replica().isBehind());
    }

    void damagedPhotosAreSetAsideAndFetchedAgain()
    {
        Scene scene;
        Bytes jpeg(2000, 7);
        jpeg[0] = 0xFF;
        jpeg[1] = 0xD8;
        jpeg[2] = 0xFF;
        const Hash photo = scene.li.home().photos().addOwn(jpeg).value();
        pb::hazards::ReportFacts facts;
        facts.set_item("fire.blocked_exit");
        facts.set_building("JY-1");
        facts.add_photos(asString(photo));
        pb::hazards::ReportContent content;
        content.set_text("有照片");
        scene.li.submit("hazards.report", facts, content);
        QCOMPARE(scene.li.sync(), std::string());
        scene.li.close();
        overwrite(scene.path("li") / "photos.db", QByteArray(8192, 'x'));
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(scene.li.home().hasLostPhotos());
        QVERIFY(fs::exists(scene.path("li") / "photos.db.quarantine-1"));
        QVERIFY(!scene.li.home().photos().has(photo).value());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.home().photos().has(photo).value());
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(!scene.li.home().hasLostPhotos());
    }

    void aForeignSidecarIsSetAside()
    {
        Scene scene;
        scene.li.close();
        overwrite(scene.path("li") / "own.sidecar", QByteArray(100, 'x'));
        QCOMPARE(scene.li.reopen(), std::string());
        QVERIFY(fs::exists(scene.path("li") / "own.sidecar.quarantine-1"));
        const OpId written = report(scene.li, "照常");
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(entriesOf(scene.hub, written), 1);
    }

    void whatWasDiscardedComesBackWithoutItsWords()
    {
        Scene scene;
        const OpId given = report(scene.li, "不要了");
        QVERIFY(scene.li.replica().discard(given, scene.hub.now()).has_value());
        scene.li.close();
        overwrite(scene.path("li") / "linli.db", QByteArray(8192, 'x'));
        fs::remove(scene.path("li") / "linli.db-wal");
        QCOMPARE(scene.li.recover(), std::string());
        QCOMPARE(scene.li.replica().outbox().find(given).value()->state, OutboxState::Discarding);
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(!hazardText(scene.li, given).has_value());
        QVERIFY(scene.li.replica().outbox().items()->empty());
    }

    void theSidecarShowsNoTextToWhoHasNoKey()
    {
        Scene scene;
        report(scene.li, "不能让别人看到的话");
        scene.li.close();
        QFile file(QString::fromStdString((scene.path("li") / "own.sidecar").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("不能让别人看到的话"));
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
