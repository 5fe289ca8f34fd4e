// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncSession.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"
#include "tests/unit/community/Scene.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

/// A session of this phone in which `tamper` may change or replace each answer.
sync::SyncOutcome runSession(TestPhone& phone, TestHub& hub,
                             const std::function<Result<sync::HttpResponse>(const sync::HttpRequest&)>& answer)
{
    const platform::FakeClock clock(hub.now());
    sync::SyncSession session({phone.replica(), phone.home().photos(), phone.home().identity(), clock}, {});
    while (const auto request = session.nextRequest())
        session.onResponse(answer(*request));
    return session.outcome();
}

/// The page of the log that an answer brings; an empty one when it brings something else.
pb::sync::LogPage pageIn(const sync::HttpRequest& request, const sync::HttpResponse& answer)
{
    pb::sync::LogPage page;
    if (request.path.find("/log?") != std::string::npos && !sync::readAnswer(answer, page))
        qFatal("no page");
    return page;
}

std::unexpected<Error> lost()
{
    return fail(ErrorKind::Unreachable, "hub.timeout");
}

} // namespace

class TestSyncSession : public QObject {
    Q_OBJECT

private slots:
    void anAnswerLostAfterThePushIsMadeGoodByTheNextSession()
    {
        Scene scene;
        const OpId hazard = report(scene.li, "答复丢了");
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            auto answer = scene.hub.handle(request);
            return request.path.ends_with("/operations") ? Result<sync::HttpResponse>(lost()) : answer;
        });
        QCOMPARE(outcome.error->code, std::string("hub.timeout"));
        QCOMPARE(scene.li.replica().outbox().find(hazard)->value().state, community::OutboxState::Sending);
        QCOMPARE(scene.li.reopen(), std::string());
        QCOMPARE(scene.li.replica().outbox().find(hazard)->value().state, community::OutboxState::Queued);
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QVERIFY(hazardText(scene.li, hazard).has_value());
    }

    void anAnswerThatTheLogDoesNotKeepIsAnAlarm()
    {
        Scene scene;
        const OpId dropped = report(scene.li, "说是收到了");
        // The hub says that it has it as the next entry, and gives that place to another.
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            if (!request.path.ends_with("/operations"))
                return scene.hub.handle(request);
            pb::sync::PushAnswer answers;
            auto* answer = answers.add_answers();
            answer->set_status(pb::sync::Answer::ACCEPTED);
            answer->set_seq(scene.hub.replica().confirmed().size + 1);
            scene.hub.tick();
            sync::Body body = sync::encodeBody(answers);
            return Result<sync::HttpResponse>({200, body.contentType, body.bytes, std::nullopt});
        });
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->code, std::string("hub.broken_promise"));
        QVERIFY(outcome.error->kind == ErrorKind::Integrity);
        QVERIFY(scene.li.replica().outbox().find(dropped)->has_value()); // and its words are still here
    }

    void aRequestLostOnTheWayIsSentAgainWithoutReopening()
    {
        Scene scene;
        report(scene.li, "没送到");
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            return request.path.ends_with("/operations") ? Result<sync::HttpResponse>(lost())
                                                         : scene.hub.handle(request);
        });
        QVERIFY(outcome.error.has_value());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.replica().outbox().items()->empty());
    }

    void aStaleTokenMeansANewLoginAndNothingElse()
    {
        Scene scene;
        bool first = true;
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            if (request.path.find("/log?") != std::string::npos && std::exchange(first, false)) {
                sync::HttpRequest stale = request;
                stale.token = "stale";
                return scene.hub.handle(stale);
            }
            return scene.hub.handle(request);
        });
        // Within one session a fresh login that is refused again is an error, not a loop.
        QCOMPARE(outcome.error->code, std::string("auth.token"));
        QCOMPARE(scene.li.sync(), std::string());
    }

    void aRevokedDeviceIsToldSo()
    {
        Scene scene;
        pb::members::RevokeDevice facts;
        facts.set_device(scene.li.home().identity().device.str());
        scene.admin.submit("members.revoke_device", facts, pb::members::Nothing());
        scene.admin.sync();
        const auto outcome =
            runSession(scene.li, scene.hub, [&](const auto& request) { return scene.hub.handle(request); });
        QCOMPARE(outcome.error->code, std::string("auth.device_revoked"));
        QCOMPARE(outcome.error->kind, ErrorKind::Rejected);
    }

    void photosTravelAfterTheTextAndArriveWhole()
    {
        Scene scene;
        const Bytes jpeg = toBytes("\xff\xd8 a picture \xff\xd9");
        const Hash hash = scene.li.home().photos().addOwn(jpeg).value();
        reportWithPhoto(scene.li, hash);
        QCOMPARE(scene.li.rejection, std::string());
        std::vector<std::string> order;
        const auto up = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            order.push_back(request.method + request.path.substr(request.path.find_last_of('/')));
            return scene.hub.handle(request);
        });
        QVERIFY(!up.error);
        QCOMPARE(up.photosUp, 1UZ);
        QCOMPARE(order.back(), "PATCH/" + toHex(hash));
        const auto down =
            runSession(scene.wang, scene.hub, [&](const auto& request) { return scene.hub.handle(request); });
        QCOMPARE(down.photosDown, 1UZ);
        QVERIFY(scene.wang.home().photos().find(hash)->value() == jpeg);
    }

    void manyAbsentPhotosAreAskedForInSmallPortions()
    {
        Scene scene;
        for (int i = 0; i < 3 * sync::tuning::photoMisses; ++i)
            reportWithPhoto(scene.li, crypto::sha256(asBytes(std::to_string(i))));
        scene.li.sync();
        int asked = 0;
        const auto outcome = runSession(scene.wang, scene.hub, [&](const sync::HttpRequest& request) {
            asked += request.path.find("/photos/") != std::string::npos ? 1 : 0;
            return scene.hub.handle(request);
        });
        QVERIFY(!outcome.error);
        QCOMPARE(asked, sync::tuning::photoMisses);
    }

    void whatIsWrittenWhilePhotosTravelGoesBetweenTwoOfThem()
    {
        Scene scene;
        for (const char* name : {"一", "二", "三"})
            reportWithPhoto(scene.li, crypto::sha256(asBytes(std::string_view(name))));
        scene.li.sync();
        std::vector<std::string> order;
        std::optional<OpId> written;
        const auto outcome = runSession(scene.wang, scene.hub, [&](const sync::HttpRequest& request) {
            const bool photo = request.path.find("/photos/") != std::string::npos;
            if (photo && !written)
                written = report(scene.wang, "照片还在路上");
            order.emplace_back(photo ? "photo" : request.path.substr(request.path.rfind('/')));
            return scene.hub.handle(request);
        });
        QVERIFY(!outcome.error);
        const auto first = std::ranges::find(order, "photo");
        QVERIFY(std::distance(first, order.end()) >= 3);
        QCOMPARE(*(first + 1), std::string("/operations"));
        QCOMPARE(std::ranges::count(order, "photo"), 3);
        QVERIFY(scene.wang.replica().seqOf(*written)->has_value());
    }

    void whatThisPhoneMadeDoesNotComeBack()
    {
        Scene scene;
        scene.li.sync();
        const OpId hazard = report(scene.li, "自己写的");
        report(scene.wang, "别人写的");
        scene.wang.sync();
        int own = 0;
        int whole = 0;
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            auto answer = scene.hub.handle(request);
            const pb::sync::LogPage page = pageIn(request, *answer);
            for (const auto& entry : page.entries()) {
                own += entry.has_own() ? 1 : 0;
                whole += entry.has_operation() ? 1 : 0;
            }
            return answer;
        });
        QVERIFY(!outcome.error);
        QCOMPARE(own, 1);
        QCOMPARE(whole, 1);
        QVERIFY(hazardText(scene.li, hazard).has_value());
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
    }

    void anOwnEntryThatThisPhoneDoesNotKnowIsFetchedWhole()
    {
        Scene scene;
        report(scene.li, "副本也写了");
        std::vector<std::string> asked;
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            auto answer = scene.hub.handle(request);
            pb::sync::LogPage page = pageIn(request, *answer);
            if (page.entries().empty())
                return answer;
            asked.push_back(request.path.substr(request.path.rfind('/')));
            for (auto& entry : *page.mutable_entries())
                if (entry.has_own())
                    entry.mutable_own()->set_check(entry.own().check() ^ 1U);
            sync::Body body = sync::encodeBody(page);
            return Result<sync::HttpResponse>({200, body.contentType, body.bytes, std::nullopt});
        });
        QVERIFY(!outcome.error);
        QCOMPARE(asked.size(), 2UZ);
        QVERIFY(asked[0].find("&own=") != std::string::npos);
        QVERIFY(asked[1].find("&own=") == std::string::npos);
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
    }

    void muchOfItsOwnIsStoredAtOnceNotDecidedAgainAfterEveryPage()
    {
        Scene scene;
        for (std::size_t i = 0; i < sync::tuning::gatherFrom; ++i)
            report(scene.li, "第" + std::to_string(i) + "条");
        scene.hub.pageLimit = 50;
        const std::uint64_t before = scene.li.replica().confirmed().size;
        std::size_t pages = 0;
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            if (request.path.find("/log?") != std::string::npos) {
                ++pages;
                if (scene.li.replica().confirmed().size != before)
                    qFatal("stored in the middle");
            }
            return scene.hub.handle(request);
        });
        QVERIFY(!outcome.error);
        QVERIFY(pages >= 4);
        QCOMPARE(outcome.pulled, scene.hub.replica().confirmed().size - before);
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
    }

    void aSessionThatSomebodyWaitsForLeavesPhotosAlone()
    {
        Scene scene;
        reportWithPhoto(scene.li, crypto::sha256(asBytes(std::string_view("慢"))));
        scene.li.sync();
        const platform::FakeClock clock(scene.hub.now());
        sync::SyncSession session(
            {scene.wang.replica(), scene.wang.home().photos(), scene.wang.home().identity(), clock}, {.photos = false});
        while (const auto request = session.nextRequest()) {
            QVERIFY(request->path.find("/photos/") == std::string::npos);
            session.onResponse(scene.hub.handle(*request));
        }
        QVERIFY(!session.outcome().error);
        QCOMPARE(scene.wang.replica().confirmed().size, scene.hub.replica().confirmed().size);
    }

    void aPhotoThatIsNotWhatItsNameSaysIsRefused()
    {
        Scene scene;
        const Hash hash = scene.li.home().photos().addOwn(toBytes("real")).value();
        reportWithPhoto(scene.li, hash);
        scene.li.sync();
        const auto outcome = runSession(scene.wang, scene.hub, [&](const sync::HttpRequest& request) {
            auto answer = scene.hub.handle(request);
            if (request.path.find("/photos/") != std::string::npos)
                answer->body = toBytes("false");
            return answer;
        });
        QCOMPARE(outcome.error->code, std::string("photo.wrong_hash"));
        QVERIFY(!scene.wang.home().photos().find(hash)->has_value());
    }

    void tenThousandBytesOfQueueGoInSeveralPushes()
    {
        Scene scene;
        for (int i = 0; i < 250; ++i)
            report(scene.li, "第" + std::to_string(i) + "条");
        int pushes = 0;
        const auto outcome = runSession(scene.li, scene.hub, [&](const sync::HttpRequest& request) {
            pushes += request.path.ends_with("/operations") ? 1 : 0;
            return scene.hub.handle(request);
        });
        QVERIFY(!outcome.error);
        QCOMPARE(pushes, 2);
        QCOMPARE(outcome.pushed, 250UZ);
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
    }
};

QTEST_GUILESS_MAIN(TestSyncSession)
#include "tst_sync_session.moc"
