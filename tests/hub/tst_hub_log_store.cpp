// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogHead.h"
#include "app/hub/SqliteLogStore.h"
#include "core/log/Checkpoint.h"
#include "tests/hub/SampleLog.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::hub;
using linli::test::SampleLog;
using Access = store::Database::Access;

/// What every LogStore keeps to; each implementation runs all of it.
class TestHubLogStore : public QObject {
    Q_OBJECT

private slots:
    void init();
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
    void headRefusesAChangedLog();
    void isOfOneCommunity();

private:
    [[nodiscard]] Result<SqliteLogStore> open(Access access) const
    {
        auto database = store::Database::open(m_file, m_key, access);
        return database ? SqliteLogStore::open(std::move(*database), m_log->community)
                        : std::unexpected(database.error());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_file;
    store::DatabaseKey m_key{crypto::Secret32::random()};
    std::unique_ptr<SampleLog> m_log;
    std::unique_ptr<SqliteLogStore> m_store;
};

void TestHubLogStore::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath("log.db").toStdString();
    m_log = std::make_unique<SampleLog>();
    auto database = store::Database::open(m_file, m_key, Access::Create);
    QVERIFY_OK(database);
    auto made = SqliteLogStore::create(std::move(*database), m_log->community);
    QVERIFY_OK(made);
    m_store = std::make_unique<SqliteLogStore>(std::move(*made));
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

    auto again = open(Access::Write);
    QVERIFY_OK(again);
    const auto head = again->head();
    QVERIFY_OK(head);
    QCOMPARE(head->state, before->state);
    QCOMPARE(head->epoch, before->epoch);
    QVERIFY_OK(log::verifyCheckpoint(head->checkpoint, m_log->community, m_log->hubKey.publicKey()));
    const auto read = again->entriesAfter(Seq{0}, 10, 1 << 20);
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
    auto reader = open(Access::Read);
    QVERIFY_OK(reader);
    QCOMPARE(reader->head()->state.size, 1U);
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}));
    QCOMPARE(reader->head()->state, m_log->state());
    QCOMPARE(reader->entriesAfter(Seq{0}, 10, 1 << 20)->size(), 3U);
    QVERIFY(!m_log->append(*reader, {m_log->next()}));
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
    QVERIFY(
        !m_store->db().run("INSERT INTO checkpoint(community, size, note) VALUES(?1, 3, 'other')", {m_log->community}));
}

void TestHubLogStore::headRefusesAChangedLog()
{
    QVERIFY_OK(m_log->append(*m_store, {m_log->next(), m_log->next()}));
    LogHead head;
    QVERIFY_OK(head.load(*m_store, m_log->community, m_log->hubKey.publicKey()));
    QCOMPARE(head.snapshot().size, 2U);
    const auto other = crypto::SigningKey::generate().publicKey();
    QCOMPARE_CODE(head.load(*m_store, m_log->community, other), "checkpoint.bad_signature");
    QVERIFY_OK(m_store->db().run("UPDATE entry SET accepted_ms = accepted_ms + 1 WHERE seq = 1"));
    QCOMPARE_CODE(head.load(*m_store, m_log->community, m_log->hubKey.publicKey()), "log.root_differs");
}

void TestHubLogStore::isOfOneCommunity()
{
    m_store.reset();
    auto database = store::Database::open(m_file, m_key, Access::Write);
    QVERIFY_OK(database);
    CommunityId other;
    other.bytes.fill(1);
    QCOMPARE_CODE(SqliteLogStore::open(std::move(*database), other), "store.not_linli");
}

QTEST_GUILESS_MAIN(TestHubLogStore)
#include "tst_hub_log_store.moc"
