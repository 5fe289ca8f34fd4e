// SPDX-License-Identifier: Apache-2.0
// What a phone takes in from another one, with nothing but its own copy of the community to check it against.
#include "core/members/members.pb.h"
#include "tests/unit/sync/BundleScene.h"

using namespace linli;
using namespace linli::test;

namespace {

/// The captain's bundle, with an operation of one's choice in it.
Bytes bundleWith(BundleScene& scene, const log::SignedOperation& operation)
{
    sync::Bundle bundle = sync::decodeBundle(scene.handOver(scene.captain, false)).value();
    bundle.operations = {operation};
    return sync::encodeBundle(bundle).value();
}

log::SignedOperation waiting(TestPhone& phone, const OpId& op)
{
    return phone.replica().outbox().find(op)->value().operation;
}

/// Why that one is refused; "taken" or "known" otherwise.
std::string verdictOn(BundleScene& scene, const log::SignedOperation& operation, TestPhone& by)
{
    const auto taken = scene.takeIn(by, bundleWith(scene, operation));
    if (!taken)
        return taken.error().code;
    if (taken->known == 1)
        return "known";
    return taken->taken.size() == 1 ? "taken" : taken->refused.at(0).code;
}

} // namespace

class TestCourier : public QObject {
    Q_OBJECT

private slots:
    void aNoticeAndAReportCrossAndAreShownAsOnTheirWay()
    {
        BundleScene scene;
        const OpId notice = scene.notice("今晚停水");
        const OpId hazard = report(scene.li, "消防通道堵了");
        QCOMPARE(scene.pass(scene.captain, scene.li), 1UZ);
        QCOMPARE(scene.pass(scene.li, scene.wang), 2UZ);

        const auto items = BundleScene::carried(scene.wang);
        QCOMPARE(items.size(), 2UZ);
        QCOMPARE(items[0].op, notice);
        QCOMPARE(items[1].op, hazard);
        QCOMPARE(items[1].kind, std::string("hazards.report"));
        for (const sync::CarriedItem& item : items) {
            QCOMPARE(item.code, std::string()); // the rules would accept it
            QVERIFY(!item.logged);
        }
        pb::hazards::ReportContent words;
        const Bytes content = scene.wang.replica().contentOf(items[1].operation).value().value();
        QVERIFY(words.ParseFromArray(content.data(), static_cast<int>(content.size())));
        QCOMPARE(words.text(), std::string("消防通道堵了"));
        // It is in no list of what the community knows, and in no digest.
        QVERIFY(!hazardText(scene.wang, hazard).has_value());
        QCOMPARE(communityDigest(scene.wang.replica()), communityDigest(scene.hub.replica()));
    }

    void takingInTwiceChangesNothing()
    {
        BundleScene scene;
        report(scene.li, "一次");
        const Bytes file = scene.handOver(scene.li);
        QCOMPARE(scene.takeIn(scene.wang, file)->taken.size(), 1UZ);
        const auto again = scene.takeIn(scene.wang, file);
        QCOMPARE(again->taken.size(), 0UZ);
        QCOMPARE(again->known, 1UZ);
        QCOMPARE(BundleScene::carried(scene.wang).size(), 1UZ);
        // And one's own words, brought back by somebody, are no news.
        const auto back = scene.takeIn(scene.li, scene.handOver(scene.wang));
        QCOMPARE(back->known, 1UZ);
        QVERIFY(BundleScene::carried(scene.li).empty());
    }

    void whatTheLogHasIsKnown()
    {
        BundleScene scene;
        const OpId hazard = report(scene.li, "已经上报");
        const auto operation = waiting(scene.li, hazard);
        QCOMPARE(scene.li.sync(), std::string());
        QCOMPARE(scene.wang.sync(), std::string());
        QCOMPARE(verdictOn(scene, operation, scene.wang), std::string("known"));
    }

