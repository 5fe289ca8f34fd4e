// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogPages.h"
#include "core/sync/sync.pb.h"
#include "tests/hub/SampleLog.h"
#include "tests/hub/StoreUnderTest.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::hub;
using namespace linli::test;

/// Pages as one process makes them, whatever the others on the same log do.
class TestHubLogPages : public QObject {
    Q_OBJECT

private slots:
    void whoLagsBehindTheLogTellsNobodyThatItIsShorter();
};

/// Of several processes on one log: a phone that has heard the newest entry from another one comes to this one.
void TestHubLogPages::whoLagsBehindTheLogTellsNobodyThatItIsShorter()
{
    const auto place = sqliteUnderTest();
    SampleLog log;
    auto store = place->create(log.community);
    QVERIFY_OK(store);
    QTemporaryDir folder;
    auto replica =
        store::Database::open(folder.filePath("empty.db").toStdString(), store::DatabaseKey(crypto::Secret32::random()),
                              store::Database::Access::Create);
    QVERIFY_OK(replica);
    Gatekeeper gatekeeper(std::move(*replica));
    QVERIFY_OK(log.append(**store, {log.next()}));
    LogHead head;
    QVERIFY_OK(head.load(**store, log.community, log.hubKey.publicKey()));
    auto reading = place->open(log.community, StoreUnderTest::Access::Read);
    QVERIFY_OK(reading);
    LogPages pages(std::move(*reading), gatekeeper, head);
    QVERIFY_OK(log.append(**store, {log.next()})); // the head has not heard of it
    pb::sync::LogPage page;
    QVERIFY_OK(pages.read(Seq{1}, {}, page));
    QCOMPARE_CODE(pages.read(Seq{2}, {}, page), "hub.catching_up");
    page.Clear();
    QVERIFY_OK(pages.read(Seq{3}, {}, page)); // nobody has that: the phone shall learn it
    QCOMPARE(page.entries_size(), 0);
    QCOMPARE(page.checkpoint(), head.snapshot().checkpoint);
}

QTEST_GUILESS_MAIN(TestHubLogPages)
#include "tst_hub_log_pages.moc"
