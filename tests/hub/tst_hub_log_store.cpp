// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogHead.h"
#include "app/hub/postgres/PostgresPool.h"
#include "app/hub/postgres/PostgresSchema.h"
#include "core/log/Checkpoint.h"
#include "tests/hub/SampleLog.h"
#include "tests/hub/StoreUnderTest.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/ResultChecks.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace linli;
using namespace linli::hub;
using namespace linli::test;
using Access = StoreUnderTest::Access;

/// What every LogStore keeps to: all of it runs against each implementation.
class TestHubLogStore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanup();
    void startsEmptyWithARandomEpoch();
    void isThereAfterReopening();
    void takesOnlyWhatFollows();
    void takesAnOperationOnce();
    void anAdditionIsAllOrNothing();
    void pagesKeepTheirLimits();
    void readersSeeWholeAdditions();
    void erasesPayloadsAndKeepsTheRest();
    void remembersPhotosUntilTheyAreGone();
    void signsASizeOnce();
    void holdSaysWhereTheLogIs();
    void nothingNewIsAppendedWhileItStandsStill();
    void aRefillIsAppendedWhileItStandsStill();
    void whatARefillLendsGoesWithTheAppendThatReachesIt();
    void anAcceptedLossIsForGood();
    void keepsEvidenceOnce();
    void followersSkipNothing();
    void headRefusesAChangedLog();
    void isOfOneCommunity();

private:
    PostgresServer m_server;
    std::unique_ptr<PostgresPool> m_pool;
    std::unique_ptr<StoreUnderTest> m_place;
    std::unique_ptr<SampleLog> m_log;
    std::unique_ptr<LogStore> m_store;
};

void TestHubLogStore::initTestCase_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("SQLite") << "sqlite";
    QTest::newRow("PostgreSQL") << "postgres";
}

void TestHubLogStore::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.log().constData());
    m_pool = std::make_unique<PostgresPool>(m_server.url());
    auto session = m_pool->take();
    QVERIFY_OK(session);
    QVERIFY_OK(migrate(**session));
}

void TestHubLogStore::init()
{
    QFETCH_GLOBAL(QString, kind);
    m_place = kind == "sqlite" ? sqliteUnderTest() : postgresUnderTest(*m_pool);
    m_log = std::make_unique<SampleLog>();
    auto made = m_place->create(m_log->community);
    QVERIFY_OK(made);
    m_store = std::move(*made);
}

void TestHubLogStore::cleanup()
{
    m_store.reset(); // before the place where it lies
    m_place.reset();
}

void TestHubLogStore::startsEmptyWithARandomEpoch()
{
    const auto head = m_store->head();
    QVERIFY_OK(head);
    QCOMPARE(head->state, (log::LogState{0, log::emptyRoot()}));
    QCOMPARE(head->epoch.size(), 16U);
    QVERIFY(head->epoch != Bytes(16, 0));
    QVERIFY(head->checkpoint.empty());
    QCOMPARE(m_store->entriesAfter(Seq{0}, 10, 1000).value().size(), 0U);
}

void TestHubLogStore::isThereAfterReopening()
{
    const std::vector entries{m_log->next(), m_log->next()};
    QVERIFY_OK(m_log->append(*m_store, entries));
    const auto before = m_store->head();
    QVERIFY_OK(before);
    QCOMPARE(before->state, m_log->state());
    QCOMPARE(before->lastAccepted, entries[1].stub.accepted);
    m_store.reset();

    const auto opened = m_place->open(m_log->community, Access::Write);
    QVERIFY_OK(opened);
    LogStore& again = **opened;
    const auto head = again.head();
    QVERIFY_OK(head);
    QCOMPARE(head->state, before->state);
    QCOMPARE(head->epoch, before->epoch);
    QVERIFY_OK(log::verifyCheckpoint(head->checkpoint, m_log->community, m_log->hubKey.publicKey()));
    const auto read = again.entriesAfter(Seq{0}, 10, 1 << 20);
    QVERIFY_OK(read);
    QCOMPARE(read->size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE((*read)[i].leafHash(), entries[i].leafHash());
        QCOMPARE((*read)[i].operation->header, entries[i].operation->header);
        QCOMPARE((*read)[i].operation->signature, entries[i].operation->signature);
        QVERIFY((*read)[i].operation->payload == entries[i].operation->payload);
    }
}

