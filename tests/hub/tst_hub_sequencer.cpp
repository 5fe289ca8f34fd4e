// SPDX-License-Identifier: Apache-2.0
#include "app/hub/CommunityHub.h"
#include "app/hub/Founding.h"
#include "app/hub/ReplicaCache.h"
#include "core/community/Home.h"
#include "core/members/members.pb.h"
#include "core/sync/Joining.h"
#include "platform/fake/FakeKeyVault.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace linli;
using namespace linli::hub;
using namespace std::chrono_literals;
using Access = store::Database::Access;
using Answers = Result<std::vector<Sequencer::Answer>>;
using Refusal = community::Replica::Batch::Refusal;

namespace {

/// The real log store with accidents: the disk may be full, the answer of a commit may be lost.
class AccidentalLog final : public LogStore {
public:
    explicit AccidentalLog(LogStore& log) : m_log(log) {}
    std::function<Result<void>(const Addition&)> onAppend; ///< instead of append, when set
    std::atomic<int> headsToFail = 0;
    std::atomic<int> appends = 0;

    Result<Head> head() override
    {
        if (headsToFail > 0) {
            --headsToFail;
            return fail(ErrorKind::Store, "store.io");
        }
        return m_log.head();
    }
    Result<void> append(const Addition& addition) override
    {
        ++appends;
        return onAppend ? onAppend(addition) : m_log.append(addition);
    }
    Result<std::vector<log::Entry>> entriesAfter(Seq after, std::size_t entries, std::size_t bytes) override
    {
        return m_log.entriesAfter(after, entries, bytes);
    }
    Result<void> eachLeaf(const std::function<void(const Hash&)>& each) override { return m_log.eachLeaf(each); }
    Result<void> eachCheckpoint(const std::function<bool(std::uint64_t, const std::string&)>& each) override
    {
        return m_log.eachCheckpoint(each);
    }
    Result<std::vector<Hash>> photosToErase() override { return m_log.photosToErase(); }
    Result<void> photoErased(const Hash& photo) override { return m_log.photoErased(photo); }
    Result<void> standStill(Standstill why) override { return m_log.standStill(why); }
    Result<void> goOn(std::uint64_t size, bool lossAccepted) override { return m_log.goOn(size, lossAccepted); }
    Result<void> keepEvidence(const std::string& note) override { return m_log.keepEvidence(note); }
    Result<std::vector<std::string>> evidence() override { return m_log.evidence(); }
    LogStore& real() { return m_log; }

private:
    LogStore& m_log;
};

/// A founded community with everything that a strand works on, and the first admin's phone.
struct Bench {
    QTemporaryDir folder;
    HubClock clock;
    CommunityFiles files;
    std::optional<crypto::Identity> identity;
    std::optional<SqliteLogStore> store;
    std::unique_ptr<AccidentalLog> log;
    LogHead head;
    std::optional<community::Replica> replica;
    std::atomic<int> published = 0;
    std::unique_ptr<Sequencer> sequencer;
    platform::FakeKeyVault vault;
    std::optional<sync::Joining> phone;

