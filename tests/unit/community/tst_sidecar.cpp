// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/base/File.h"
#include "core/community/SidecarFormat.h"
#include "core/community/sidecar.pb.h"
#include "core/sync/Delivery.h"
#include "tests/unit/community/HomeCopy.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

namespace fs = std::filesystem;
using community::OutboxState;

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

class TestSidecar : public QObject {
    Q_OBJECT

private slots:
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

QTEST_GUILESS_MAIN(TestSidecar)
#include "tst_sidecar.moc"
