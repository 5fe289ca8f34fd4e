// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresListener.h"
#include "app/hub/postgres/PostgresLogStore.h"
#include "app/hub/postgres/PostgresPhotos.h"
#include "app/hub/postgres/PostgresSchema.h"
#include "core/community/PhotoStore.h"
#include "tests/hub/CuttingProxy.h"
#include "tests/hub/SampleLog.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/ResultChecks.h"

#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace linli;
using namespace linli::hub;
using namespace linli::test;
using Access = PostgresLogStore::Access;

/// What only a store that several processes share has to keep to, and what its server may do to it.
class TestHubPostgres : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void migratesOnceHoweverManyStart();
    void refusesANewerSchema();
    void everyTableIsPartitionedByCommunity();
    void holdKeepsOthersOut();
    void writersTakeTurns();
    void aStalledWriterLosesItsTurn();
    void aSnapshotStaysAsItWas();
    void comesBackWhenTheServerDoes();
    void keepsWhatWasCommittedBeforeACrash();
    void findsACommitThatWasNotAnswered();
    void findsThatACommitDidNotHappen();
    void hearsOfAppends();
    void hearsAfterTheServerWasAway();
    void keepsPhotos();
    void showsTheServerNothingThatPeopleWrote();

private:
    [[nodiscard]] Result<PostgresLogStore> makeLog()
    {
        return PostgresLogStore::create(*m_pool, m_log->community, m_key, {});
    }
    [[nodiscard]] Result<PostgresLogStore> open(Access access)
    {
        return PostgresLogStore::open(*m_pool, m_log->community, m_key, access);
    }
    [[nodiscard]] Result<void> restart();
    PostgresServer m_server;
    std::unique_ptr<PostgresPool> m_pool;
    std::unique_ptr<SampleLog> m_log;
    crypto::Secret32 m_key = crypto::Secret32::random();
};

/// Every test has a server that answers, a migrated database, and a log of its own.
void TestHubPostgres::init()
{
    if (!m_pool) {
        QVERIFY2(m_server.start(), m_server.log().constData());
        m_pool = std::make_unique<PostgresPool>(m_server.url());
    }
    auto session = m_pool->take();
    QVERIFY_OK(session);
    QVERIFY_OK(migrate(**session));
    m_log = std::make_unique<SampleLog>();
}

void TestHubPostgres::cleanup()
{
    if (QTest::currentTestFailed())
        qWarning("server: %s", m_server.log().constData());
}

Result<void> TestHubPostgres::restart()
{
    return m_server.start() ? Result<void>{}
                            : fail(ErrorKind::Internal, "test.no_server", m_server.log().toStdString());
}

void TestHubPostgres::migratesOnceHoweverManyStart()
{
    auto session = m_pool->take();
    QVERIFY_OK(session);
    QVERIFY_OK((*session)->runScript("DROP SCHEMA linli CASCADE"));
    std::vector<std::future<Result<void>>> started;
    for (int i = 0; i < 4; ++i)
        started.push_back(std::async(std::launch::async, [this]() -> Result<void> {
            LINLI_TRY(auto own, PostgresSession::open(m_server.url()));
            return migrate(own);
        }));
    for (auto& one : started)
        QVERIFY_OK(one.get());
    const auto steps = (*session)->run("SELECT step FROM linli.migration ORDER BY step");
    QVERIFY_OK(steps);
    QCOMPARE(steps->size(), 3);
    QCOMPARE((*steps)[0][0].as<int>(), 1);
    QCOMPARE((*steps)[1][0].as<int>(), 2);
    QCOMPARE((*steps)[2][0].as<int>(), 3);
}

void TestHubPostgres::refusesANewerSchema()
{
    auto session = m_pool->take();
    QVERIFY_OK(session);
    QVERIFY_OK((*session)->runScript("INSERT INTO linli.migration(step) VALUES(99)"));
    QCOMPARE_CODE(migrate(**session), "store.newer");
    QVERIFY_OK((*session)->runScript("DELETE FROM linli.migration WHERE step = 99"));
    QVERIFY_OK(migrate(**session));
}

void TestHubPostgres::everyTableIsPartitionedByCommunity()
{
    const auto tables = m_pool->run("SELECT relname::text, coalesce(pg_get_partkeydef(oid), '') FROM pg_class "
                                    "WHERE relnamespace = 'linli'::regnamespace AND relkind IN ('r', 'p') "
                                    "AND NOT relispartition ORDER BY 1");
    QVERIFY_OK(tables);
    QCOMPARE(tables->size(), 9);
    for (const auto& table : *tables)
        QCOMPARE(table[1].c_str(), table[0].view() == "migration" ? "" : "HASH (community)");
    const auto parts = m_pool->run("SELECT count(*) FROM pg_inherits WHERE inhparent = 'linli.entry'::regclass");
    QVERIFY_OK(parts);
    QCOMPARE((*parts)[0][0].as<int>(), 16);
}

