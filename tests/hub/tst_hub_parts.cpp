// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HubClock.h"
#include "app/hub/HubFolder.h"
#include "app/hub/Listen.h"
#include "app/hub/RateLimiter.h"
#include "app/hub/Sessions.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::hub;
using namespace std::chrono_literals;

namespace {

class TwoClocks final : public Clock {
public:
    Timestamp wall = fromMs(1'793'000'000'000);
    Milliseconds steady{5'000};
    [[nodiscard]] Timestamp now() const override { return wall; }
    [[nodiscard]] Milliseconds monotonic() const override { return steady; }
    void pass(Milliseconds time)
    {
        wall += time;
        steady += time;
    }
};

DeviceId device(std::uint8_t mark)
{
    DeviceId id;
    id.bytes.fill(mark);
    return id;
}

} // namespace

class TestHubParts : public QObject {
    Q_OBJECT

private slots:
    void nonceIsForOneLoginOfOneDevice();
    void nonceEndsAfterAMinute();
    void tokenEndsAfterAnHourOrWithItsDevice();
    void rateAllowsABurstThenATrickle();
    void clockNeverGoesBack();
    void clockRefusesAJumpUntilItIsUndone();
    void clockThatWasSetBackMayBePutRight();
    void clockTakesSleepForTime();
    void listenAddresses_data();
    void listenAddresses();
    void folderKeysDifferByCommunity();
};

void TestHubParts::nonceIsForOneLoginOfOneDevice()
{
    Sessions sessions;
    const Bytes nonce = sessions.newNonce(device(1), 0ms);
    QCOMPARE(nonce.size(), 32U);
    QVERIFY(sessions.newNonce(device(1), 0ms) != nonce);
    QVERIFY(!sessions.takeNonce(device(2), nonce, 1ms));
    QVERIFY(!sessions.takeNonce(device(1), Bytes(32, 0), 1ms));
    QVERIFY(sessions.takeNonce(device(1), nonce, 1ms));
    QVERIFY(!sessions.takeNonce(device(1), nonce, 2ms));
}

void TestHubParts::nonceEndsAfterAMinute()
{
    Sessions sessions;
    const Bytes early = sessions.newNonce(device(1), 0ms);
    const Bytes late = sessions.newNonce(device(1), 0ms);
    QVERIFY(sessions.takeNonce(device(1), early, 59'999ms));
    QVERIFY(!sessions.takeNonce(device(1), late, 60'000ms));
}

void TestHubParts::tokenEndsAfterAnHourOrWithItsDevice()
{
    Sessions sessions;
    const std::string one = sessions.newToken(device(1), 0ms);
    const std::string two = sessions.newToken(device(2), 0ms);
    QCOMPARE(one.size(), 32U);
    QVERIFY(sessions.deviceOf(one, 59min) == device(1));
    QVERIFY(!sessions.deviceOf(one.substr(1), 1min));
    QVERIFY(!sessions.deviceOf("", 1min));
    sessions.endAll(device(1));
    QVERIFY(!sessions.deviceOf(one, 1min));
    QVERIFY(sessions.deviceOf(two, 59min) == device(2));
    QVERIFY(!sessions.deviceOf(two, 60min));
}

void TestHubParts::rateAllowsABurstThenATrickle()
{
    RateLimiter rates({.burst = 10, .perSecond = 2});
    QVERIFY(!rates.take("a", 10, 0ms));
    const auto wait = rates.take("a", 1, 0ms);
    QVERIFY(wait.has_value());
    QCOMPARE(wait->count(), 500);
    QVERIFY(!rates.take("b", 1, 0ms)); // another device has its own
    QVERIFY(!rates.take("a", 1, 500ms));
    QVERIFY(rates.take("a", 1, 501ms));
    QVERIFY(!rates.take("a", 10, 1h));
    QVERIFY(rates.take("a", 1, 1h));
    // More than the burst is asked for only once the bucket is full, and empties it.
    QVERIFY(!rates.take("c", 1000, 0ms));
    QVERIFY(rates.take("c", 1, 0ms));
}

void TestHubParts::clockNeverGoesBack()
{
    TwoClocks clocks;
    ClockGuard guard(clocks);
    const Timestamp last = clocks.wall + 5min;
    QCOMPARE(guard.next(last).value(), last);
    clocks.wall -= 24h; // somebody set the clock back
    clocks.steady += 1s;
    QCOMPARE(guard.next(last).value(), last);
}

void TestHubParts::clockRefusesAJumpUntilItIsUndone()
{
    TwoClocks clocks;
    ClockGuard guard(clocks);
    clocks.pass(1h);
    QCOMPARE(guard.next({}).value(), clocks.wall);
    clocks.pass(1s);
    clocks.wall += 10min;
    QCOMPARE(guard.next({}).value(), clocks.wall); // a correction, not a jump
    clocks.wall += 10min + 1s;
    QCOMPARE_CODE(guard.next({}), "hub.clock");
    clocks.pass(1h);
    QCOMPARE_CODE(guard.next({}), "hub.clock"); // waiting does not make it true
    clocks.wall -= 10min + 1s;
    QCOMPARE(guard.next({}).value(), clocks.wall);
}

void TestHubParts::clockThatWasSetBackMayBePutRight()
{
    TwoClocks clocks;
    ClockGuard guard(clocks);
    const Timestamp last = guard.next({}).value();
    clocks.pass(1s);
    clocks.wall -= 24h;
    QCOMPARE(guard.next(last).value(), last);
    clocks.pass(1min);
    clocks.wall += 24h; // a jump, but only back to where time really is
    QCOMPARE(guard.next(last).value(), clocks.wall);
}

void TestHubParts::clockTakesSleepForTime()
{
    TwoClocks clocks;
    ClockGuard guard(clocks);
    clocks.pass(12h);
    QCOMPARE(guard.next({}).value(), clocks.wall);
    const HubClock real;
    const Milliseconds before = real.monotonic();
    QVERIFY(real.monotonic() >= before);
    QVERIFY(std::chrono::abs(real.now() - SystemClock().now()) < 10s);
}

void TestHubParts::listenAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("v4") << "127.0.0.1:8460" << "127.0.0.1:8460";
    QTest::newRow("all") << "0.0.0.0:80" << "0.0.0.0:80";
    QTest::newRow("name") << "localhost:0" << "127.0.0.1:0";
    QTest::newRow("v6") << "[::1]:8460" << "[::1]:8460";
    QTest::newRow("no port") << "127.0.0.1" << "";
    QTest::newRow("empty port") << "127.0.0.1:" << "";
    QTest::newRow("large port") << "127.0.0.1:65536" << "";
    QTest::newRow("trailing") << "127.0.0.1:80x" << "";
    QTest::newRow("other name") << "hub.example:80" << "";
}

void TestHubParts::listenAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto address = parseListen(text.toStdString());
    QCOMPARE(QString::fromStdString(address ? address->text() : ""), expected);
    if (!address)
        QCOMPARE_CODE(address, "hub.bad_address");
}

void TestHubParts::folderKeysDifferByCommunity()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("hub").toStdString();
    QCOMPARE_CODE(HubFolder::open(path), "hub.no_data");
    CommunityId one;
    CommunityId two;
    two.bytes.fill(9);
    crypto::Secret32 before;
    {
        const auto made = HubFolder::openOrCreate(path);
        QVERIFY_OK(made);
        before = made->files(one).keys.database.copy();
        QVERIFY(!before.equals(made->files(two).keys.database));
        QVERIFY(!before.equals(made->files(one).keys.photos));
        const auto lock = made->lock();
        QVERIFY_OK(lock);
        QCOMPARE_CODE(made->lock(), "store.in_use");
    }
    const auto again = HubFolder::openOrCreate(path);
    QVERIFY_OK(again);
    QVERIFY(before.equals(again->files(one).keys.database));
    std::filesystem::create_directory(again->files(two).folder);
    std::filesystem::create_directory(again->files(one).folder.string() + ".founding"); // interrupted
    QCOMPARE(again->communities().value(), std::vector{two});
}

QTEST_GUILESS_MAIN(TestHubParts)
#include "tst_hub_parts.moc"
