// SPDX-License-Identifier: Apache-2.0
#include "platform/fake/FakeClock.h"
#include "platform/fake/FakeConnectivity.h"
#include "platform/fake/FakeKeyVault.h"
#include "platform/fake/FakePositionSource.h"
#include "platform/fake/FakeTransport.h"
#include "tests/unit/platform/Collected.h"

#include <QTest>

using namespace linli;
using namespace linli::tests;
using namespace std::chrono_literals;
using namespace linli::platform;

namespace {

Result<sync::HttpResponse> echo(const sync::HttpRequest& request)
{
    return sync::HttpResponse{.status = 200, .contentType = {}, .body = toBytes(request.path), .retryAfter = {}};
}

} // namespace

/// Fakes that broke their port's contract would make every test that stands on them worthless.
class TestFakes : public QObject {
    Q_OBJECT

private slots:
    void clockStandsStill();
    void vaultKeepsItsKey();
    void transportDeliversOnlyWhenPumped();
    void transportCallbacksMaySendAndDestroy();
    void liveFramesComeInOrderAndEnd();
    void liveGateRefuses();
    void liveIsSilentAfterDestruction();
    void positionKeepsThePort();
    void connectivityTellsChangesOnly();
};

void TestFakes::clockStandsStill()
{
    FakeClock clock(fromMs(1'000'000));
    QCOMPARE(toMs(clock.now()), 1'000'000);
    clock.advance(5s);
    QCOMPARE(toMs(clock.now()), 1'005'000);
    QCOMPARE(clock.monotonic(), Milliseconds{5000});
    clock.setWall(fromMs(7));
    QCOMPARE(toMs(clock.now()), 7);
    QCOMPARE(clock.monotonic(), Milliseconds{5000});
}

void TestFakes::vaultKeepsItsKey()
{
    FakeKeyVault vault;
    QVERIFY(!vault.load()->has_value());
    const auto made = vault.create();
    QVERIFY((*vault.load())->equals(*made));
    QCOMPARE(vault.create().error().code, std::string("vault.exists"));
    vault.setCondition(FakeKeyVault::Condition::Locked);
    QCOMPARE(vault.load().error().code, std::string("vault.locked"));
    vault.setCondition(FakeKeyVault::Condition::Unreadable);
    QCOMPARE(vault.load().error().code, std::string("vault.unreadable"));
    QCOMPARE(vault.create().error().code, std::string("vault.unreadable"));
    vault.setCondition(FakeKeyVault::Condition::Usable);
    QVERIFY((*vault.load())->equals(*made));
    vault.forget();
    QVERIFY(!vault.load()->has_value());
}

void TestFakes::transportDeliversOnlyWhenPumped()
{
    FakeTransport transport(echo);
    Collected one;
    Collected two;
    transport.send(get("/1"), one.callback());
    transport.send(get("/2"), two.callback());
    QCOMPARE(one.count(), 0U);
    QVERIFY(!transport.idle());
    QCOMPARE(transport.pump(), 2U);
    QCOMPARE(one.body(), std::string("/1"));
    QCOMPARE(two.body(), std::string("/2"));
    QVERIFY(transport.idle());
    QCOMPARE(transport.pump(), 0U);
    QCOMPARE(one.count(), 1U);
}

void TestFakes::transportCallbacksMaySendAndDestroy()
{
    auto transport = std::make_unique<FakeTransport>(echo);
    Collected never;
    int calls = 0;
    transport->send(get("/1"), [&](const Result<sync::HttpResponse>&) {
        transport->send(get("/2"), [&](const Result<sync::HttpResponse>&) {
            ++calls;
            transport.reset();
        });
        transport->send(get("/3"), never.callback());
        ++calls;
    });
    QCOMPARE(transport->pump(), 2U);
    QCOMPARE(calls, 2);
    QCOMPARE(never.count(), 0U);
}