void TestHubPostgres::holdKeepsOthersOut()
{
    auto first = makeLog();
    QVERIFY_OK(first);
    auto second = open(Access::Write);
    QVERIFY_OK(second);
    QCOMPARE(first->hold().value().size, 0U);
    auto waiting = std::async(std::launch::async, [&] { return second->hold(); });
    // Until the server says that somebody waits for a lock.
    QTRY_COMPARE((*m_pool->run("SELECT count(*) FROM pg_locks WHERE NOT granted"))[0][0].as<int>(), 1);
    QVERIFY_OK(m_log->append(*first, {m_log->next()}));
    const auto held = waiting.get();
    QVERIFY_OK(held);
    QCOMPARE(*held, m_log->state());
    QVERIFY_OK(m_log->append(*second, {m_log->next()}));
    QCOMPARE(first->head()->state, m_log->state());
}

/// Several writers, each of which decides on what it found under the lock, and readers beside them.
void TestHubPostgres::writersTakeTurns()
{
    constexpr std::uint64_t total = 400;
    QVERIFY_OK(makeLog());
    std::mutex making; // SampleLog makes entries in order; here whoever has the head makes the next
    std::atomic<int> faults = 0;
    const auto write = [&] {
        auto store = open(Access::Write);
        for (;;) {
            const auto held = store->hold();
            if (!held)
                return void(++faults);
            const std::scoped_lock lock(making);
            faults += *held != m_log->state();
            if (held->size >= total)
                return store->release();
            faults += !m_log->append(*store, {m_log->next(), m_log->next()}).has_value();
        }
    };
    const auto read = [&](const std::stop_token& given) {
        auto store = open(Access::Read);
        for (Seq last; last.value < total && !given.stop_requested();) {
            const auto page = store->entriesAfter(last, 9, 1 << 20);
            if (!page)
                return void(++faults);
            for (const log::Entry& entry : *page) {
                faults += entry.stub.seq.value != last.value + 1;
                last = entry.stub.seq;
            }
        }
    };
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back(read);
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < 4; ++i)
            writers.emplace_back(write);
    }
    for (std::jthread& reader : readers)
        reader.join();
    QCOMPARE(faults.load(), 0);
    QCOMPARE(open(Access::Read)->head()->state, m_log->state());
}

/// The head's lock goes with the session of a process that stopped in the middle; it cannot append any more.
void TestHubPostgres::aStalledWriterLosesItsTurn()
{
    auto stalled = makeLog();
    QVERIFY_OK(stalled);
    QVERIFY_OK(stalled->hold());
    QVERIFY_OK(
        m_pool->run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"));
    auto other = open(Access::Write);
    QVERIFY_OK(other);
    QVERIFY_OK(m_log->append(*other, {m_log->next()}));
    const auto state = m_log->state();
    QCOMPARE_CODE(m_log->append(*stalled, {m_log->next()}), "store.unreachable");
    QCOMPARE(other->head()->state, state);
    QCOMPARE(stalled->hold().value(), state);
}

void TestHubPostgres::aSnapshotStaysAsItWas()
{
    auto store = makeLog();
    QVERIFY_OK(store);
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    auto snapshot = open(Access::Snapshot);
    QVERIFY_OK(snapshot);
    const log::LogState before = m_log->state();
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    QCOMPARE(snapshot->head()->state, before);
    QCOMPARE(snapshot->entriesAfter(Seq{0}, 10, 1000)->size(), 1U);
    QCOMPARE_CODE(snapshot->hold(), "store.read_only");
    QCOMPARE(snapshot->head()->state, before);
}

void TestHubPostgres::comesBackWhenTheServerDoes()
{
    auto store = makeLog();
    QVERIFY_OK(store);
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    QVERIFY2(m_server.stop(), m_server.log().constData());
    QCOMPARE_CODE(store->head(), "store.unreachable");
    QCOMPARE_CODE(store->hold(), "store.unreachable");
    QVERIFY_OK(restart());
    QTRY_VERIFY(store->head().has_value()); // what is waited for is the pool's backoff
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));

    // Once more, without asking while it is away: then nobody notices.
    QVERIFY2(m_server.stop(), m_server.log().constData());
    QVERIFY_OK(restart());
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    QCOMPARE(store->head()->state, m_log->state());
}

void TestHubPostgres::keepsWhatWasCommittedBeforeACrash()
{
    auto store = makeLog();
    QVERIFY_OK(store);
    for (int i = 0; i < 10; ++i) {
        QVERIFY_OK(m_log->append(*store, {m_log->next(), m_log->next()}));
        QVERIFY_OK(store->hold());
        m_server.crash();
        store->release();
        QVERIFY_OK(restart());
        QCOMPARE(store->head()->state, m_log->state());
    }
    log::MerkleFrontier frontier;
    QVERIFY_OK(store->eachLeaf([&](const Hash& leaf) { frontier.append(leaf); }));
    QCOMPARE(frontier.state(), m_log->state());
}

