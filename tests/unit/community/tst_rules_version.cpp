// SPDX-License-Identifier: Apache-2.0
#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/log/RulesVersion.h"
#include "tests/unit/snapshot/FreshStore.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using Refusal = community::Replica::Batch::Refusal;

namespace {

constexpr std::uint32_t nextRules = log::knownRulesVersion + 1;

/// What a phone of a later version would sign as this device's next operation.
log::SignedOperation signRaise(TestHub& hub, TestPhone& phone, std::uint32_t version)
{
    const crypto::Identity& identity = phone.home().identity();
    const auto device = members::device(hub.replica().db(), identity.device)->value();
    pb::community::RaiseRulesFacts facts;
    facts.set_version(version);
    log::Header header;
    header.op = OpId{crypto::uuidV7(hub.now())};
    header.community = hub.genesis().community;
    header.place = {identity.device, device.epoch, device.lastSeq + 1, device.lastHash};
    header.created = hub.now();
    header.kind = community::raiseRulesKind;
    header.facts = toBytes(facts.SerializeAsString());
    return log::signOperation(header, {}, identity.signing);
}

std::string verdictOf(TestHub& hub, const log::SignedOperation& operation)
{
    const auto answer = hub.sequence(operation);
    return answer.refusal != Refusal::None ? "refused" : answer.verdict.code;
}

/// A hub of the next version, and everybody's phones of this one.
struct Moving : Scene {
    OpId before = report(li, "以前的");
    OpId after;

    Moving() : Scene(nextRules) { sync(li); }
    void sync(TestPhone& phone)
    {
        if (const std::string code = phone.sync(); !code.empty())
            qFatal("sync: %s", code.c_str());
    }
    void raise()
    {
        if (const std::string code = verdictOf(hub, signRaise(hub, admin, nextRules)); !code.empty())
            qFatal("raise: %s", code.c_str());
    }
};

bool shows(community::Replica& replica, const OpId& hazard)
{
    return replica.db().count("SELECT count(*) FROM hazard WHERE id = ?1", {hazard}).value() == 1;
}

} // namespace

class TestRulesVersion : public QObject {
    Q_OBJECT

private slots:
    void aLogStartsWithTheFirstRulesAndTheirTableIsInNoDigest()
    {
        Scene scene;
        QCOMPARE(log::rulesVersion(scene.li.replica().db()).value(), 1U);
        const Hash told = communityDigest(scene.hub.replica());
        // As a store of the first release, which had no such table.
        auto tables = std::vector(community::stateTables().begin(), community::stateTables().end());
        QCOMPARE(std::erase_if(tables, [](const log::TableSpec& table) { return table.name == "rules_version"; }), 1UZ);
        QVERIFY(log::stateDigests(scene.hub.replica().db(), tables)->community == told);
    }

    void anAdminRaisesThemAndTheDigestTells()
    {
        Moving scene;
        const Hash before = communityDigest(scene.hub.replica());
        scene.raise();
        QCOMPARE(log::rulesVersion(scene.hub.replica().db()).value(), nextRules);
        auto tables = std::vector(community::stateTables().begin(), community::stateTables().end());
        std::erase_if(tables, [](const log::TableSpec& table) { return table.name == "rules_version"; });
        QVERIFY(log::stateDigests(scene.hub.replica().db(), tables)->community != communityDigest(scene.hub.replica()));
        QVERIFY(communityDigest(scene.hub.replica()) != before);
        FreshStore updated(scene, scene.wang, "updated", nextRules);
        QCOMPARE(updated.sync(), std::string());
        QVERIFY(communityDigest(updated.replica()) == communityDigest(scene.hub.replica()));
    }

    void nobodyElseDoesAndNobodyLowersThem()
    {
        Moving scene;
        QCOMPARE(verdictOf(scene.hub, signRaise(scene.hub, scene.li, nextRules)), std::string("community.not_allowed"));
        QCOMPARE(verdictOf(scene.hub, signRaise(scene.hub, scene.admin, 1)), std::string("community.rules_not_raised"));
        scene.raise();
        QCOMPARE(verdictOf(scene.hub, signRaise(scene.hub, scene.admin, nextRules)),
                 std::string("community.rules_not_raised"));
    }

    void aHubThatDoesNotKnowThemAsksToWait()
    {
        Scene scene;
        const auto answer = scene.hub.sequence(signRaise(scene.hub, scene.admin, nextRules));
        QVERIFY(answer.refusal == Refusal::UnknownKind);
        QVERIFY(!answer.entry);
        QCOMPARE(log::rulesVersion(scene.hub.replica().db()).value(), 1U);
    }

    void aPhoneDoesNotRaiseToWhatItDoesNotKnow()
    {
        Scene scene;
        pb::community::RaiseRulesFacts facts;
        facts.set_version(nextRules);
        scene.admin.submit(community::raiseRulesKind, facts, pb::community::RaiseRulesContent());
        QCOMPARE(scene.admin.rejection, std::string("app.update_needed"));
        QVERIFY(scene.admin.replica().outbox().items()->empty());
    }