void TestHubLogStore::takesOnlyWhatFollows()
{
    const log::Entry first = m_log->next();
    const log::Entry second = m_log->next();
    QCOMPARE_CODE(m_log->append(*m_store, {second}), "log.head_moved");
    QVERIFY_OK(m_log->append(*m_store, {first}));
    QCOMPARE_CODE(m_store->append({std::span(&first, 1), m_log->state(), "note", {}, {}}), "log.head_moved");
    QVERIFY_OK(m_log->append(*m_store, {second}));
    QVERIFY_OK(m_log->append(*m_store, {})); // nothing to do
    QCOMPARE(m_store->head()->state.size, 2U);
}

void TestHubLogStore::takesAnOperationOnce()
{
    const log::Entry first = m_log->next();
    QVERIFY_OK(m_log->append(*m_store, {first}));
    log::Entry again = first;
    again.stub.seq = Seq{2};
    QVERIFY(!m_log->append(*m_store, {again}));
    QCOMPARE(m_store->head()->state, m_log->state());
}

void TestHubLogStore::anAdditionIsAllOrNothing()
{
    const log::Entry first = m_log->next();
    log::Entry hidden = m_log->next();
    hidden.operation.reset();
    QCOMPARE_CODE(m_log->append(*m_store, {first, hidden}), "log.hidden_entry");
    QCOMPARE(m_store->head()->state.size, 0U);
    QCOMPARE(m_store->entriesAfter(Seq{0}, 10, 1 << 20)->size(), 0U);
    QVERIFY_OK(m_log->append(*m_store, {first}));
}

void TestHubLogStore::pagesKeepTheirLimits()
{
    std::vector<log::Entry> entries;
    for (int i = 0; i < 20; ++i)
        entries.push_back(m_log->next(1000));
    QVERIFY_OK(m_log->append(*m_store, entries));
    QCOMPARE(m_store->entriesAfter(Seq{0}, 7, 1 << 20)->size(), 7U);
    QCOMPARE(m_store->entriesAfter(Seq{15}, 500, 1 << 20)->size(), 5U);
    QCOMPARE(m_store->entriesAfter(Seq{20}, 500, 1 << 20)->size(), 0U);
    const auto some = m_store->entriesAfter(Seq{4}, 500, 5000);
    QVERIFY_OK(some);
    QVERIFY(some->size() >= 2 && some->size() <= 4);
    QCOMPARE(some->front().stub.seq, Seq{5});
    QCOMPARE(m_store->entriesAfter(Seq{4}, 500, 1)->size(), 1U); // one that is too large comes alone
}

void TestHubLogStore::readersSeeWholeAdditions()
{
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}));
    const auto opened = m_place->open(m_log->community, Access::Read);
    QVERIFY_OK(opened);
    LogStore& reader = **opened;
    QCOMPARE(reader.head()->state.size, 1U);
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}));
    QCOMPARE(reader.head()->state, m_log->state());
    QCOMPARE(reader.entriesAfter(Seq{0}, 10, 1 << 20)->size(), 3U);
    QVERIFY(!m_log->append(reader, {m_log->next()}));
}

void TestHubLogStore::erasesPayloadsAndKeepsTheRest()
{
    const log::Entry old = m_log->next();
    QVERIFY_OK(m_log->append(*m_store, {old}));
    const log::Entry fresh = m_log->next();
    const log::Entry kept = m_log->next();
    QVERIFY_OK(m_log->append(*m_store, {fresh, kept}, {SampleLog::idOf(old), SampleLog::idOf(fresh)}));
    const auto read = m_store->entriesAfter(Seq{0}, 10, 1 << 20);
    QVERIFY_OK(read);
    QVERIFY(!(*read)[0].operation->payload);
    QVERIFY(!(*read)[1].operation->payload);
    QVERIFY((*read)[2].operation->payload == kept.operation->payload);
    log::MerkleFrontier frontier;
    QVERIFY_OK(m_store->eachLeaf([&](const Hash& leaf) { frontier.append(leaf); }));
    QCOMPARE(frontier.state(), m_log->state());
}