    void aNoticeFromTheLogCarriesItsProof()
    {
        BundleScene scene;
        const OpId notice = scene.notice("电梯停用");
        QCOMPARE(scene.captain.sync(), std::string());
        const std::uint64_t place = scene.logSize();
        QCOMPARE(scene.pass(scene.captain, scene.li), 1UZ);
        const auto items = BundleScene::carried(scene.li);
        QCOMPARE(items.at(0).op, notice);
        QCOMPARE(items.at(0).logged, std::optional(Seq{place}));
        QCOMPARE(scene.li.sync(), std::string());
        QVERIFY(BundleScene::carried(scene.li).empty());
        QCOMPARE(scene.logSize(), place); // nobody pushed it
    }

    void aProofOfAnotherLogProvesNothing()
    {
        BundleScene scene;
        scene.notice("电梯停用");
        QCOMPARE(scene.captain.sync(), std::string());
        sync::Bundle bundle = sync::decodeBundle(scene.handOver(scene.captain)).value();
        auto& notice = bundle.notices.at(0);
        const auto places = [&] { return BundleScene::carried(scene.li).at(0).logged; };
        const auto retake = [&] {
            QVERIFY_OK(sync::Carried(scene.li.replica().db()).remove(BundleScene::carried(scene.li).at(0).op));
        };
        notice.proof.at(0)[0] ^= 1;
        QVERIFY_OK(scene.takeIn(scene.li, sync::encodeBundle(bundle).value()));
        QCOMPARE(places(), std::nullopt); // its author signed it, but that the log has it is not shown
        retake();
        notice.proof.at(0)[0] ^= 1;
        bundle.checkpoint.back() = 'x';
        QVERIFY_OK(scene.takeIn(scene.li, sync::encodeBundle(bundle).value()));
        QCOMPARE(places(), std::nullopt);
        retake();
        bundle.checkpoint = scene.hub.checkpoint();
        notice.entry.stub.seq = Seq{notice.entry.stub.seq.value - 1};
        QVERIFY_OK(scene.takeIn(scene.li, sync::encodeBundle(bundle).value()));
        QCOMPARE(places(), std::nullopt);
    }

    void noticesThatAreOverAreNotHandedOver()
    {
        BundleScene scene;
        scene.notice("十分钟后过期", std::chrono::minutes(10));
        QCOMPARE(scene.captain.sync(), std::string());
        scene.hub.setNow(scene.hub.now() + std::chrono::hours(1));
        scene.hub.tick();
        QCOMPARE(scene.captain.sync(), std::string());
        const auto handed = sync::Courier(scene.captain.replica())
                                .handOver(scene.captain.home().identity().device, true, scene.hub.now());
        QCOMPARE(handed->notices, 0UZ);
        QCOMPARE(handed->operations, 0UZ);
    }

    void forgeriesAreRefusedAndTheRestGoesIn()
    {
        BundleScene scene;
        const OpId hazard = report(scene.li, "真的");
        const auto genuine = waiting(scene.li, hazard);

        auto changed = genuine;
        changed.payload->back() ^= 1;
        QCOMPARE(verdictOn(scene, changed, scene.wang), std::string("op.bad_payload"));
        auto forged = genuine;
        forged.signature[3] ^= 1;
        QCOMPARE(verdictOn(scene, forged, scene.wang), std::string("op.bad_signature"));
        auto bare = genuine;
        bare.payload.reset();
        QCOMPARE(verdictOn(scene, bare, scene.wang), std::string("bundle.no_content"));
        auto noHeader = genuine;
        noHeader.header = {1, 2, 3};
        QCOMPARE(verdictOn(scene, noHeader, scene.wang), std::string("op.malformed"));
        log::Header header = log::decodeHeader(genuine.header).value();
        header.place.device.bytes.fill(9);
        const auto stranger = log::signOperation(header, *genuine.content(), crypto::SigningKey::generate());
        QCOMPARE(verdictOn(scene, stranger, scene.wang), std::string("bundle.unknown_device"));
        header.community.bytes.fill(9);
        const auto elsewhere = log::signOperation(header, *genuine.content(), crypto::SigningKey::generate());
        QCOMPARE(verdictOn(scene, elsewhere, scene.wang), std::string("bundle.other_community"));
        QVERIFY(BundleScene::carried(scene.wang).empty());

        sync::Bundle bundle = sync::decodeBundle(scene.handOver(scene.li, false)).value();
        bundle.operations = {forged, genuine, stranger};
        const auto taken = scene.takeIn(scene.wang, sync::encodeBundle(bundle).value());
        QCOMPARE(taken->taken, std::vector<OpId>{hazard});
        QCOMPARE(taken->refused.size(), 2UZ);
    }