    [[nodiscard]] Result<void> make()
    {
        const std::filesystem::path path = folder.filePath("hub").toStdString();
        const std::string sample = LINLI_SAMPLE_DATA;
        LINLI_TRY(const Founded founded,
                  found(path, {"社区", sample + "/compounds.geojson", sample + "/households.csv", {}}, clock));
        LINLI_TRY(const HubFolder hub, HubFolder::open(path));
        files = hub.files(founded.community);
        LINLI_TRY(identity, loadHubIdentity(files));
        LINLI_CHECK(start());
        LINLI_TRY(phone, sync::startJoining(folder.filePath("phone").toStdString(), vault, "http://h",
                                            founded.adminInvite, "管理员", clock.now()));
        return {};
    }
    [[nodiscard]] Result<void> start()
    {
        LINLI_TRY(store, openLog(files, Access::Write));
        log = std::make_unique<AccidentalLog>(*store);
        LINLI_CHECK(head.load(*store, files.community, identity->signing.publicKey()));
        LINLI_TRY(const auto genesis, genesisOf(*store, files.community, identity->signing.publicKey()));
        LINLI_TRY(replica, openReplica(files, *store, genesis));
        sequencer = std::make_unique<Sequencer>(Sequencer::Parts{*log, *replica, head, identity->signing, clock},
                                                Sequencer::Hooks{[this] { ++published; }, [] {}}, clock);
        return {};
    }
    [[nodiscard]] std::future<Answers> push(std::vector<log::SignedOperation> operations) const
    {
        auto promise = std::make_shared<std::promise<Answers>>();
        sequencer->push(std::move(operations), [promise](Answers answers) { promise->set_value(std::move(answers)); });
        return promise->get_future();
    }
    /// The phone reads the log to its end.
    [[nodiscard]] Result<void> pull()
    {
        community::Replica& own = phone->home.replica();
        LINLI_TRY(const auto entries, log->entriesAfter(Seq{own.confirmed().size}, 500, 1 << 20));
        return entries.empty()
                   ? Result<void>{}
                   : own.applyPage(entries, [](const log::LogState&) { return Result<void>{}; }, clock.now());
    }
    /// Joins, and makes `count` more operations that wait in the outbox.
    [[nodiscard]] Result<std::vector<log::SignedOperation>> operations(int count)
    {
        LINLI_TRY(const auto joined, push({phone->join}).get());
        LINLI_CHECK(pull());
        std::vector<log::SignedOperation> made;
        for (int i = 0; i < count; ++i) {
            pb::members::Invite facts;
            facts.set_key(asString(crypto::SigningKey::generate().publicKey()));
            facts.set_expires_ms(toMs(clock.now() + 24h));
            facts.set_household("JY-1-1-101");
            LINLI_TRY(const OpId op, phone->home.replica().submit(
                                         phone->home.identity(),
                                         {"members.invite", toBytes(facts.SerializeAsString()), {}, {}}, clock.now()));
            LINLI_TRY(const auto item, phone->home.replica().outbox().find(op));
            made.push_back(item->operation);
        }
        return made;
    }
};

} // namespace

class TestHubSequencer : public QObject {
    Q_OBJECT

private slots:
    void entersInOrderAndAnswersAgain();
    void whatArrivesMeanwhileSharesACommit();
    void fullDiskRefusesAndGoesOn();
    void lostAnswerOfACommitIsFound();
    void unknownOutcomeIsSettledBeforeTheNextDecision();
    void unknownOutcomeIsSettledWithoutAPush();
    void aLogThatCouldNotBeFollowedIsFollowedLater();
    void stopAnswersWhatIsUnderWay();
    void replicaIsMadeAnewFromTheLog_data();
    void replicaIsMadeAnewFromTheLog();
    void aLogThatIsNotItsCheckpointIsNotServed();
};

void TestHubSequencer::entersInOrderAndAnswersAgain()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(2);
    QVERIFY_OK(made);
    const auto first = bench.push({made->at(0), made->at(1)}).get();
    QVERIFY_OK(first);
    QCOMPARE(first->at(0).seq, Seq{3});
    QCOMPARE(first->at(1).seq, Seq{4});
    QVERIFY(first->at(0).verdict.accepted());
    const auto again = bench.push({made->at(1)}).get();
    QCOMPARE(again->at(0).refusal, Refusal::Already);
    QCOMPARE(again->at(0).seq, Seq{4});
    QCOMPARE(bench.head.snapshot().size, 4U);
    QCOMPARE(bench.log->real().head()->state, bench.replica->confirmed());
    QCOMPARE(bench.published.load(), 2);
    QVERIFY_OK(bench.pull());
    QVERIFY(bench.phone->home.replica().outbox().items().value().empty());
}