void TestHubLogStore::remembersPhotosUntilTheyAreGone()
{
    const Hash one = crypto::sha256(asBytes("one"));
    const Hash two = crypto::sha256(asBytes("two"));
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}, {}, {one, two, one}));
    QCOMPARE(m_store->photosToErase()->size(), 2U);
    QVERIFY_OK(m_store->photoErased(one));
    QCOMPARE(m_store->photosToErase().value(), std::vector{two});
}

void TestHubLogStore::signsASizeOnce()
{
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}));
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}));
    std::vector<std::uint64_t> sizes;
    QVERIFY_OK(m_store->eachCheckpoint([&](std::uint64_t size, const std::string&) {
        sizes.push_back(size);
        return true;
    }));
    QCOMPARE(sizes, (std::vector<std::uint64_t>{1, 3}));
    QVERIFY(!m_place->tamper(m_log->community,
                             "INSERT INTO checkpoint(community, size, note) VALUES({community}, 3, 'other')"));
}

void TestHubLogStore::holdSaysWhereTheLogIs()
{
    QCOMPARE(m_store->hold().value(), m_log->state());
    m_store->release();
    m_store->release(); // nothing is held
    QCOMPARE(m_store->hold().value(), m_log->state());
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}));
    QCOMPARE(m_store->hold().value(), m_log->state());
    m_store->release();
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}));
    QCOMPARE(m_store->head()->state, m_log->state());
}

/// Numbers and leaves that a reader comes past, asking again and again for what is after the last it has seen.
void TestHubLogStore::nothingNewIsAppendedWhileItStandsStill()
{
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}));
    const Bytes epoch = m_store->head()->epoch;
    QVERIFY_OK(m_store->standStill(Standstill::Behind));
    const auto standing = m_store->head().value();
    QCOMPARE(standing.standstill, Standstill::Behind);
    QVERIFY(standing.epoch != epoch);
    QCOMPARE_CODE(m_store->hold(), "hub.awaits_refill");
    // Another process, which has not heard of it.
    auto other = m_place->open(m_log->community, Access::Write).value();
    QCOMPARE_CODE(other->hold(), "hub.awaits_refill");
    QCOMPARE_CODE(m_log->append(*other, {m_log->next()}), "hub.awaits_refill");
    QCOMPARE(m_store->head()->state.size, 2U);

    QVERIFY_OK(m_store->standStill(Standstill::Behind));
    QCOMPARE(m_store->head()->epoch, standing.epoch); // the same standstill
    QVERIFY_OK(m_store->goOn(1, false));
    QCOMPARE_CODE(m_store->hold(), "hub.awaits_refill"); // it was of another size
    QVERIFY_OK(m_store->goOn(2, false));
    QVERIFY_OK(m_store->hold());
}

void TestHubLogStore::aRefillIsAppendedWhileItStandsStill()
{
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}));
    QVERIFY_OK(m_store->standStill(Standstill::Restored));
    QVERIFY_OK(m_store->holdFor(LogStore::Growth::Refill));
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}, {}, {}, LogStore::Growth::Refill));
    const auto head = m_store->head().value();
    QCOMPARE(head.state, m_log->state());
    QCOMPARE(head.standstill, Standstill::Refilled);
    QCOMPARE_CODE(m_store->hold(), "hub.awaits_refill");
    QVERIFY_OK(m_store->goOn(3, false));
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}));
}

/// A log that one process alone writes keeps nothing, since there is nobody to lend to.
void TestHubLogStore::whatARefillLendsGoesWithTheAppendThatReachesIt()
{
    QFETCH_GLOBAL(QString, kind);
    const std::size_t keeps = kind == "postgres" ? 1 : 0;
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}));
    const std::array entries{m_log->next(), m_log->next(), m_log->next()};
    const std::array seqs{entries[0].stub.seq, entries[1].stub.seq, entries[2].stub.seq};
    QVERIFY_OK(m_store->standStill(Standstill::Restored));
    QVERIFY_OK(m_store->lend(std::span(entries).last(2)));
    QVERIFY_OK(m_store->lend(std::span(entries).last(2))); // twice is once
    auto other = m_place->open(m_log->community, Access::Write);
    QVERIFY_OK(other);
    const auto lent = (*other)->lent(seqs);
    QVERIFY_OK(lent);
    QCOMPARE(lent->size(), 2 * keeps);
    if (keeps > 0) {
        QCOMPARE(lent->front().leafHash(), entries[1].leafHash());
        QCOMPARE(lent->front().operation->payload, entries[1].operation->payload);
        QCOMPARE((*other)->lent(std::span(seqs).first(1))->size(), 0U);
    }
    QVERIFY_OK(m_log->append(*m_store, {entries[0], entries[1]}, {}, {}, LogStore::Growth::Refill));
    QCOMPARE((*other)->lent(seqs)->size(), keeps);
    QVERIFY_OK(m_store->goOn(3, true)); // for good: nobody waits for the rest
    QCOMPARE((*other)->lent(seqs)->size(), 0U);
}

