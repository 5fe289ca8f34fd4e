// SPDX-License-Identifier: Apache-2.0
// What was taken along reaches the log once, whoever gets to the hub first.
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/unit/sync/BundleScene.h"

using namespace linli;
using namespace linli::test;

namespace {

using Answering = std::function<Result<sync::HttpResponse>(const sync::HttpRequest&)>;

sync::SyncOutcome runSession(TestPhone& phone, TestHub& hub, const Answering& answer = {},
                             sync::SyncSession::Options options = {})
{
    const platform::FakeClock clock(hub.now());
    sync::SyncSession session({phone.replica(), phone.home().photos(), phone.home().identity(), clock},
                              std::move(options));
    while (const auto request = session.nextRequest())
        session.onResponse(answer ? answer(*request) : hub.handle(*request));
    return session.outcome();
}

std::int64_t delivered(TestPhone& phone)
{
    return sync::Carried(phone.replica().db()).deliveredCount().value();
}

/// The verdict in the log; "missing" when it has none of that id.
std::string verdictOf(TestHub& hub, const OpId& op)
{
    const auto seq = hub.replica().seqOf(op).value();
    return seq ? hub.replica().entry(*seq).value()->stub.verdict.code : "missing";
}

} // namespace

class TestCourierDelivers : public QObject {
    Q_OBJECT

private slots:
    void whoeverReachesTheHubFirstDeliversOnce()
    {
        BundleScene scene;
        const OpId notice = scene.notice("今晚停水");
        const OpId hazard = report(scene.li, "消防通道堵了");
        scene.pass(scene.captain, scene.li);
        scene.pass(scene.li, scene.wang);
        scene.pass(scene.li, scene.admin); // two carriers
        const std::uint64_t before = scene.logSize();

        const auto first = runSession(scene.wang, scene.hub);
        QVERIFY(!first.error);
        QCOMPARE(first.carried, 2UZ);
        QCOMPARE(first.pushed, 0UZ);
        QCOMPARE(scene.logSize(), before + 2);
        QVERIFY(BundleScene::carried(scene.wang).empty());
        QCOMPARE(hazardText(scene.wang, hazard), std::optional<std::string>("消防通道堵了"));
        QCOMPARE(delivered(scene.wang), 2);

        const auto second = runSession(scene.admin, scene.hub);
        QVERIFY(!second.error);
        QCOMPARE(second.carried, 0UZ);
        QVERIFY(BundleScene::carried(scene.admin).empty());
        QCOMPARE(delivered(scene.admin), 0);

        // The authors' phones come last; they carry for each other too.
        for (TestPhone* author : {&scene.captain, &scene.li}) {
            QCOMPARE(author->sync(), std::string());
            QVERIFY(author->replica().outbox().items()->empty());
            QVERIFY(BundleScene::carried(*author).empty());
        }
        QCOMPARE(scene.logSize(), before + 2);
        QCOMPARE(verdictOf(scene.hub, notice), std::string());
        for (TestPhone* phone : {&scene.admin, &scene.li, &scene.wang, &scene.captain}) {
            QCOMPARE(phone->sync(), std::string());
            QCOMPARE(communityDigest(phone->replica()), communityDigest(scene.hub.replica()));
        }
    }

    void theAuthorGoesOnWhereTheCarrierLeftOff()
    {
        BundleScene scene;
        report(scene.li, "一");
        scene.pass(scene.li, scene.wang);
        report(scene.li, "二"); // not handed over
        QCOMPARE(runSession(scene.wang, scene.hub).carried, 1UZ);
        const auto outcome = runSession(scene.li, scene.hub);
        QVERIFY(!outcome.error);
        QVERIFY(scene.li.replica().outbox().items()->empty());
        const OpId third = report(scene.li, "三");
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(verdictOf(scene.hub, third), std::string());
    }

    void aGapWaitsForTheAuthor()
    {
        BundleScene scene;
        const OpId first = report(scene.li, "一");
        const OpId second = report(scene.li, "二");
        sync::Bundle bundle = sync::decodeBundle(scene.handOver(scene.li)).value();
        std::erase_if(bundle.operations, [&](const auto& each) { return log::decodeHeader(each.header)->op == first; });
        QVERIFY_OK(scene.takeIn(scene.wang, sync::encodeBundle(bundle).value()));
        QCOMPARE(runSession(scene.wang, scene.hub).carried, 0UZ);
        QCOMPARE(verdictOf(scene.hub, second), std::string("missing"));
        QCOMPARE(BundleScene::carried(scene.wang).size(), 1UZ); // kept
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(scene.wang.sync(), std::string());
        QVERIFY(BundleScene::carried(scene.wang).empty());
        QCOMPARE(verdictOf(scene.hub, second), std::string());
    }

    void anExpiredNoticeIsInTheLogAsRejectedAndItsAuthorHears()
    {
        BundleScene scene;
        const OpId notice = scene.notice("十分钟内有效", std::chrono::minutes(10));
        scene.pass(scene.captain, scene.wang);
        scene.hub.setNow(scene.hub.now() + std::chrono::hours(2));
        QVERIFY(!runSession(scene.wang, scene.hub).error);
        const std::string code = verdictOf(scene.hub, notice);
        QVERIFY2(code.starts_with("notices."), code.c_str());
        QVERIFY(BundleScene::carried(scene.wang).empty());
        QCOMPARE(scene.captain.sync(), std::string());
        const auto item = scene.captain.replica().outbox().find(notice).value();
        QCOMPARE(item->state, community::OutboxState::Rejected);
        QCOMPARE(item->code, code);
    }

