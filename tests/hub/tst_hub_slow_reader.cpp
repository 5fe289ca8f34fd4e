// SPDX-License-Identifier: Apache-2.0
#include "app/hub/CommunityHub.h"
#include "app/hub/Founding.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/sync/Joining.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "platform/fake/FakeKeyVault.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace linli;
using namespace linli::hub;
using namespace std::chrono_literals;

namespace {

/// The machine's clock, moved by hand.
class HandClock final : public Clock {
public:
    std::atomic<std::int64_t> steady = 0;
    [[nodiscard]] Timestamp now() const override { return SystemClock().now(); }
    [[nodiscard]] Milliseconds monotonic() const override { return Milliseconds{steady.load()}; }
};

/// A phone that reads only when told to.
class LazySink final : public LiveSink {
public:
    std::atomic<int> frames = 0;
    std::atomic<std::uint64_t> entries = 0;
    std::atomic<std::uint64_t> asked = 0; ///< number of the newest ping
    std::atomic<bool> closed = false;
    std::string code;

    void send(const Bytes& frame) override
    {
        pb::sync::LogPage page;
        if (sync::decodeFrame(frame, page))
            entries += static_cast<std::uint64_t>(page.entries_size());
        ++frames;
    }
    void ping(std::uint64_t number) override { asked = number; }
    void close(const std::string& why) override
    {
        code = why;
        closed = true;
    }
};

} // namespace

class TestHubSlowReader : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void getsNoMoreThanTheWindow();
    void getsTheRestWhenItAnswers();
    void isClosedWhenItNeverAnswers();
    void doesNotHoldUpOthers();

private:
    /// The log grows by one entry.
    void grow();
    [[nodiscard]] std::uint64_t size() const { return m_hub->head().snapshot().size; }

    std::unique_ptr<QTemporaryDir> m_folder;
    HandClock m_clock;
    std::unique_ptr<CommunityHub> m_hub;
    platform::FakeKeyVault m_vault;
    std::optional<sync::Joining> m_phone;
};

void TestHubSlowReader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_vault.forget();
    m_clock.steady = 0;
    const std::filesystem::path path = m_folder->filePath("hub").toStdString();
    const std::string sample = LINLI_SAMPLE_DATA;
    const auto founded = found(path, {"社区", sample + "/compounds.geojson", sample + "/households.csv", {}}, m_clock);
    QVERIFY_OK(founded);
    auto opened = CommunityHub::open(HubFolder::open(path)->files(founded->community), m_clock, m_clock);
    QVERIFY_OK(opened);
    m_hub = std::move(*opened);
    auto joining = sync::startJoining(m_folder->filePath("phone").toStdString(), m_vault, "http://h",
                                      founded->adminInvite, "管理员", m_clock.now());
    QVERIFY_OK(joining);
    m_phone.emplace(std::move(*joining));
    grow();
    QCOMPARE(size(), 2U);
}

void TestHubSlowReader::cleanup()
{
    m_hub.reset();
    m_phone.reset();
}

void TestHubSlowReader::grow()
{
    community::Replica& replica = m_phone->home.replica();
    log::SignedOperation operation = m_phone->join;
    if (size() > 1) {
        // The phone reads what there is, so that its next operation is decided on the same state.
        pb::sync::LogPage page;
        const auto reader = m_hub->gatekeeper().reader(m_phone->home.identity().device);
        QVERIFY_OK(m_hub->pages().read(Seq{replica.confirmed().size}, *reader, page));
        std::vector<log::Entry> entries;
        for (const auto& in : page.entries())
            entries.push_back(log::fromProto(in).value());
        QVERIFY_OK(replica.applyPage(entries, [](const log::LogState&) { return Result<void>{}; }, m_clock.now()));
        pb::members::Invite facts;
        facts.set_key(asString(crypto::SigningKey::generate().publicKey()));
        facts.set_expires_ms(toMs(m_clock.now() + 24h));
        facts.set_household("JY-1-1-101");
        const auto op = replica.submit(m_phone->home.identity(),
                                       {"members.invite", toBytes(facts.SerializeAsString()), {}, {}}, m_clock.now());
        QVERIFY_OK(op);
        operation = replica.outbox().find(*op).value()->operation;
    }
    std::promise<bool> done;
    m_hub->sequencer().push({operation}, [&](const auto& answers) {
        done.set_value(answers && answers->at(0).entry && answers->at(0).verdict.accepted());
    });
    QVERIFY(done.get_future().get());
}

void TestHubSlowReader::getsNoMoreThanTheWindow()
{
    const auto sink = std::make_shared<LazySink>();
    (void)m_hub->live().open({m_phone->home.identity().device, Seq{size()}}, sink);
    for (int i = 0; i < LiveChannels::window; ++i) {
        grow();
        QTRY_COMPARE(sink->frames.load(), i + 1);
    }
    grow();
    grow();
    // Another channel is served after this one, so by then this one was looked at.
    const auto witness = std::make_shared<LazySink>();
    (void)m_hub->live().open({m_phone->home.identity().device, Seq{size() - 1}}, witness);
    QTRY_COMPARE(witness->frames.load(), 1);
    QCOMPARE(sink->frames.load(), LiveChannels::window);
    QVERIFY(!sink->closed);
}

void TestHubSlowReader::getsTheRestWhenItAnswers()
{
    const auto sink = std::make_shared<LazySink>();
    const auto channel = m_hub->live().open({m_phone->home.identity().device, Seq{size()}}, sink);
    for (int i = 0; i < LiveChannels::window + 3; ++i)
        grow();
    QTRY_VERIFY(sink->frames > 0);
    QTRY_VERIFY((m_hub->live().pong(channel, sink->asked), sink->entries == LiveChannels::window + 3));
    QVERIFY(!sink->closed);
}

void TestHubSlowReader::isClosedWhenItNeverAnswers()
{
    const auto sink = std::make_shared<LazySink>();
    (void)m_hub->live().open({m_phone->home.identity().device, Seq{0}}, sink);
    QTRY_VERIFY(sink->frames > 0);
    m_clock.steady = Milliseconds(LiveChannels::patience).count();
    grow();
    const auto witness = std::make_shared<LazySink>();
    (void)m_hub->live().open({m_phone->home.identity().device, Seq{0}}, witness);
    QTRY_VERIFY(witness->frames > 0);
    QVERIFY(!sink->closed); // just in time
    m_clock.steady += 1;
    m_hub->live().logHasGrown();
    QTRY_VERIFY(sink->closed);
    QCOMPARE(sink->code, "live.slow");
    QVERIFY(!witness->closed);
}

void TestHubSlowReader::doesNotHoldUpOthers()
{
    const auto lazy = std::make_shared<LazySink>();
    const auto keen = std::make_shared<LazySink>();
    (void)m_hub->live().open({m_phone->home.identity().device, Seq{size()}}, lazy);
    const auto channel = m_hub->live().open({m_phone->home.identity().device, Seq{size()}}, keen);
    for (int i = 0; i < 2 * LiveChannels::window; ++i) {
        grow();
        QTRY_COMPARE(keen->entries.load(), static_cast<std::uint64_t>(i + 1));
        m_hub->live().pong(channel, keen->asked);
    }
    QCOMPARE(lazy->frames.load(), LiveChannels::window);
}

QTEST_GUILESS_MAIN(TestHubSlowReader)
#include "tst_hub_slow_reader.moc"