void TestFakes::liveFramesComeInOrderAndEnd()
{
    FakeTransport transport(echo);
    std::vector<std::string> events;
    const auto channel = transport.openLive("/live", "t",
                                            {.opened = [&] { events.emplace_back("opened"); },
                                             .received = [&](const Bytes& frame) { events.push_back(asString(frame)); },
                                             .closed = [&](const Error& why) { events.push_back(why.code); }});
    QCOMPARE(transport.liveChannels(), 1U);
    transport.pushFrame(toBytes("a"));
    transport.pushFrame(toBytes("b"));
    transport.closeLive({ErrorKind::Unreachable, "hub.unreachable", {}});
    transport.pushFrame(toBytes("c"));
    QVERIFY(events.empty());
    transport.pump();
    QCOMPARE(events, (std::vector<std::string>{"opened", "a", "b", "hub.unreachable"}));
    QCOMPARE(transport.liveChannels(), 0U);
    transport.closeLive({ErrorKind::Unreachable, "hub.unreachable", {}});
    transport.pump();
    QCOMPARE(events.size(), 4U);
}

void TestFakes::liveGateRefuses()
{
    FakeTransport transport(echo);
    std::string asked;
    transport.setLiveGate([&](const std::string& path, const std::string& token) -> Result<void> {
        asked = path + " " + token;
        return fail(ErrorKind::Unreachable, "hub.unreachable", "401");
    });
    std::vector<std::string> events;
    const auto channel = transport.openLive("/live", "old",
                                            {.opened = [&] { events.emplace_back("opened"); },
                                             .received = {},
                                             .closed = [&](const Error& why) { events.push_back(why.detail); }});
    transport.pump();
    QCOMPARE(asked, std::string("/live old"));
    QCOMPARE(events, std::vector<std::string>{"401"});
}

void TestFakes::liveIsSilentAfterDestruction()
{
    FakeTransport transport(echo);
    int frames = 0;
    std::unique_ptr<sync::LiveChannel> channel;
    channel = transport.openLive("/", "",
                                 {.opened = {},
                                  .received =
                                      [&](const Bytes&) {
                                          ++frames;
                                          channel.reset();
                                      },
                                  .closed = {}});
    transport.pushFrame(toBytes("a"));
    transport.pushFrame(toBytes("b"));
    transport.pump();
    QCOMPARE(frames, 1);
    QCOMPARE(transport.liveChannels(), 0U);
}

void TestFakes::positionKeepsThePort()
{
    FakePositionSource source;
    std::vector<Result<Position>> outcomes;
    const auto keep = [&](const Result<Position>& outcome) { outcomes.push_back(outcome); };
    source.locate(1s, keep);
    QVERIFY(outcomes.empty());
    QTRY_COMPARE(outcomes.size(), 1U);
    QCOMPARE(outcomes[0].error().code, std::string("position.unavailable"));
    source.setOutcome(Position{.latitude = 30.86, .longitude = 104.41, .accuracyMetres = 5, .at = {}});
    source.locate(1s, keep);
    QTRY_COMPARE(outcomes.size(), 2U);
    QCOMPARE(outcomes[1]->latitude, 30.86);
    source.setPermission(PositionPermission::Denied);
    source.locate(1s, keep);
    QTRY_COMPARE(outcomes.size(), 3U);
    QCOMPARE(outcomes[2].error().code, std::string("position.denied"));
}

void TestFakes::connectivityTellsChangesOnly()
{
    FakeConnectivity connectivity;
    std::vector<bool> told;
    connectivity.onChange([&](bool online) { told.push_back(online); });
    QVERIFY(connectivity.looksOnline());
    connectivity.setOnline(true);
    connectivity.setOnline(false);
    connectivity.setOnline(false);
    connectivity.setOnline(true);
    QCOMPARE(told, (std::vector<bool>{false, true}));
}

QTEST_GUILESS_MAIN(TestFakes)
#include "tst_platform_fakes.moc"
