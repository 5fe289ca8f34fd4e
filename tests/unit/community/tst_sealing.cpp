// SPDX-License-Identifier: Apache-2.0
#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/log/Sealed.h"
#include "core/members/StaffKeys.h"
#include "core/members/members.pb.h"
#include "tests/unit/community/Scene.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view secret = "有人长期占用消防通道，怕被报复";

bool shows(const Bytes& bytes, std::string_view text)
{
    return asString(bytes).find(text) != std::string::npos;
}

/// A worker who joined after the residents did.
struct Staffed : Scene {
    TestPhone worker{path("worker"), hub};

    Staffed() { admit(worker, members::Role::Worker); }
    void admit(TestPhone& phone, members::Role role)
    {
        const std::string invite = admin.inviteRole(role);
        if (!admin.sync().empty() || !phone.join(invite).empty())
            qFatal("cannot join the staff");
    }
    void everybodySyncs()
    {
        for (TestPhone* phone : {&admin, &li, &wang, &worker})
            QCOMPARE(phone->sync(), std::string());
    }
    MemberId memberOf(TestPhone& phone) { return phone.home().member().value(); }
    std::uint32_t generation(TestPhone& phone)
    {
        const auto newest = members::newestStaffKey(phone.replica().db()).value();
        return newest ? newest->generation.value : 0;
    }
    void withdrawRole(TestPhone& from)
    {
        pb::members::WithdrawRole facts;
        facts.set_member(memberOf(from).str());
        facts.set_role(pb::members::WORKER);
        admin.submit("members.withdraw_role", facts, pb::members::Nothing());
        QCOMPARE(admin.rejection, std::string());
        QCOMPARE(admin.sync(), std::string());
    }
};

} // namespace

