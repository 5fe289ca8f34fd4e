// SPDX-License-Identifier: Apache-2.0
#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/members/members.pb.h"
#include "core/plans/plans.pb.h"
#include "core/sync/PageCheck.h"
#include "tests/unit/community/Scene.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using namespace std::chrono_literals;

class TestReplica : public QObject {
    Q_OBJECT

private slots:
    void everyReplicaReachesTheSameStateFromOneLog()
    {
        Scene scene;
        const OpId hazard = report(scene.li, "楼道堆满杂物");
        QVERIFY(!hazard.isNull());
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(scene.wang.sync(), std::string());
        comment(scene.wang, hazard, "我家门口也是");
        scene.wang.sync();
        for (TestPhone* phone : {&scene.admin, &scene.li, &scene.wang}) {
            QCOMPARE(phone->sync(), std::string());
            QVERIFY(phone->replica().confirmed() == scene.hub.replica().confirmed());
            QVERIFY(communityDigest(phone->replica()) == communityDigest(scene.hub.replica()));
            QCOMPARE(hazardText(*phone, hazard), std::optional<std::string>("楼道堆满杂物"));
        }
    }

    void aReportIsThereAtOnceAndSurvivesReopeningBeforeTheHubHasIt()
    {
        Scene scene;
        const OpId hazard = report(scene.li, "灯坏了");
        QCOMPARE(scene.li.reopen(), std::string());
        QCOMPARE(hazardText(scene.li, hazard), std::optional<std::string>("灯坏了"));
        const auto items = scene.li.replica().outbox().items();
        QCOMPARE(items->size(), 1UZ);
        QCOMPARE(items->front().state, community::OutboxState::Queued);
    }