    void withdrawnBeforeTheCarrierCameStaysWithdrawn()
    {
        BundleScene scene;
        const OpId hazard = report(scene.li, "算了");
        scene.pass(scene.li, scene.wang);
        QVERIFY_OK(scene.li.replica().discard(hazard, scene.hub.now()));
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(verdictOf(scene.hub, hazard), std::string("op.withdrawn"));
        const auto outcome = runSession(scene.wang, scene.hub);
        QVERIFY(!outcome.error);
        QCOMPARE(outcome.carried, 0UZ);
        QVERIFY(BundleScene::carried(scene.wang).empty());
        QCOMPARE(hazardText(scene.wang, hazard), std::nullopt);
    }

    void deliveredBeforeItsAuthorWithdrewItStaysDelivered()
    {
        BundleScene scene;
        const OpId hazard = report(scene.li, "算了");
        scene.pass(scene.li, scene.wang);
        QVERIFY_OK(scene.li.replica().discard(hazard, scene.hub.now()));
        QCOMPARE(runSession(scene.wang, scene.hub).carried, 1UZ);
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QCOMPARE(hazardText(scene.li, hazard), std::optional<std::string>("算了"));
    }

    void aCarriersLostAnswerDoesNotDeliverTwice()
    {
        BundleScene scene;
        report(scene.li, "一");
        scene.pass(scene.li, scene.wang);
        const std::uint64_t before = scene.logSize();
        const auto lost = runSession(scene.wang, scene.hub, [&](const sync::HttpRequest& request) {
            auto answer = scene.hub.handle(request);
            return request.path.ends_with("/operations")
                       ? Result<sync::HttpResponse>(fail(ErrorKind::Unreachable, "hub.timeout"))
                       : answer;
        });
        QCOMPARE(lost.error->code, std::string("hub.timeout"));
        QCOMPARE(BundleScene::carried(scene.wang).size(), 1UZ);
        QCOMPARE(runSession(scene.wang, scene.hub).carried, 0UZ); // already
        QVERIFY(BundleScene::carried(scene.wang).empty());
        QCOMPARE(scene.logSize(), before + 1);
    }

    void aHubThatAnswersAndLeavesItOutIsCaughtByTheCarrier()
    {
        BundleScene scene;
        report(scene.li, "说是收到了");
        scene.pass(scene.li, scene.wang);
        const auto outcome = runSession(scene.wang, scene.hub, [&](const sync::HttpRequest& request) {
            if (!request.path.ends_with("/operations"))
                return scene.hub.handle(request);
            pb::sync::PushAnswer answers;
            auto* answer = answers.add_answers();
            answer->set_status(pb::sync::Answer::ACCEPTED);
            answer->set_seq(scene.logSize() + 1);
            scene.hub.tick();
            sync::Body body = sync::encodeBody(answers);
            return Result<sync::HttpResponse>({200, body.contentType, body.bytes, std::nullopt});
        });
        QCOMPARE(outcome.error->code, std::string("hub.broken_promise"));
        QCOMPARE(BundleScene::carried(scene.wang).size(), 1UZ);
    }

    void whatTheHubNeverTakesIsLetGo()
    {
        BundleScene scene;
        const OpId hazard = report(scene.li, "一");
        scene.pass(scene.li, scene.wang);
        const auto outcome = runSession(scene.wang, scene.hub, [&](const sync::HttpRequest& request) {
            if (!request.path.ends_with("/operations"))
                return scene.hub.handle(request);
            pb::sync::PushAnswer answers;
            auto* answer = answers.add_answers();
            answer->set_status(pb::sync::Answer::REFUSED);
            answer->set_code("op.cloned_device");
            sync::Body body = sync::encodeBody(answers);
            return Result<sync::HttpResponse>({200, body.contentType, body.bytes, std::nullopt});
        });
        QVERIFY(!outcome.error);
        QVERIFY(BundleScene::carried(scene.wang).empty());
        QVERIFY(scene.li.replica().outbox().find(hazard).value().has_value()); // its author has it
    }

    void manyAreCarriedInBatchesBesideALiveChannel()
    {
        BundleScene scene;
        for (int i = 0; i < 450; ++i)
            report(scene.li, "第" + std::to_string(i));
        QCOMPARE(scene.pass(scene.li, scene.wang), 450UZ);
        int pushes = 0;
        const auto outcome = runSession(scene.wang, scene.hub,
                                        [&](const sync::HttpRequest& request) {
                                            pushes += request.path.ends_with("/operations") ? 1 : 0;
                                            return scene.hub.handle(request);
                                        },
                                        {.pull = false, .token = {}});
        QVERIFY(!outcome.error);
        QCOMPARE(outcome.carried, 450UZ);
        QVERIFY(pushes >= 3);
        QCOMPARE(BundleScene::carried(scene.wang).size(), 450UZ); // until the log shows them
        QCOMPARE(runSession(scene.wang, scene.hub).carried, 0UZ);
        QVERIFY(BundleScene::carried(scene.wang).empty());
    }
};

QTEST_GUILESS_MAIN(TestCourierDelivers)
#include "tst_courier_delivers.moc"