    void aPhoneThatKnowsLessStopsBeforeThatEntry()
    {
        Moving scene;
        const OpId seen = report(scene.wang, "提升之前");
        scene.sync(scene.wang);
        const auto stop = scene.hub.replica().confirmed().size;
        scene.raise();
        const OpId mine = report(scene.li, "还没发出的");
        scene.hub.setNow(scene.hub.now() + std::chrono::minutes(1));
        QCOMPARE(scene.li.sync(), std::string("app.update_needed"));
        // What was before is here, what the phone wrote is with the hub, and nothing after the raise is applied.
        QVERIFY(shows(scene.li.replica(), seen));
        QVERIFY(shows(scene.li.replica(), mine));
        QVERIFY(shows(scene.hub.replica(), mine));
        QCOMPARE(scene.li.replica().confirmed().size, stop);
        QCOMPARE(scene.li.replica().rulesNeeded().value(), nextRules);
        QCOMPARE(scene.li.replica().outbox().find(mine)->value().state, community::OutboxState::Accepted);
        // Read-only from now on, also in the next process.
        QCOMPARE(scene.li.reopen(), std::string());
        report(scene.li, "不能再写");
        QCOMPARE(scene.li.rejection, std::string("app.update_needed"));
        QVERIFY(shows(scene.li.replica(), scene.before));
    }

    void whatItCannotJudgeIsNotFetchedAgain()
    {
        Moving scene;
        scene.raise();
        FreshStore old(scene, scene.wang, "old");
        QVERIFY(old.sync().starts_with("app.update_needed"));
        int pulls = 0;
        const auto outcome = old.session([&](const sync::HttpRequest& request) {
            pulls += request.path.contains("/log?") ? 1 : 0;
            return scene.hub.handle(request);
        });
        QCOMPARE(outcome.error->code, std::string("app.update_needed"));
        QCOMPARE(pulls, 0);
    }

    void afterTheUpdateItGoesOnByItself()
    {
        Moving scene;
        FreshStore phone(scene, scene.wang, "phone");
        QCOMPARE(phone.sync(), std::string());
        scene.raise();
        QVERIFY(phone.sync().starts_with("app.update_needed"));
        phone.reopen(nextRules);
        QCOMPARE(phone.replica().rulesNeeded().value(), 0U);
        QCOMPARE(phone.sync(), std::string());
        QVERIFY(communityDigest(phone.replica()) == communityDigest(scene.hub.replica()));
        QVERIFY(phone.replica().confirmed() == scene.hub.replica().confirmed());
    }

    void anOlderBuildDecidesNothingOnANewerStore()
    {
        Moving scene;
        scene.raise();
        FreshStore phone(scene, scene.wang, "phone", nextRules);
        QCOMPARE(phone.sync(), std::string());
        phone.reopen();
        QCOMPARE(phone.replica().rulesNeeded().value(), nextRules);
        report(scene.li, "后来的");
        QCOMPARE(scene.li.sync(), std::string("app.update_needed"));
        QVERIFY(phone.sync().starts_with("app.update_needed"));
        auto batch = phone.replica().beginBatch();
        const auto item = scene.li.replica().outbox().items()->front();
        QVERIFY(batch->sequence(item.operation, scene.hub.now())->refusal == Refusal::UnknownKind);
    }

    void aSnapshotOfNewerRulesIsLeftAloneAndTheLogTaken()
    {
        Moving scene;
        const auto stop = scene.hub.replica().confirmed().size;
        scene.raise();
        scene.hub.makeSnapshot();
        QCOMPARE(scene.hub.snapshot.manifest.rulesVersion, nextRules);
        FreshStore old(scene, scene.wang, "old");
        QVERIFY(old.sync().starts_with("app.update_needed"));
        QCOMPARE(old.replica().confirmed().size, stop);
        QVERIFY(shows(old.replica(), scene.before));
        FreshStore updated(scene, scene.wang, "updated", nextRules);
        QCOMPARE(updated.sync(), std::string());
        QVERIFY(updated.replica().snapshotEnd()->value > 0);
        QCOMPARE(log::rulesVersion(updated.replica().db()).value(), nextRules);
    }

    void aManifestThatHidesTheNewerRulesIsALie()
    {
        Moving scene;
        scene.raise();
        scene.hub.makeSnapshot();
        scene.hub.snapshot.manifest.rulesVersion = 1;
        scene.hub.snapshot.signedManifest = scene.hub.sign(scene.hub.snapshot.manifest);
        FreshStore old(scene, scene.wang, "old");
        QVERIFY(old.sync().starts_with("hub.false_snapshot"));
    }

    void aRaiseThatNobodySignedStopsNoPhone()
    {
        Moving scene;
        const auto entry = [&](log::SignedOperation operation) {
            const log::Header header = log::decodeHeader(operation.header).value();
            const Hash hash = operation.hash();
            return log::Entry{{Seq{scene.hub.replica().confirmed().size + 1}, scene.hub.now(), header.audience, {}},
                              hash,
                              std::move(operation)};
        };
        scene.sync(scene.wang);
        const auto take = [&](const log::Entry& raised) {
            return scene.wang.replica()
                .applyPage(
                    {&raised, 1}, [](const auto&) { return Result<void>{}; }, scene.hub.now())
                .error()
                .code;
        };
        auto forged = signRaise(scene.hub, scene.admin, nextRules);
        forged.signature.front() ^= 1;
        QCOMPARE(take(entry(forged)), std::string("log.bad_signature"));
        QCOMPARE(take(entry(signRaise(scene.hub, scene.li, nextRules))), std::string("log.verdict_differs"));
        QCOMPARE(scene.wang.replica().rulesNeeded().value(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestRulesVersion)
#include "tst_rules_version.moc"
