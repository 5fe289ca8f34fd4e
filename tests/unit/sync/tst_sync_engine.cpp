// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Messages.h"
#include "core/sync/SyncEngine.h"
#include "core/sync/SyncTuning.h"
#include "platform/fake/FakeTransport.h"
#include "tests/unit/community/Scene.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using sync::SyncEngine;

namespace {

/// A phone whose engine talks to the test hub over the fake network.
struct Wired {
    Scene scene;
    bool online = true;
    int requests = 0;
    int photosAsked = 0;
    platform::FakeClock clock{scene.hub.now()};
    platform::FakeTransport transport{[this](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
        ++requests;
        photosAsked += request.path.find("/photos/") != std::string::npos ? 1 : 0;
        if (!online)
            return fail(ErrorKind::Unreachable, "hub.unreachable");
        return scene.hub.handle(request);
    }};
    std::optional<Milliseconds> wake;
    SyncEngine engine{
        {scene.li.replica(), scene.li.home().photos(), scene.li.home().identity(), clock},
        transport,
        {.wakeAfter = [this](Milliseconds wait) { wake = wait; }, .changed = {}, .random = [] { return 0.5; }}};

    /// Until the next wake-up, which then happens.
    void passTime()
    {
        clock.advance(std::exchange(wake, std::nullopt).value());
        engine.onWake();
        transport.pump();
    }
    /// The newest page, as the hub's live channel would push it.
    void pushNews()
    {
        const auto after = scene.li.replica().confirmed().size;
        transport.pushFrame(sync::encodeFrame(scene.hub.page(after, 500, scene.li.home().identity().device)));
    }
};

} // namespace

class TestSyncEngine : public QObject {
    Q_OBJECT

private slots:
    void backoffGrowsToItsCapAndIsJitteredFully()
    {
        using namespace sync::tuning;
        QCOMPARE(sync::backoff(0, 0.0), Milliseconds{0});
        QVERIFY(sync::backoff(0, 0.999) < backoffFirst);
        QCOMPARE(sync::backoff(3, 0.5), Milliseconds{backoffFirst * 4});
        QCOMPARE(sync::backoff(1000, 0.5), Milliseconds{backoffCap / 2});
    }

    void itSyncsAndThenStaysLive()
    {
        Wired wired;
        wired.engine.start();
        wired.transport.pump();
        QCOMPARE(wired.engine.state(), SyncEngine::State::Live);
        QCOMPARE(wired.transport.liveChannels(), 1UZ);
        QVERIFY(wired.engine.lastSuccess().has_value());
    }

    void entriesArriveOverTheLiveChannelWithoutAskingForThem()
    {
        Wired wired;
        wired.engine.start();
        wired.transport.pump();
        const OpId hazard = report(wired.scene.wang, "直播里看到");
        wired.scene.wang.sync();
        const int before = wired.requests;
        wired.pushNews();
        wired.transport.pump();
        QVERIFY(hazardText(wired.scene.li, hazard).has_value());
        QCOMPARE(wired.requests, before);
    }

    void aKickSendsWhatWaitsAndLeavesTheEntriesToTheLiveChannel()
    {
        Wired wired;
        wired.engine.start();
        wired.transport.pump();
        const OpId hazard = report(wired.scene.li, "马上发");
        wired.engine.kick();
        wired.transport.pump();
        QCOMPARE(wired.scene.li.replica().outbox().find(hazard)->value().state, community::OutboxState::Accepted);
        wired.pushNews();
        wired.transport.pump();
        QVERIFY(wired.scene.li.replica().outbox().items()->empty());
    }

    void aKickDuringASessionIsNotForgotten()
    {
        Wired wired;
        wired.engine.start();
        report(wired.scene.li, "同时写的");
        wired.engine.kick();
        wired.transport.pump();
        QCOMPARE(wired.scene.li.replica().outbox().unsentCount().value(), 0);
    }

    void withoutAHubItWaitsLongerEachTimeAndNeverSpins()
    {
        Wired wired;
        wired.online = false;
        wired.engine.start();
        wired.transport.pump();
        QCOMPARE(wired.engine.state(), SyncEngine::State::Waiting);
        QCOMPARE(wired.requests, 1);
        Milliseconds last{0};
        for (int round = 0; round < 5; ++round) {
            QVERIFY(*wired.wake > last);
            last = *wired.wake;
            wired.engine.onWake();
            wired.transport.pump();
            QCOMPARE(wired.requests, round + 2);
        }
        wired.online = true;
        wired.engine.onWake();
        wired.transport.pump();
        QCOMPARE(wired.engine.state(), SyncEngine::State::Live);
        QVERIFY(!wired.engine.lastOutcome().error);
    }