class TestSealing : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenToTheStaffIsReadByThemAndNotByTheHub()
    {
        Staffed scene;
        scene.everybodySyncs();
        const OpId hazard = report(scene.li, std::string(secret), staffOnly);
        QCOMPARE(scene.li.rejection, std::string());
        scene.everybodySyncs();
        scene.everybodySyncs();
        const auto entry = scene.hub.replica().entry(*scene.hub.replica().seqOf(hazard).value()).value();
        QVERIFY(entry->operation->payload.has_value());
        QVERIFY(!shows(*entry->operation->payload, secret) && !shows(entry->operation->header, secret));
        QVERIFY(!scene.hub.replica().contentOf(*entry->operation)->has_value());
        QCOMPARE(hazardText(scene.admin, hazard), std::optional<std::string>(secret));
        QCOMPARE(hazardText(scene.worker, hazard), std::optional<std::string>(secret));
        QCOMPARE(hazardText(scene.li, hazard), std::optional<std::string>(secret));
        QVERIFY(!hazardText(scene.wang, hazard).has_value());
        for (TestPhone* phone : {&scene.admin, &scene.li, &scene.wang, &scene.worker})
            QVERIFY(communityDigest(phone->replica()) == communityDigest(scene.hub.replica()));
    }

    void aStaffPhoneThatJoinsLaterReadsWhatWasWrittenBeforeOnceItHasTheKey()
    {
        Scene scene;
        const OpId hazard = report(scene.li, std::string(secret), staffOnly);
        QCOMPARE(scene.li.sync(), std::string());
        TestPhone worker(scene.path("worker"), scene.hub);
        const std::string invite = scene.admin.inviteRole(members::Role::Worker);
        QCOMPARE(scene.admin.sync(), std::string());
        QCOMPARE(worker.join(invite), std::string());
        QCOMPARE(worker.replica().db().count("SELECT unreadable FROM hazard WHERE id = ?1", {hazard}).value(), 1);
        QCOMPARE(scene.admin.sync(), std::string()); // shares the key
        QCOMPARE(worker.sync(), std::string());
        QCOMPARE(hazardText(worker, hazard), std::optional<std::string>(secret));
        QCOMPARE(worker.replica().db().count("SELECT unreadable FROM hazard WHERE id = ?1", {hazard}).value(), 0);
        QCOMPARE(worker.replica().db().count("SELECT count(*) FROM sealed_waiting").value(), 0);
    }

    void whoLeavesTheStaffCannotOpenWhatIsWrittenAfterwards()
    {
        Staffed scene;
        scene.everybodySyncs();
        scene.withdrawRole(scene.worker);
        scene.everybodySyncs();
        QCOMPARE(scene.generation(scene.li), 2U);
        const OpId hazard = report(scene.li, std::string(secret), staffOnly);
        scene.everybodySyncs();
        scene.admin.sync();
        QCOMPARE(hazardText(scene.admin, hazard), std::optional<std::string>(secret));
        const auto key =
            members::staffKey(scene.worker.replica().db(), log::StaffGeneration{2},
                              scene.worker.home().identity().device, scene.worker.home().identity().sealing);
        QVERIFY(key.has_value() && !key->has_value());
        const auto before =
            members::staffKey(scene.worker.replica().db(), log::StaffGeneration{1},
                              scene.worker.home().identity().device, scene.worker.home().identity().sealing);
        QVERIFY(before.has_value() && before->has_value());
    }

    void whoHasTheNewestKeyOpensWhatWasSealedToOlderOnes()
    {
        Staffed scene;
        scene.everybodySyncs();
        const OpId hazard = report(scene.li, std::string(secret), staffOnly);
        scene.li.sync();
        scene.withdrawRole(scene.worker);
        scene.everybodySyncs();
        TestPhone property(scene.path("property"), scene.hub);
        scene.admit(property, members::Role::Property);
        QCOMPARE(scene.admin.sync(), std::string());
        QCOMPARE(property.sync(), std::string());
        QCOMPARE(scene.generation(property), 2U);
        QCOMPARE(hazardText(property, hazard), std::optional<std::string>(secret));
    }

    void aSealedReportSurvivesReopeningAndKeepsItsWordsWhenRejected()
    {
        Staffed scene;
        scene.everybodySyncs();
        const OpId hazard = report(scene.li, std::string(secret), staffOnly);
        QCOMPARE(scene.li.reopen(), std::string());
        QCOMPARE(hazardText(scene.li, hazard), std::optional<std::string>(secret));
        const auto item = scene.li.replica().outbox().find(hazard).value();
        QVERIFY(item && item->content && shows(*item->content, secret));
        QVERIFY(!shows(*item->operation.payload, secret));
    }

    void discardingASealedReportTakesItsWordsAway()
    {
        Staffed scene;
        scene.everybodySyncs();
        const OpId hazard = report(scene.li, std::string(secret), staffOnly);
        QVERIFY(scene.li.replica().discard(hazard, scene.hub.now()).has_value());
        QVERIFY(!hazardText(scene.li, hazard).has_value());
        QVERIFY(!scene.li.replica().outbox().find(hazard).value()->content.has_value());
        scene.everybodySyncs();
        QVERIFY(scene.li.replica().outbox().items()->empty());
    }

    void theHubTakesNothingForTheStaffThatIsNotSealedToThem()
    {
        Staffed scene;
        scene.everybodySyncs();
        log::Header header;
        header.op = OpId{crypto::uuidV7(scene.hub.now())};
        header.community = scene.hub.genesis().community;
        const auto device = members::device(scene.hub.replica().db(), scene.li.home().identity().device).value();
        header.place = {device->id, device->epoch, device->lastSeq + 1, device->lastHash};
        header.kind = "hazards.report";
        header.audience = staffOnly;
        pb::hazards::ReportFacts facts;
        facts.set_item("fire.blocked_exit");
        facts.set_building("JY-1");
        header.facts = toBytes(facts.SerializeAsString());
        const auto sealedToOneself = log::sealContent(
            header.op, asBytes(secret),
            std::array{log::SealedTo{header.place.device, {}, scene.li.home().identity().sealing.publicKey()}});
        const auto one = log::signOperation(header, sealedToOneself, scene.li.home().identity().signing);
        QCOMPARE(scene.hub.sequence(one).verdict.code, std::string("content.not_sealed"));
        header.op = OpId{crypto::uuidV7(scene.hub.now())};
        header.place = {device->id, device->epoch, device->lastSeq + 2, one.hash()};
        const auto plain = log::signOperation(header, asBytes(secret), scene.li.home().identity().signing);
        QCOMPARE(scene.hub.sequence(plain).verdict.code, std::string("content.malformed"));
    }

    void badContentThatItsAuthorSealedStopsNobodysLog()
    {
        Staffed scene;
        scene.everybodySyncs();
        log::Header header;
        header.op = OpId{crypto::uuidV7(scene.hub.now())};
        header.community = scene.hub.genesis().community;
        const auto device = members::device(scene.hub.replica().db(), scene.li.home().identity().device).value();
        header.place = {device->id, device->epoch, device->lastSeq + 1, device->lastHash};
        header.kind = "hazards.report";
        header.audience = staffOnly;
        pb::hazards::ReportFacts facts;
        facts.set_item("fire.blocked_exit");
        facts.set_building("JY-1");
        header.facts = toBytes(facts.SerializeAsString());
        const auto newest = members::newestStaffKey(scene.li.replica().db()).value();
        const auto sealed = log::sealContent(header.op, asBytes("\xff\xff no protobuf"),
                                             std::array{log::SealedTo{{}, newest->generation, newest->key}});
        QVERIFY(scene.hub.sequence(log::signOperation(header, sealed, scene.li.home().identity().signing))
                    .verdict.accepted());
        scene.everybodySyncs();
        QCOMPARE(hazardText(scene.worker, header.op), std::optional<std::string>(""));
        QVERIFY(communityDigest(scene.worker.replica()) == communityDigest(scene.hub.replica()));
    }

    void erasingSealedContentTakesItFromEveryReader()
    {
        Staffed scene;
        scene.everybodySyncs();
        const OpId hazard = report(scene.li, std::string(secret), staffOnly);
        scene.li.sync();
        scene.everybodySyncs();
        pb::community::EraseFacts facts;
        facts.set_target(hazard.str());
        pb::community::EraseContent content;
        content.set_reason("含有他人姓名");
        scene.admin.submit(community::eraseKind, facts, content);
        QCOMPARE(scene.admin.rejection, std::string("community.unknown_operation"));
        QCOMPARE(community::audienceOf(scene.admin.replica().db(), hazard)->kind, log::Audience::Kind::Staff);
        scene.admin.submit(community::eraseKind, facts, content, staffOnly);
        QCOMPARE(scene.admin.rejection, std::string());
        scene.everybodySyncs();
        scene.everybodySyncs();
        for (TestPhone* phone : {&scene.admin, &scene.worker})
            QCOMPARE(phone->replica()
                         .db()
                         .count("SELECT count(*) FROM hazard WHERE text IS NOT NULL AND id = ?1", {hazard})
                         .value(),
                     0);
    }

    void nobodyOutsideTheStaffMayMakeOrShareItsKey()
    {
        Staffed scene;
        scene.everybodySyncs();
        pb::members::StaffKey facts;
        facts.set_generation(2);
        facts.set_public_key(std::string(32, 'k'));
        facts.set_previous(std::string(72, 'p'));
        auto* box = facts.add_boxes();
        box->set_device(scene.li.home().identity().device.str());
        box->set_box(std::string(80, 'b'));
        scene.li.submit(members::staffKeyKind, facts, pb::members::Nothing());
        QCOMPARE(scene.li.rejection, std::string("members.not_allowed"));
        scene.worker.submit(members::staffKeyKind, facts, pb::members::Nothing());
        QCOMPARE(scene.worker.rejection, std::string("members.key_not_needed"));
        facts.set_generation(3);
        scene.worker.submit(members::staffKeyKind, facts, pb::members::Nothing());
        QCOMPARE(scene.worker.rejection, std::string("members.key_generation"));
        pb::members::ShareStaffKey share;
        share.set_generation(1);
        *share.add_boxes() = facts.boxes(0);
        scene.worker.submit(members::shareStaffKeyKind, share, pb::members::Nothing());
        QCOMPARE(scene.worker.rejection, std::string("members.key_not_staff"));
        share.set_generation(9);
        scene.worker.submit(members::shareStaffKeyKind, share, pb::members::Nothing());
        QCOMPARE(scene.worker.rejection, std::string("members.key_generation"));
        share.clear_boxes();
        scene.worker.submit(members::shareStaffKeyKind, share, pb::members::Nothing());
        QCOMPARE(scene.worker.rejection, std::string("op.malformed"));
    }
};

QTEST_GUILESS_MAIN(TestSealing)
#include "tst_sealing.moc"