    void aPendingReportStaysOnTopWhenEntriesOfOthersArrive()
    {
        Scene scene;
        const OpId first = report(scene.li, "先写的");
        const OpId other = report(scene.wang, "别人写的");
        scene.wang.sync();
        const auto page = scene.hub.page(scene.li.replica().confirmed().size, 500, scene.li.home().identity().device);
        QVERIFY(sync::applyLogPage(scene.li.replica(), page, scene.hub.now()).has_value());
        QVERIFY(hazardText(scene.li, first).has_value());
        QVERIFY(hazardText(scene.li, other).has_value());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.replica().outbox().items()->empty());
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
    }

    void anAnswerThatWasOvertakenIsNothingNewAndNoAlarm()
    {
        Scene scene;
        const DeviceId device = scene.li.home().identity().device;
        const auto late = scene.hub.page(scene.li.replica().confirmed().size, 500, device);
        report(scene.wang, "先到的");
        scene.wang.sync();
        QCOMPARE(scene.li.sync(), std::string());
        const auto stored = sync::applyLogPage(scene.li.replica(), late, scene.hub.now());
        QVERIFY(stored.has_value());
        QCOMPARE(*stored, 0UZ);
    }

    void aHubThatHasLessThanItIsAskedToGoOnFromIsBehind()
    {
        Scene scene;
        const DeviceId device = scene.li.home().identity().device;
        auto restored = scene.hub.page(scene.li.replica().confirmed().size, 500, device);
        report(scene.wang, "备份之后的");
        scene.wang.sync();
        QCOMPARE(scene.li.sync(), std::string());
        restored.set_after(scene.li.replica().confirmed().size);
        const auto stored = sync::applyLogPage(scene.li.replica(), restored, scene.hub.now());
        QCOMPARE(stored.error().code, std::string("hub.behind"));
    }

    void digestsDoNotSeePendingOperations()
    {
        Scene scene;
        const Hash before = communityDigest(scene.li.replica());
        const OpId hazard = report(scene.li, "还没发出去");
        QVERIFY(communityDigest(scene.li.replica()) == before);
        QVERIFY(hazardText(scene.li, hazard).has_value());
    }

    void sendingTheSameOperationTwiceChangesNothing()
    {
        Scene scene;
        report(scene.li, "只算一次");
        const auto item = scene.li.replica().outbox().items()->front();
        const auto first = scene.hub.sequence(item.operation);
        const auto second = scene.hub.sequence(item.operation);
        QVERIFY(second.refusal == community::Replica::Batch::Refusal::Already);
        QVERIFY(second.seq == first.seq);
        const auto size = scene.hub.replica().confirmed().size;
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(scene.hub.replica().confirmed().size, size);
        QVERIFY(scene.li.replica().outbox().items()->empty());
    }

    void aRuleSaysNoBeforeAnythingIsStored()
    {
        Scene scene;
        pb::hazards::CommentFacts facts;
        facts.set_hazard(OpId{{42}}.str());
        pb::hazards::CommentContent content;
        content.set_text("?");
        scene.li.submit("hazards.comment", facts, content);
        QCOMPARE(scene.li.rejection, std::string("hazards.unknown_hazard"));
        QVERIFY(scene.li.replica().outbox().items()->empty());
    }

    void whatTheHubRejectsKeepsItsTextAndReasonUntilDiscarded()
    {
        Scene scene;
        // A poll that closes while the phone is offline and the phone's clock stands still.
        pb::plans::OpenPollFacts poll;
        poll.set_rule("household_majority");
        poll.set_options(2);
        poll.set_closes_ms(toMs(scene.hub.now() + 1h));
        pb::plans::OpenPollContent words;
        words.set_question("要不要装灯");
        words.add_options("要");
        words.add_options("不要");
        const OpId pollId = scene.admin.submit("plans.open_poll", poll, words);
        QCOMPARE(scene.admin.rejection, std::string());
        scene.admin.sync();
        scene.li.sync();
        pb::plans::VoteFacts vote;
        vote.set_poll(pollId.str());
        vote.set_choice(1);
        scene.li.submit("plans.vote", vote, pb::plans::VoteContent());
        QCOMPARE(scene.li.rejection, std::string());
        scene.hub.setNow(scene.hub.now() + 2h);
        QCOMPARE(scene.li.sync(), std::string());
        const auto items = scene.li.replica().outbox().items();
        QCOMPARE(items->size(), 1UZ);
        QCOMPARE(items->front().state, community::OutboxState::Rejected);
        QCOMPARE(items->front().code, std::string("plans.poll_closed"));
        QVERIFY(items->front().operation.payload.has_value());
        // The rejection is an entry like any other, so the chain goes on behind it.
        report(scene.li, "之后的上报");
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(communityDigest(scene.li.replica()) == communityDigest(scene.hub.replica()));
        QVERIFY(scene.li.replica().discard(items->front().op, scene.hub.now()).has_value());
        QVERIFY(scene.li.replica().outbox().items()->empty());
    }

    void discardingAQueuedOperationDoesNotStrandWhatFollows()
    {
        Scene scene;
        const OpId regretted = report(scene.li, "写错了");
        const OpId kept = report(scene.li, "这个要留下");
        QVERIFY(scene.li.replica().discard(regretted, scene.hub.now()).has_value());
        QVERIFY(!hazardText(scene.li, regretted).has_value());
        QVERIFY(hazardText(scene.li, kept).has_value());
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(scene.li.replica().outbox().items()->empty());
        scene.wang.sync();
        QVERIFY(!hazardText(scene.wang, regretted).has_value());
        QVERIFY(hazardText(scene.wang, kept).has_value());
    }

    void erasedTextIsGoneEverywhereAndProofsStillHold()
    {
        Scene scene;
        const OpId hazard = report(scene.li, "不该公开的话");
        scene.li.sync();
        scene.admin.sync();
        const auto seq = scene.admin.replica().seqOf(hazard)->value();
        pb::community::EraseFacts facts;
        facts.set_target(hazard.str());
        pb::community::EraseContent content;
        content.set_reason("含个人信息");
        scene.admin.submit(community::eraseKind, facts, content);
        QCOMPARE(scene.admin.rejection, std::string());
        for (TestPhone* phone : {&scene.admin, &scene.wang, &scene.li}) {
            QCOMPARE(phone->sync(), std::string());
            QCOMPARE(hazardText(*phone, hazard), std::optional<std::string>(""));
            QVERIFY(!phone->replica().entry(seq)->value().operation->payload.has_value());
            QCOMPARE(community::erasureOf(phone->replica().db(), hazard)->value().reason, std::string("含个人信息"));
            QVERIFY(communityDigest(phone->replica()) == communityDigest(scene.hub.replica()));
        }
        // A phone that joins afterwards never gets the text, and agrees all the same.
        const std::string invite = scene.admin.inviteHousehold("JY-2-1-101");
        scene.admin.sync();
        TestPhone late(scene.path("late"), scene.hub);
        QCOMPARE(late.join(invite), std::string());
        QVERIFY(communityDigest(late.replica()) == communityDigest(scene.hub.replica()));
    }

    void takingBackAnErasureThatNeverLeftThePhoneGivesTheTextBack()
    {
        Scene scene;
        const OpId hazard = report(scene.li, "还在");
        scene.li.sync();
        pb::community::EraseFacts facts;
        facts.set_target(hazard.str());
        pb::community::EraseContent content;
        content.set_reason("手误");
        const OpId erasure = scene.li.submit(community::eraseKind, facts, content);
        QCOMPARE(hazardText(scene.li, hazard), std::optional<std::string>(""));
        QVERIFY(scene.li.replica().discard(erasure, scene.hub.now()).has_value());
        QCOMPARE(hazardText(scene.li, hazard), std::optional<std::string>("还在"));
    }

    void aResidentMayNotEraseWhatOthersWrote()
    {
        Scene scene;
        const OpId hazard = report(scene.li, "我写的");
        scene.li.sync();
        scene.wang.sync();
        pb::community::EraseFacts facts;
        facts.set_target(hazard.str());
        pb::community::EraseContent content;
        content.set_reason("不喜欢");
        scene.wang.submit(community::eraseKind, facts, content);
        QCOMPARE(scene.wang.rejection, std::string("community.not_allowed"));
        content.clear_reason();
        scene.admin.sync();
        scene.admin.submit(community::eraseKind, facts, content);
        QCOMPARE(scene.admin.rejection, std::string("content.empty"));
        facts.set_target(OpId{{1}}.str());
        content.set_reason("?");
        scene.admin.submit(community::eraseKind, facts, content);
        QCOMPARE(scene.admin.rejection, std::string("community.unknown_operation"));
    }

    void aReportForTheStaffIsHiddenFromOthersAndTheRootStillChecks()
    {
        Scene scene;
        const OpId hazard = report(scene.li, "不想署名", staffOnly);
        QCOMPARE(scene.li.rejection, std::string());
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(scene.wang.sync(), std::string());
        QCOMPARE(scene.admin.sync(), std::string());
        QVERIFY(!hazardText(scene.wang, hazard).has_value());
        QCOMPARE(hazardText(scene.admin, hazard), std::optional<std::string>("不想署名"));
        QVERIFY(scene.wang.replica().confirmed() == scene.hub.replica().confirmed());
        QVERIFY(communityDigest(scene.wang.replica()) == communityDigest(scene.hub.replica()));
        QVERIFY(scene.wang.replica().digests()->own != scene.admin.replica().digests()->own);
        // The author's next operation links to one that wang cannot see.
        report(scene.li, "署名的");
        scene.li.sync();
        QCOMPARE(scene.wang.sync(), std::string());
    }

    void pagesOfOneEntryBringTheSameState()
    {
        Scene scene;
        scene.hub.pageLimit = 1;
        for (int i = 0; i < 5; ++i)
            report(scene.li, "第" + std::to_string(i) + "条");
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(scene.wang.sync(), std::string());
        QVERIFY(communityDigest(scene.wang.replica()) == communityDigest(scene.hub.replica()));
    }

    void aDeviceThatWasRevokedIsNotLetIn()
    {
        Scene scene;
        pb::members::RevokeDevice facts;
        facts.set_device(scene.li.home().identity().device.str());
        scene.admin.submit("members.revoke_device", facts, pb::members::Nothing());
        QCOMPARE(scene.admin.rejection, std::string());
        scene.admin.sync();
        const auto item = [&] {
            report(scene.li, "我还在写");
            return scene.li.replica().outbox().items()->front();
        }();
        const auto answer = scene.hub.sequence(item.operation);
        QCOMPARE(answer.verdict.code, std::string("members.device_revoked"));
        QCOMPARE(hazardText(scene.li, item.op), std::optional<std::string>("我还在写"));
    }

    void aSecondDifferentOperationWithOneNumberIsAClone()
    {
        Scene scene;
        report(scene.li, "一号");
        const auto item = scene.li.replica().outbox().items()->front();
        scene.li.sync();
        auto header = *log::decodeHeader(item.operation.header);
        header.op = OpId{{7, 7, 7}};
        const auto twin = log::signOperation(header, *item.operation.content(), scene.li.home().identity().signing);
        QVERIFY(scene.hub.sequence(twin).refusal == community::Replica::Batch::Refusal::Cloned);
        header.place.seq += 5;
        const auto ahead = log::signOperation(header, *item.operation.content(), scene.li.home().identity().signing);
        const auto gap = scene.hub.sequence(ahead);
        QVERIFY(gap.refusal == community::Replica::Batch::Refusal::Gap);
        QCOMPARE(gap.expectedDeviceSeq, item.deviceSeq + 1);
    }
};

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