    void aLostLiveChannelIsResumedFromTheCursor()
    {
        Wired wired;
        wired.engine.start();
        wired.transport.pump();
        const OpId missed = report(wired.scene.wang, "断线时发生的");
        wired.scene.wang.sync();
        wired.transport.closeLive({ErrorKind::Unreachable, "hub.unreachable", {}});
        wired.transport.pump();
        QCOMPARE(wired.engine.state(), SyncEngine::State::Waiting);
        wired.engine.onWake();
        wired.transport.pump();
        QCOMPARE(wired.engine.state(), SyncEngine::State::Live);
        QVERIFY(hazardText(wired.scene.li, missed).has_value());
    }

    void aFrameThatIsNotTheTruthEndsTheChannelAndChangesNothing()
    {
        Wired wired;
        wired.engine.start();
        wired.transport.pump();
        const OpId hazard = report(wired.scene.wang, "真的");
        wired.scene.wang.sync();
        auto page = wired.scene.hub.page(wired.scene.li.replica().confirmed().size, 500,
                                         wired.scene.li.home().identity().device);
        page.mutable_entries(0)->set_verdict("hazards.not_allowed");
        wired.transport.pushFrame(sync::encodeFrame(page));
        wired.transport.pump();
        QCOMPARE(wired.engine.state(), SyncEngine::State::Waiting);
        QCOMPARE(wired.engine.lastOutcome().error->kind, ErrorKind::Integrity);
        QVERIFY(!hazardText(wired.scene.li, hazard).has_value());
    }

    void aPhotoThatTheHubLacksIsNotAskedForAtEveryKick()
    {
        Wired wired;
        reportWithPhoto(wired.scene.wang, crypto::sha256(asBytes(std::string_view("没传"))));
        wired.scene.wang.sync();
        wired.engine.start();
        wired.transport.pump();
        QCOMPARE(wired.photosAsked, 1);
        for (int i = 0; i < 20; ++i) {
            report(wired.scene.li, "第" + std::to_string(i) + "条");
            wired.engine.kick();
            wired.transport.pump();
            wired.pushNews();
            wired.transport.pump();
        }
        QCOMPARE(wired.photosAsked, 1);
    }

    void aPhotoThatComesLateIsHereSoonAfterwards()
    {
        Wired wired;
        const Bytes jpeg = toBytes("\xff\xd8 late \xff\xd9");
        const Hash photo = crypto::sha256(jpeg);
        reportWithPhoto(wired.scene.wang, photo);
        wired.scene.wang.sync();
        wired.engine.start();
        wired.transport.pump();
        const Timestamp shown = wired.clock.now();
        while (wired.clock.now() - shown < std::chrono::hours(1))
            wired.passTime();
        QVERIFY(wired.photosAsked < 10);
        QVERIFY(wired.scene.wang.home().photos().addOwn(jpeg).has_value());
        wired.scene.wang.sync();
        const Milliseconds late = wired.clock.now() - shown;
        while (wired.clock.now() - shown <= sync::tuning::photoAbsentGrowth * late + sync::tuning::pollInterval)
            wired.passTime();
        QVERIFY(wired.scene.li.home().photos().has(photo).value());
    }

    void aPhotoThatSomebodyLooksAtIsAskedForAtOnceButNotAtEveryRedraw()
    {
        Wired wired;
        const Hash photo = crypto::sha256(asBytes(std::string_view("正在看")));
        reportWithPhoto(wired.scene.wang, photo);
        wired.scene.wang.sync();
        wired.engine.start();
        wired.transport.pump();
        for (int i = 0; i < 5; ++i) {
            wired.engine.wantPhoto(photo);
            wired.transport.pump();
        }
        QCOMPARE(wired.photosAsked, 2);
        wired.clock.advance(sync::tuning::photoWantedAgain);
        wired.engine.wantPhoto(photo);
        wired.transport.pump();
        QCOMPARE(wired.photosAsked, 3);
    }

    void frequentNewsDoNotPutOffTheLookForPhotos()
    {
        Wired wired;
        wired.engine.start();
        wired.transport.pump();
        wired.wake.reset();
        for (int i = 0; i < 3; ++i) {
            report(wired.scene.wang, "第" + std::to_string(i) + "条");
            wired.scene.wang.sync();
            wired.pushNews();
            wired.transport.pump();
            if (i == 0)
                QCOMPARE(std::exchange(wired.wake, std::nullopt), sync::tuning::photoLook);
            wired.clock.advance(sync::tuning::photoLook / 4);
        }
        QVERIFY(!wired.wake); // the wake-up that was set first still stands
    }

    void afterStopNothingMovesAnyMore()
    {
        Wired wired;
        wired.engine.start();
        wired.engine.stop();
        wired.transport.pump();
        const int before = wired.requests;
        wired.engine.kick();
        wired.engine.onWake();
        wired.transport.pump();
        QCOMPARE(wired.requests, before);
        QCOMPARE(wired.engine.state(), SyncEngine::State::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestSyncEngine)
#include "tst_sync_engine.moc"