    void whatDoesNotSealItsWordsForAFewIsRefused()
    {
        BundleScene scene;
        const auto& identity = scene.li.home().identity();
        log::Header header = log::decodeHeader(waiting(scene.li, report(scene.li, "公开")).header).value();
        header.audience = staffOnly;
        const auto open = log::signOperation(header, asBytes("not sealed"), identity.signing);
        QCOMPARE(verdictOn(scene, open, scene.wang), std::string("content.not_sealed"));
    }

    void sealedWordsAreCarriedUnread()
    {
        BundleScene scene;
        QCOMPARE(scene.captain.sync(), std::string()); // the staff has a key by now
        QCOMPARE(scene.li.sync(), std::string());
        const OpId secret = report(scene.li, "不想让邻居知道", staffOnly);
        QCOMPARE(scene.li.rejection, std::string());
        QCOMPARE(scene.pass(scene.li, scene.wang), 1UZ);
        const auto item = BundleScene::carried(scene.wang).at(0);
        QCOMPARE(item.op, secret);
        QCOMPARE(item.code, std::string());
        QCOMPARE(scene.wang.replica().contentOf(item.operation).value(), std::nullopt);
        QCOMPARE(scene.pass(scene.wang, scene.captain), 1UZ);
        QVERIFY(scene.captain.replica().contentOf(BundleScene::carried(scene.captain).at(0).operation).value());
        // Delivered by somebody who never sees the entry's words: it does not stay on the way for ever.
        QCOMPARE(scene.wang.sync(), std::string());
        QVERIFY(BundleScene::carried(scene.wang).empty());
    }

    void aRevokedPhonesWordsAreRefusedAndWhatIsHereSaysSo()
    {
        BundleScene scene;
        const OpId hazard = report(scene.li, "丢了的手机");
        const Bytes file = scene.handOver(scene.li);
        QCOMPARE(scene.takeIn(scene.wang, file)->taken.size(), 1UZ);
        pb::members::RevokeDevice facts;
        facts.set_device(scene.li.home().identity().device.str());
        scene.admin.submit("members.revoke_device", facts, pb::members::Nothing());
        QCOMPARE(scene.admin.sync(), std::string());
        QCOMPARE(scene.captain.sync(), std::string());
        const auto taken = scene.takeIn(scene.captain, file);
        QCOMPARE(taken->refused.at(0).op, std::optional(hazard));
        QCOMPARE(taken->refused.at(0).code, std::string("members.device_revoked"));
        // The news reaches the carrier by the live channel, before it could deliver.
        const auto page =
            scene.hub.page(scene.wang.replica().confirmed().size, 100, scene.wang.home().identity().device);
        std::vector<log::Entry> entries;
        for (const auto& entry : page.entries())
            entries.push_back(log::fromProto(entry).value());
        QVERIFY_OK(
            scene.wang.replica().applyPage(entries, [](const auto&) { return Result<void>{}; }, scene.hub.now()));
        QVERIFY_OK(sync::Courier(scene.wang.replica()).afterPage(scene.hub.now()));
        QCOMPARE(BundleScene::carried(scene.wang).at(0).code, std::string("members.device_revoked"));
    }

    void whatTheRulesWouldRefuseIsMarkedAndWhatBuildsOnAnotherIsNot()
    {
        BundleScene scene;
        scene.notice("很快过期", std::chrono::minutes(5));
        const OpId hazard = report(scene.li, "新隐患");
        comment(scene.li, hazard, "补充一句");
        const Bytes fromCaptain = scene.handOver(scene.captain);
        scene.hub.setNow(scene.hub.now() + std::chrono::hours(1));
        QVERIFY_OK(scene.takeIn(scene.wang, fromCaptain));
        QCOMPARE(scene.pass(scene.li, scene.wang), 2UZ);
        const auto items = BundleScene::carried(scene.wang);
        QVERIFY(items.at(0).code.starts_with("notices."));
        QCOMPARE(items.at(1).code, std::string());
        QCOMPARE(items.at(2).code, std::string()); // the report it is about is not in the state, only on its way
    }