void TestHubSequencer::whatArrivesMeanwhileSharesACommit()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(11);
    QVERIFY_OK(made);
    std::promise<void> mayWrite;
    std::promise<void> writing;
    bench.log->onAppend = [&, once = true](const LogStore::Addition& addition) mutable {
        if (std::exchange(once, false)) {
            writing.set_value();
            mayWrite.get_future().wait();
        }
        return bench.log->real().append(addition);
    };
    const int before = bench.log->appends;
    auto first = bench.push({made->at(0)});
    writing.get_future().wait();
    std::vector<std::future<Answers>> rest;
    for (std::size_t i = 1; i < made->size(); ++i)
        rest.push_back(bench.push({made->at(i)}));
    mayWrite.set_value();
    QVERIFY_OK(first.get());
    for (auto& answer : rest) {
        const auto got = answer.get();
        QVERIFY_OK(got);
        QVERIFY(got->at(0).verdict.accepted());
    }
    QCOMPARE(bench.log->appends.load() - before, 2);
    QCOMPARE(bench.head.snapshot().size, 13U);
}

void TestHubSequencer::fullDiskRefusesAndGoesOn()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(2);
    QVERIFY_OK(made);
    const auto before = bench.log->real().head()->state;
    bench.log->onAppend = [](const LogStore::Addition&) -> Result<void> {
        return fail(ErrorKind::Store, "store.disk_full");
    };
    QCOMPARE_CODE(bench.push({made->at(0)}).get(), "store.disk_full");
    QCOMPARE(bench.replica->confirmed(), before);
    QCOMPARE(bench.head.snapshot().size, before.size);
    // Its follower is judged as if it had never come.
    const auto follower = bench.push({made->at(1)}).get();
    QVERIFY_OK(follower);
    QCOMPARE(follower->at(0).refusal, Refusal::Gap);
    bench.log->onAppend = nullptr;
    const auto again = bench.push({made->at(0), made->at(1)}).get();
    QVERIFY_OK(again);
    QCOMPARE(again->at(0).seq, Seq{before.size + 1});
    QVERIFY(again->at(1).verdict.accepted());
}

void TestHubSequencer::lostAnswerOfACommitIsFound()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(1);
    QVERIFY_OK(made);
    bench.log->onAppend = [&](const LogStore::Addition& addition) -> Result<void> {
        LINLI_CHECK(bench.log->real().append(addition));
        return fail(ErrorKind::Store, "store.io");
    };
    const auto answer = bench.push({made->at(0)}).get();
    QVERIFY_OK(answer);
    QVERIFY(answer->at(0).verdict.accepted());
    QCOMPARE(bench.head.snapshot().size, 3U);
    QCOMPARE(bench.replica->confirmed(), bench.log->real().head()->state);
}

void TestHubSequencer::unknownOutcomeIsSettledBeforeTheNextDecision()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(2);
    QVERIFY_OK(made);
    bench.log->onAppend = [&](const LogStore::Addition& addition) -> Result<void> {
        LINLI_CHECK(bench.log->real().append(addition));
        bench.log->headsToFail = 1;
        return fail(ErrorKind::Store, "store.io");
    };
    QCOMPARE_CODE(bench.push({made->at(0)}).get(), "store.io");
    QCOMPARE(bench.head.snapshot().size, 2U); // nobody was told
    bench.log->onAppend = nullptr;
    const auto next = bench.push({made->at(1), made->at(0)}).get();
    QVERIFY_OK(next);
    QCOMPARE(next->at(0).seq, Seq{4});
    QCOMPARE(next->at(1).refusal, Refusal::Already);
    QCOMPARE(next->at(1).seq, Seq{3});
    QCOMPARE(bench.head.snapshot().size, 4U);
    QCOMPARE(bench.replica->confirmed(), bench.log->real().head()->state);
    LogHead folded;
    QVERIFY_OK(folded.load(bench.log->real(), bench.files.community, bench.identity->signing.publicKey()));
}

void TestHubSequencer::unknownOutcomeIsSettledWithoutAPush()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(1);
    QVERIFY_OK(made);
    bench.log->onAppend = [&](const LogStore::Addition& addition) -> Result<void> {
        LINLI_CHECK(bench.log->real().append(addition));
        bench.log->headsToFail = 1;
        return fail(ErrorKind::Store, "store.io");
    };
    QCOMPARE_CODE(bench.push({made->at(0)}).get(), "store.io");
    QTRY_COMPARE(bench.head.snapshot().size, 3U);
}

