// SPDX-License-Identifier: Apache-2.0
#include "app/hub/CommunityHub.h"
#include "app/hub/Founding.h"
#include "core/sync/Joining.h"
#include "platform/fake/FakeKeyVault.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::hub;
using namespace std::chrono_literals;

namespace {

/// A machine so slow that each look at its clock takes a second.
class SlowClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return SystemClock().now(); }
    [[nodiscard]] Milliseconds monotonic() const override { return m_now += 1s; }
    void advance(Milliseconds by) { m_now += by; }

private:
    mutable Milliseconds m_now{0};
};

/// Works when it is told to.
class HandStrand final : public Strand {
public:
    void wake() override {}
    void stop() override {}
};

} // namespace

/// How much of the processor snapshots take from those who wait for the hub.
class TestHubSnapshotRest : public QObject {
    Q_OBJECT

private slots:
    void theNextOneWaitsFourTimesAsLongAsTheLastOneTook();
};

void TestHubSnapshotRest::theNextOneWaitsFourTimesAsLongAsTheLastOneTook()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("hub").toStdString();
    const std::string sample = LINLI_SAMPLE_DATA;
    HubClock logClock;
    SlowClock machine;
    const auto founded = found(path, {"社区", sample + "/compounds.geojson", sample + "/households.csv", {}}, logClock);
    QVERIFY_OK(founded);
    const auto opened = HubFolder::open(path);
    QVERIFY_OK(opened);
    std::function<bool()> decide;
    std::function<bool()> snap;
    const StartStrand start = [&](std::function<bool()> work, Milliseconds look) {
        (look == 1min ? snap : decide) = std::move(work);
        return std::make_unique<HandStrand>();
    };
    const auto hub = CommunityHub::open(opened->files(founded->community), logClock, machine, start,
                                        std::make_shared<FolderStorage>(), SnapshotPolicy{.least = 1, .every = 0});
    QVERIFY_OK(hub);
    const auto sizeOfNewest = [&]() -> std::uint64_t {
        const auto& genesis = (*hub)->genesis();
        return snapshot::verifyManifest(**(*hub)->snapshots().manifest(), genesis.community, genesis.hubKey)
            ->state()
            .size;
    };

    (void)snap(); // takes some seconds, by this clock
    QCOMPARE(sizeOfNewest(), 1U);
    platform::FakeKeyVault vault;
    auto phone = sync::startJoining(folder.filePath("phone").toStdString(), vault, "http://h", founded->adminInvite,
                                    "管理员", logClock.now());
    QVERIFY_OK(phone);
    (*hub)->sequencer().push({phone->join}, [](const Sequencer::Answers& answers) { QVERIFY_OK(answers); });
    (void)decide();
    QCOMPARE((*hub)->head().snapshot().size, 2U);
    (void)snap(); // one is due, and rests
    QCOMPARE(sizeOfNewest(), 1U);
    machine.advance(1min);
    (void)snap();
    QCOMPARE(sizeOfNewest(), 2U);
}

QTEST_GUILESS_MAIN(TestHubSnapshotRest)
#include "tst_hub_snapshot_rest.moc"
