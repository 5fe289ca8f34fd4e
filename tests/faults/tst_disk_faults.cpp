// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/Scenarios.h"
#include "tests/support/FaultyVfs.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

using Start = FaultScenario::Start;

/// Trouble that says what it is: the disk's, never the key's or the file's.
bool isAboutTheDisk(const Error& error)
{
    return error.code == "store.io" || error.code == "store.disk_full";
}

/// ./dev test takes a sample of the calls, spread evenly; .ci/run sets LINLI_EVERY_FAULT and takes them all.
constexpr std::uint64_t sample = 25;
bool everyCall()
{
    return qEnvironmentVariableIsSet("LINLI_EVERY_FAULT");
}

bool passes(Fault::Kind kind)
{
    return kind == Fault::Kind::Once || kind == Fault::Kind::Cut;
}

} // namespace

/// The N-th call to the disk fails, for N = 1, 2, … as many as there are: each run ends in success or in an error, and
/// afterwards the store opens and has everything that was acknowledged.
class TestDiskFaults : public QObject {
    Q_OBJECT

    std::optional<PhoneImage> m_image;
    std::optional<FaultyVfs> m_disk; ///< after the image, whose hub has a disk that works

    void rows()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const FaultScenario& scenario : scenarios())
            QTest::newRow(scenario.name) << index++;
    }

    /// One run; what went wrong, empty when nothing did.
    std::string runOnce(const FaultScenario& scenario, Fault fault, std::uint32_t seed)
    {
        FaultRun run{.image = *m_image};
        run.folder = scenario.start == Start::Nothing ? m_image->emptyFolder() : m_image->copy();
        if (scenario.prepare)
            scenario.prepare(run);
        if (scenario.start == Start::Open)
            run.home.emplace(m_image->open(run.folder).value());
        m_disk->arm(fault);
        auto done = scenario.act(run);
        if (!done && !isAboutTheDisk(done.error()))
            return "an error of another kind: " + done.error().code + " " + done.error().detail;
        if (!done && passes(fault.kind))
            if (done = scenario.act(run); !done)
                return "the fault has passed, but: " + done.error().code + " " + done.error().detail;
        if (!done && !m_disk->struck())
            return "an error before the fault: " + done.error().code + " " + done.error().detail;
        run.home.reset();
        m_calls = m_disk->calls();
        const bool powerOff = fault.kind == Fault::Kind::PowerOff;
        m_disk->heal(seed, powerOff);
        if (powerOff)
            run.pages = 0; // they wait for no disk (store::Unsynced) and are fetched again
        return checkPromises(scenario, run);
    }

    void runAll(Fault::Kind kind, bool random = false)
    {
        QFETCH(int, index);
        const FaultScenario& scenario = scenarios()[static_cast<std::size_t>(index)];
        const auto run = [&](std::uint64_t at) {
            const std::string problem =
                runOnce(scenario, {.kind = kind, .at = at}, random ? static_cast<std::uint32_t>(at) : 0);
            if (!problem.empty())
                QFAIL(qPrintable(QStringLiteral("call %1: %2").arg(at).arg(QString::fromStdString(problem))));
        };
        run(Fault::never);
        const std::uint64_t calls = m_calls;
        QVERIFY(calls > 0 && calls < 10'000);
        const std::uint64_t step = everyCall() ? 1 : 1 + calls / sample;
        qInfo("%llu calls to the disk, every %llu. fails", static_cast<unsigned long long>(calls),
              static_cast<unsigned long long>(step));
        for (std::uint64_t at = 1; at <= calls && !QTest::currentTestFailed(); at += step)
            run(at);
    }

    std::uint64_t m_calls = 0; ///< of the last run

private slots:
    void initTestCase()
    {
        m_image.emplace();
        m_disk.emplace();
    }
    void cleanupTestCase()
    {
        m_disk.reset();
        m_image.reset();
    }

    void aDiskThat_failsOnce_data() { rows(); }
    void aDiskThat_failsOnce() { runAll(Fault::Kind::Once); }
    void aDiskThat_isCutOnce_data() { rows(); }
    void aDiskThat_isCutOnce() { runAll(Fault::Kind::Cut); }
    void aDiskThat_getsFull_data() { rows(); }
    void aDiskThat_getsFull() { runAll(Fault::Kind::Full); }
    void aDiskThat_losesPowerAndWhatWasNotSynced_data() { rows(); }
    void aDiskThat_losesPowerAndWhatWasNotSynced() { runAll(Fault::Kind::PowerOff); }
    void aDiskThat_losesPowerAndSomeOfIt_data() { rows(); }
    void aDiskThat_losesPowerAndSomeOfIt() { runAll(Fault::Kind::PowerOff, true); }
};

QTEST_GUILESS_MAIN(TestDiskFaults)
#include "tst_disk_faults.moc"