void TestHubPostgres::findsACommitThatWasNotAnswered()
{
    QVERIFY_OK(makeLog());
    CuttingProxy proxy(m_server.socket());
    PostgresPool pool(proxy.url());
    auto store = PostgresLogStore::open(pool, m_log->community, m_key, Access::Write);
    QVERIFY_OK(store);
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    for (int i = 0; i < 3; ++i) {
        proxy.cutAnswerTo("COMMIT");
        QVERIFY_OK(m_log->append(*store, {m_log->next()}));
        QVERIFY(proxy.hasCut());
    }
    QCOMPARE(open(Access::Read)->head()->state, m_log->state());
}

void TestHubPostgres::findsThatACommitDidNotHappen()
{
    QVERIFY_OK(makeLog());
    CuttingProxy proxy(m_server.socket());
    PostgresPool pool(proxy.url());
    auto store = PostgresLogStore::open(pool, m_log->community, m_key, Access::Write);
    QVERIFY_OK(store);
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    const log::LogState before = m_log->state();
    proxy.cutBefore("COMMIT");
    const log::Entry lost = m_log->next();
    QCOMPARE_CODE(m_log->append(*store, {lost}), "store.unreachable");
    QVERIFY(proxy.hasCut());
    QCOMPARE(store->head()->state, before);
    QVERIFY_OK(m_log->append(*store, {lost}));
}

void TestHubPostgres::hearsOfAppends()
{
    auto store = makeLog();
    QVERIFY_OK(store);
    std::atomic<std::uint64_t> heard = 0;
    const PostgresListener listener(m_server.url(), [&](const CommunityId& community, std::uint64_t size) {
        if (community == m_log->community)
            heard = size;
    });
    for (std::uint64_t size = 1; size <= 20; ++size) {
        QVERIFY_OK(m_log->append(*store, {m_log->next()}));
        QTRY_COMPARE_WITH_TIMEOUT(heard.load(), size, 2'000); // sooner than it would have looked by itself
    }
}

void TestHubPostgres::hearsAfterTheServerWasAway()
{
    auto store = makeLog();
    QVERIFY_OK(store);
    std::atomic<std::uint64_t> heard = 0;
    const PostgresListener listener(m_server.url(), [&](const CommunityId& community, std::uint64_t size) {
        if (community == m_log->community)
            heard = size;
    });
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    QTRY_COMPARE(heard.load(), 1U);
    m_server.crash();
    QVERIFY_OK(restart());
    QVERIFY_OK(m_log->append(*store, {m_log->next()}));
    QTRY_COMPARE_WITH_TIMEOUT(heard.load(), 2U, 20'000);
}

void TestHubPostgres::keepsPhotos()
{
    PostgresPhotos photos(*m_pool, m_log->community, m_key);
    const Bytes jpeg = crypto::randomBytes(300'000);
    const Hash name = crypto::sha256(jpeg);
    QVERIFY(!photos.find(name)->has_value());
    QVERIFY_OK(photos.addReceived(name, jpeg));
    QVERIFY_OK(photos.addReceived(name, jpeg));
    QVERIFY(photos.find(name)->value() == jpeg);
    QCOMPARE(photos.all().value(), std::vector{name});
    QCOMPARE_CODE(photos.addReceived(name, Bytes(3, 1)), "photo.wrong_hash");
    QCOMPARE_CODE(photos.addReceived(name, Bytes(community::maxPhotoBytes + 1)), "photo.too_large");
    QVERIFY(!PostgresPhotos(*m_pool, CommunityId{}, m_key).find(name)->has_value());
    QVERIFY_OK(photos.remove(name));
    QVERIFY(photos.all()->empty());
}

/// Nor lets it move a value to another row.
void TestHubPostgres::showsTheServerNothingThatPeopleWrote()
{
    auto store = makeLog();
    QVERIFY_OK(store);
    QVERIFY_OK(m_log->append(*store, {m_log->next(5'000), m_log->next(5'000)}));
    const auto rows = m_pool->run("SELECT string_agg(encode(header || payload, 'escape'), '') FROM linli.entry");
    QVERIFY_OK(rows);
    QVERIFY((*rows)[0][0].view().size() > 10'000);
    QVERIFY(!(*rows)[0][0].view().contains("xxxxxxxx"));
    QVERIFY(!(*rows)[0][0].view().contains("test.text"));
    QVERIFY_OK(
        m_pool->run("UPDATE linli.entry e SET payload = o.payload FROM linli.entry o WHERE e.seq = 1 AND o.seq = 2 "
                    "AND o.community = e.community"));
    QCOMPARE_CODE(store->entriesAfter(Seq{0}, 10, 1 << 20), "store.corrupt");
}

QTEST_GUILESS_MAIN(TestHubPostgres)
#include "tst_hub_postgres.moc"
