// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "tests/sync/Dishonest.h"
#include "tests/sync/Mutations.h"
#include "tests/sync/Play.h"

#include <QTest>

#include <spdlog/spdlog.h>

using namespace linli;
using namespace linli::sim;

namespace {

constexpr bool sanitized = LINLI_SLOWNESS > 1;       // then as many seeds as there is time for
constexpr std::uint64_t batch = sanitized ? 20 : 40; ///< seeds 1 … batch in every test run
constexpr std::uint64_t seedsToFindABug = 200;
constexpr std::uint64_t seedsPerLie = sanitized ? 2 : 10;

QByteArray explain(std::uint64_t seed, const Outcome& outcome)
{
    QByteArray text = "./dev sim --seeds 1 --seed " + QByteArray::number(static_cast<qulonglong>(seed)) + " --print";
    for (const std::string& failure : outcome.failures)
        text += "\n  " + QByteArray::fromStdString(failure);
    return text;
}

} // namespace

class TestSimulator : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_setting.reset(); }
    void aSeedReplaysExactly();
    void everyInvariantHolds();
    void aPlantedBugIsFound_data();
    void aPlantedBugIsFound();
    void aLieRaisesTheAlarm_data();
    void aLieRaisesTheAlarm();

private:
    std::unique_ptr<Setting> m_setting;
};

void TestSimulator::initTestCase()
{
    takeOverSodium();
    spdlog::set_level(spdlog::level::off);
    m_setting = std::make_unique<Setting>();
}

void TestSimulator::aSeedReplaysExactly()
{
    const Outcome first = Play(*m_setting, 7, false).run();
    const Outcome other = Play(*m_setting, 8, false).run();
    const Outcome again = Play(*m_setting, 7, false).run();
    QCOMPARE(toHex(again.hash), toHex(first.hash));
    QVERIFY(other.hash != first.hash);
}

void TestSimulator::everyInvariantHolds()
{
    std::map<std::string, int> counts;
    for (std::uint64_t seed = 1; seed <= batch; ++seed) {
        const Outcome outcome = Play(*m_setting, seed, false).run();
        QVERIFY2(outcome.failures.empty(), explain(seed, outcome).constData());
        for (const auto& [what, count] : outcome.counts)
            counts[what] += count;
    }
    // What is not played shows nothing.
    for (const char* what :
         {"phones that began with a snapshot", "parts of snapshots not there", "audits", "databases lost",
          "databases behind", "disks ill", "commit without an answer", "carried", "discarded"})
        QVERIFY2(counts[what] > 0, what);
}

void TestSimulator::aPlantedBugIsFound_data()
{
    QTest::addColumn<int>("mutation");
    for (const Mutation mutation : allMutations)
        QTest::newRow(std::string(mutationName(mutation)).c_str()) << static_cast<int>(mutation);
}

void TestSimulator::aPlantedBugIsFound()
{
    QFETCH(const int, mutation);
    for (std::uint64_t seed = 1; seed <= seedsToFindABug; ++seed) {
        Play play(*m_setting, seed, false);
        plant(play.world(), static_cast<Mutation>(mutation));
        const Outcome outcome = play.run();
        if (outcome.failures.empty())
            continue;
        qInfo("found by seed %llu: %s", static_cast<unsigned long long>(seed), outcome.failures.front().c_str());
        return;
    }
    QFAIL("no seed found it");
}

void TestSimulator::aLieRaisesTheAlarm_data()
{
    QTest::addColumn<int>("lie");
    for (const Lie lie : allLies)
        QTest::newRow(std::string(lieName(lie)).c_str()) << static_cast<int>(lie);
}

void TestSimulator::aLieRaisesTheAlarm()
{
    QFETCH(const int, lie);
    for (std::uint64_t seed = 1; seed <= seedsPerLie; ++seed) {
        const Outcome outcome = playLie(*m_setting, seed, static_cast<Lie>(lie), false);
        QVERIFY2(outcome.failures.empty(), explain(seed, outcome).constData());
    }
}

QTEST_GUILESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