    void aForeignOrBrokenBundleChangesNothing()
    {
        BundleScene scene;
        report(scene.li, "一");
        Bytes file = scene.handOver(scene.li);
        file[file.size() / 2] ^= 1;
        QCOMPARE_CODE(scene.takeIn(scene.wang, file), "bundle.damaged");
        BundleScene other;
        report(other.li, "别的社区");
        QCOMPARE_CODE(scene.takeIn(scene.wang, other.handOver(other.li)), "bundle.other_community");
        QVERIFY(BundleScene::carried(scene.wang).empty());
    }

    void whatAPhoneCanCarryHasALimit()
    {
        BundleScene scene;
        const OpId first = report(scene.li, "一");
        const OpId second = report(scene.li, "二");
        const OpId third = report(scene.li, "三");
        const Bytes file = scene.handOver(scene.li);
        QCOMPARE(scene.takeIn(scene.wang, file)->taken.size(), 3UZ);
        store::Database& db = scene.wang.replica().db();
        QVERIFY_OK(sync::Carried(db).remove(second));
        QVERIFY_OK(sync::Carried(db).remove(third));
        // The one that is left fills all but one of the places.
        QVERIFY_OK(db.run("WITH RECURSIVE n(i) AS (VALUES(2) UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "
                          "INSERT INTO carried SELECT i + 1000, randomblob(16), op_hash, randomblob(16), 1, 1, kind, "
                          "created_ms, received_ms, code, 1, operation FROM n, carried WHERE op_id = ?2",
                          {sync::Carried::maxRows - 1, first}));
        const auto taken = scene.takeIn(scene.wang, file);
        QCOMPARE(taken->taken, std::vector<OpId>{second});
        QCOMPARE(taken->known, 1UZ);
        QCOMPARE(taken->refused.size(), 1UZ);
        QCOMPARE(taken->refused[0].op, std::optional(third));
        QCOMPARE(taken->refused[0].code, std::string("bundle.full"));
    }

    void theNextLinksOfAChainMayComeFirst()
    {
        BundleScene scene;
        const OpId first = report(scene.li, "一");
        const Bytes early = scene.handOver(scene.li);
        const OpId second = report(scene.li, "二");
        sync::Bundle late = sync::decodeBundle(scene.handOver(scene.li)).value();
        std::erase_if(late.operations, [&](const auto& each) { return log::decodeHeader(each.header)->op == first; });
        QCOMPARE(scene.takeIn(scene.wang, sync::encodeBundle(late).value())->taken, std::vector<OpId>{second});
        QCOMPARE(scene.takeIn(scene.wang, early)->taken, std::vector<OpId>{first});
        const auto items = BundleScene::carried(scene.wang);
        QCOMPARE(items.at(0).op, first);
        QCOMPARE(items.at(1).op, second);
    }

    void aClonedPhonesSecondWordAtOnePlaceIsRefused()
    {
        BundleScene scene;
        const OpId hazard = report(scene.li, "一");
        QCOMPARE(scene.pass(scene.li, scene.wang), 1UZ);
        log::Header header = log::decodeHeader(waiting(scene.li, hazard).header).value();
        const auto& key = scene.li.home().identity().signing;
        QCOMPARE(verdictOn(scene, log::signOperation(header, asBytes("other"), key), scene.wang),
                 std::string("op.id_taken"));
        header.op.bytes[15] ^= 1;
        QCOMPARE(verdictOn(scene, log::signOperation(header, asBytes("other"), key), scene.wang),
                 std::string("op.cloned_device"));
    }
};

QTEST_GUILESS_MAIN(TestCourier)
#include "tst_courier.moc"