void TestHubLogStore::anAcceptedLossIsForGood()
{
    QVERIFY_OK(m_log->append(*m_store, {m_log->next()}));
    QVERIFY_OK(m_store->standStill(Standstill::Forked));
    QCOMPARE_CODE(m_store->hold(), "hub.two_histories");
    QVERIFY_OK(m_store->standStill(Standstill::Behind)); // says less
    QCOMPARE(m_store->head()->standstill, Standstill::Forked);
    QVERIFY_OK(m_store->goOn(1, true));
    QVERIFY_OK(m_store->standStill(Standstill::Forked));
    QVERIFY_OK(m_store->hold());
    m_store->release();
    QVERIFY_OK(m_store->standStill(Standstill::Restored)); // a backup of it, however, is one
    QCOMPARE_CODE(m_store->hold(), "hub.awaits_refill");
}

void TestHubLogStore::keepsEvidenceOnce()
{
    QCOMPARE(m_store->evidence()->size(), 0U);
    QVERIFY_OK(m_store->keepEvidence("a note"));
    QVERIFY_OK(m_store->keepEvidence("a note"));
    QCOMPARE(m_store->evidence().value(), std::vector<std::string>{"a note"});
    for (int i = 0; i < 120; ++i)
        QVERIFY_OK(m_store->keepEvidence(std::to_string(i)));
    QCOMPARE(m_store->evidence()->size(), 100U);
}

void TestHubLogStore::followersSkipNothing()
{
    constexpr std::uint64_t total = 600;
    std::atomic<int> faults = 0;
    const auto follow = [&](const std::stop_token& given) {
        const auto opened = m_place->open(m_log->community, Access::Read);
        for (Seq last; last.value < total && !given.stop_requested();) {
            const auto page = opened ? (*opened)->entriesAfter(last, 7, 1 << 20) : fail(ErrorKind::Internal, "test");
            if (!page)
                return void(++faults);
            for (const log::Entry& entry : *page) {
                faults += entry.stub.seq.value != last.value + 1;
                last = entry.stub.seq;
            }
        }
    };
    std::array<std::jthread, 3> followers{std::jthread(follow), std::jthread(follow), std::jthread(follow)};
    for (std::uint64_t done = 0; done < total; done += 3)
        QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next(), m_log->next()}));
    for (std::jthread& follower : followers)
        follower.join();
    QCOMPARE(faults.load(), 0);
}

void TestHubLogStore::headRefusesAChangedLog()
{
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}));
    LogHead head;
    QVERIFY_OK(head.load(*m_store, m_log->community, m_log->hubKey.publicKey()));
    QCOMPARE(head.snapshot().size, 2U);
    const auto other = crypto::SigningKey::generate().publicKey();
    QCOMPARE_CODE(head.load(*m_store, m_log->community, other), "checkpoint.bad_signature");
    QCOMPARE(m_place
                 ->tamper(m_log->community, "UPDATE entry SET accepted_ms = accepted_ms + 1 "
                                            "WHERE community = {community} AND seq = 1")
                 .value_or(-1),
             1);
    QCOMPARE_CODE(head.load(*m_store, m_log->community, m_log->hubKey.publicKey()), "log.root_differs");
}

void TestHubLogStore::isOfOneCommunity()
{
    CommunityId other;
    other.bytes.fill(1);
    const auto opened = m_place->open(other, Access::Write);
    QCOMPARE_CODE(opened, "store.not_linli");
}

QTEST_GUILESS_MAIN(TestHubLogStore)
#include "tst_hub_log_store.moc"
