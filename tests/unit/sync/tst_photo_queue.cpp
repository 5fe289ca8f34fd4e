// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PhotoQueue.h"
#include "core/sync/SyncTuning.h"
#include "tests/unit/community/Scene.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using sync::PhotoQueue;

namespace {

Hash named(const std::string& name)
{
    return crypto::sha256(asBytes(name));
}

/// Wang's phone, which has seen three reports with photos that nobody has uploaded.
struct Shown {
    Scene scene;
    platform::FakeClock clock{scene.hub.now()};
    std::vector<Hash> newestFirst;

    Shown()
    {
        for (int i = 0; i < 3; ++i) {
            scene.hub.setNow(scene.hub.now() + std::chrono::minutes(1));
            newestFirst.insert(newestFirst.begin(), named(std::to_string(i)));
            reportWithPhoto(scene.li, newestFirst.front());
        }
        scene.li.sync();
        scene.wang.sync();
        for (const Hash& photo : newestFirst)
            forget(photo);
    }
    /// What Wang's own session noted.
    void forget(const Hash& photo)
    {
        if (!scene.wang.home().photos().addReceived(photo, asBytes(nameOf(photo))) ||
            !scene.wang.home().photos().remove(photo))
            qFatal("cannot forget");
    }
    static std::string nameOf(const Hash& photo)
    {
        for (const char* name : {"0", "1", "2", "new"})
            if (named(name) == photo)
                return name;
        return {};
    }
    PhotoQueue queue(PhotoQueue::Patience patience = PhotoQueue::Patience::Wait)
    {
        PhotoQueue made(scene.wang.replica(), scene.wang.home().photos(), clock, patience);
        if (!made.refresh())
            qFatal("cannot compare");
        return made;
    }
};

} // namespace

class TestPhotoQueue : public QObject {
    Q_OBJECT

private slots:
    void theNewestComesFirst()
    {
        Shown shown;
        auto queue = shown.queue();
        QCOMPARE(queue.missing(), shown.newestFirst);
        QVERIFY(queue.next() == shown.newestFirst[0]);
        queue.received(shown.newestFirst[0]);
        QVERIFY(queue.next() == shown.newestFirst[1]);
    }

    void whatTheHubLacksWaitsFourTimesAsLongEachTimeAndADayAtMost()
    {
        Shown shown;
        auto queue = shown.queue();
        queue.received(shown.newestFirst[1]);
        queue.received(shown.newestFirst[2]);
        Milliseconds pause = sync::tuning::photoAbsentFirst;
        for (int round = 0; round < 12; ++round) {
            QVERIFY(queue.absent(shown.newestFirst[0]).has_value());
            QVERIFY(!queue.next());
            QCOMPARE(queue.dueIn(), pause);
            shown.clock.advance(pause - Milliseconds{1});
            QVERIFY(!queue.next());
            shown.clock.advance(Milliseconds{1});
            QVERIFY(queue.next() == shown.newestFirst[0]);
            pause = std::min<Milliseconds>(4 * pause, std::chrono::hours(24));
        }
        QCOMPARE(pause, Milliseconds(std::chrono::hours(24)));
    }

    void aRestartDoesNotMakeItAskAgain()
    {
        Shown shown;
        {
            auto queue = shown.queue();
            for (const Hash& photo : shown.newestFirst)
                QVERIFY(queue.absent(photo).has_value());
        }
        auto queue = shown.queue();
        QVERIFY(!queue.next());
        QCOMPARE(queue.dueIn(), Milliseconds(sync::tuning::photoAbsentFirst));
        shown.clock.setWall(shown.clock.now() -
                            std::chrono::days(30)); // the clock was wrong, so nobody knows how long it is
        QCOMPARE(queue.dueIn(), Milliseconds(0));
    }

    void whoSaysNowIsAskedForEverythingOnce()
    {
        Shown shown;
        auto queue = shown.queue(PhotoQueue::Patience::None);
        QVERIFY(queue.absent(shown.newestFirst[0]).has_value());
        auto later = shown.queue(PhotoQueue::Patience::None);
        std::vector<Hash> asked;
        while (const auto photo = later.next()) {
            asked.push_back(*photo);
            QVERIFY(later.absent(*photo).has_value());
        }
        // What the hub did not have comes after what it may have.
        QCOMPARE(asked, (std::vector{shown.newestFirst[1], shown.newestFirst[2], shown.newestFirst[0]}));
    }

    void askingOutOfTurnDoesNotMakeItWaitLonger()
    {
        Shown shown;
        const Hash photo = shown.newestFirst[2];
        auto queue = shown.queue();
        for (const Hash& each : shown.newestFirst)
            QVERIFY(queue.absent(each).has_value());
        for (int look = 0; look < 5; ++look) {
            shown.clock.advance(sync::tuning::photoAbsentFirst / 10);
            auto now = shown.queue(PhotoQueue::Patience::None);
            QVERIFY(now.absent(photo).has_value());
        }
        auto later = shown.queue();
        QCOMPARE(later.dueIn(), Milliseconds(sync::tuning::photoAbsentFirst / 2));
        shown.clock.setWall(shown.clock.now() - std::chrono::hours(1)); // due at once, and heard of too early
        QVERIFY(later.absent(photo).has_value());
        later.received(shown.newestFirst[0]);
        later.received(shown.newestFirst[1]);
        QCOMPARE(later.dueIn(), Milliseconds(sync::tuning::photoAbsentFirst));
    }

    void whatSomebodyLooksAtGoesBeforeAllElse()
    {
        Shown shown;
        auto queue = shown.queue();
        QVERIFY(queue.absent(shown.newestFirst[2]).has_value());
        QVERIFY(queue.want(shown.newestFirst[2]));
        QVERIFY(queue.next() == shown.newestFirst[2]);
        QVERIFY(queue.absent(shown.newestFirst[2]).has_value());
        QVERIFY(queue.next() == shown.newestFirst[0]);
        QVERIFY(!queue.want(shown.newestFirst[2])); // the next redraw
        QVERIFY(!queue.want(named("not shown")));
    }

    void newsAreSeenAndWhatNothingShowsAnyMoreIsDropped()
    {
        Shown shown;
        auto queue = shown.queue();
        shown.scene.hub.setNow(shown.scene.hub.now() + std::chrono::minutes(1));
        reportWithPhoto(shown.scene.li, named("new"));
        shown.scene.li.sync();
        shown.scene.wang.sync();
        shown.forget(named("new"));
        QVERIFY(queue.refresh().has_value());
        QVERIFY(queue.next() == shown.newestFirst[0]); // it looked a moment ago
        shown.clock.advance(sync::tuning::photoLook);
        QVERIFY(queue.refresh().has_value());
        QVERIFY(queue.next() == named("new"));
        QVERIFY(shown.scene.wang.home().photos().addReceived(named("x"), asBytes(std::string_view("x"))).has_value());
        (void)shown.queue();
        QVERIFY(!shown.scene.wang.home().photos().has(named("x")).value());
    }
};

QTEST_GUILESS_MAIN(TestPhotoQueue)
#include "tst_photo_queue.moc"
