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
    void whatWasJustAppendedGivesThePagesThatTheStoreGives();
    void whatWasErasedIsNotKeptForThem();
    void whoLagsBehindTheLogTellsNobodyThatItIsShorter();
};

namespace {

/// A store, pages of it, and a head that somebody publishes.
struct Scene {
    std::unique_ptr<StoreUnderTest> place = sqliteUnderTest();
    SampleLog log;
    std::unique_ptr<LogStore> store = std::move(*place->create(log.community));
    QTemporaryDir folder;
    Gatekeeper gatekeeper{std::move(*store::Database::open(folder.filePath("empty.db").toStdString(),
                                                           store::DatabaseKey(crypto::Secret32::random()),
                                                           store::Database::Access::Create))};
    LogHead head;

    [[nodiscard]] LogPages pages()
    {
        return {std::move(*place->open(log.community, StoreUnderTest::Access::Read)), gatekeeper, head};
    }
    void append(const std::vector<log::Entry>& entries, std::vector<OpId> erased = {})
    {
        QVERIFY_OK(log.append(*store, entries, std::move(erased)));
        head.publish(entries, store->head()->checkpoint);
    }
};

std::string pageAfter(LogPages& pages, std::uint64_t after)
{
    pb::sync::LogPage page;
    return pages.read(Seq{after}, {}, page) ? page.SerializeAsString() : std::string("?");
}

} // namespace

void TestHubLogPages::whatWasJustAppendedGivesThePagesThatTheStoreGives()
{
    Scene scene;
    for (int i = 0; i < 40; ++i) // more than are kept, in number and in bytes
        scene.append({scene.log.next(60), scene.log.next(i % 7 == 0 ? 60'000 : 300), scene.log.next(), scene.log.next(),
                      scene.log.next(), scene.log.next(), scene.log.next(), scene.log.next()});
    LogPages recent = scene.pages();
    LogHead loaded;
    QVERIFY_OK(loaded.load(*scene.store, scene.log.community, scene.log.hubKey.publicKey()));
    LogPages stored(std::move(*scene.place->open(scene.log.community, StoreUnderTest::Access::Read)), scene.gatekeeper,
                    loaded);
    QVERIFY(scene.head.recent(Seq{319}, 10, 1000).has_value());
    QVERIFY(!scene.head.recent(Seq{0}, 10, 1000).has_value());
    for (std::uint64_t after = 0; after <= 320; ++after)
        QCOMPARE(pageAfter(recent, after), pageAfter(stored, after));
}

void TestHubLogPages::whatWasErasedIsNotKeptForThem()
{
    Scene scene;
    const log::Entry target = scene.log.next();
    scene.append({target});
    QVERIFY(scene.head.recent(Seq{0}, 10, 1000).has_value());
    scene.append({scene.log.next()}, {SampleLog::idOf(target)});
    scene.head.forgetRecent(); // as Decider does it
    LogPages pages = scene.pages();
    pb::sync::LogPage page;
    QVERIFY_OK(pages.read(Seq{0}, {}, page));
    QCOMPARE(page.entries_size(), 2);
    QVERIFY(!page.entries(0).operation().has_payload());
    QVERIFY(page.entries(1).operation().has_payload());
}

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