/// As after a notice of another process, while this one's disk is ill for a moment.
void TestHubSequencer::aLogThatCouldNotBeFollowedIsFollowedLater()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(1);
    QVERIFY_OK(made);
    QVERIFY_OK(bench.push({made->at(0)}).get());
    const int before = bench.published;
    bench.log->headsToFail = 1;
    bench.sequencer->lookAtLog();
    QTRY_COMPARE(bench.log->headsToFail.load(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(bench.published.load(), before + 1, 20'000);
}

void TestHubSequencer::stopAnswersWhatIsUnderWay()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(5);
    QVERIFY_OK(made);
    std::vector<std::future<Answers>> answers;
    for (const auto& operation : *made)
        answers.push_back(bench.push({operation}));
    bench.sequencer->stop();
    for (auto& answer : answers)
        QVERIFY_OK(answer.get());
    QCOMPARE_CODE(bench.push({made->at(0)}).get(), "hub.stopping");
    QCOMPARE(bench.log->real().head()->state.size, 7U);
}

void TestHubSequencer::replicaIsMadeAnewFromTheLog_data()
{
    QTest::addColumn<int>("accident");
    QTest::newRow("lost") << 0;
    QTest::newRow("overwritten") << 1;
    QTest::newRow("of another history") << 2;
    QTest::newRow("behind") << 3;
}

void TestHubSequencer::replicaIsMadeAnewFromTheLog()
{
    QFETCH(int, accident);
    Bench bench;
    QVERIFY_OK(bench.make());
    const std::filesystem::path spare = bench.folder.filePath("spare.db").toStdString();
    const auto made = bench.operations(3);
    QVERIFY_OK(made);
    QVERIFY_OK(bench.push({made->at(0)}).get());
    bench.sequencer.reset();
    const auto stateBefore = bench.replica->digests().value().community;
    bench.replica.reset();
    std::filesystem::copy_file(bench.files.replica(), spare);
    QVERIFY_OK(bench.start());
    QVERIFY_OK(bench.push({made->at(1), made->at(2)}).get());
    bench.sequencer.reset();
    const auto expected = bench.replica->digests().value().community;
    QVERIFY(expected != stateBefore);
    if (accident == 2) {
        QVERIFY_OK(bench.replica->db().run("UPDATE meta SET value = x'00' WHERE name = 'frontier'"));
    }
    bench.replica.reset();
    if (accident == 0)
        removeDatabase(bench.files.replica());
    if (accident == 1) {
        QFile file(QString::fromStdString(bench.files.replica().string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(4096, 'x'));
    }
    if (accident == 3) {
        removeDatabase(bench.files.replica());
        std::filesystem::rename(spare, bench.files.replica());
    }
    QVERIFY_OK(bench.start());
    QCOMPARE(bench.replica->confirmed(), bench.log->real().head()->state);
    QCOMPARE(bench.replica->digests().value().community, expected);
    QCOMPARE(bench.push({made->at(2)}).get()->at(0).refusal, Refusal::Already);
}

void TestHubSequencer::aLogThatIsNotItsCheckpointIsNotServed()
{
    Bench bench;
    QVERIFY_OK(bench.make());
    const auto made = bench.operations(1);
    QVERIFY_OK(made);
    QVERIFY_OK(bench.push({made->at(0)}).get());
    bench.sequencer.reset();
    QVERIFY_OK(bench.store->db().run("UPDATE entry SET verdict = 'members.not_allowed' WHERE seq = 3"));
    bench.store.reset();
    const auto opened =
        CommunityHub::open(CommunityFiles{bench.files.community,
                                          bench.files.folder,
                                          {bench.files.keys.database.copy(), bench.files.keys.photos.copy(),
                                           bench.files.keys.marker.copy(), bench.files.keys.identity.copy()}},
                           bench.clock, bench.clock);
    QCOMPARE_CODE(opened, "log.root_differs");
}

QTEST_GUILESS_MAIN(TestHubSequencer)
#include "tst_hub_sequencer.moc"
