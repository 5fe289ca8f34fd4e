// SPDX-License-Identifier: Apache-2.0
#include "core/members/members.pb.h"
#include "core/sync/Audit.h"
#include "core/sync/AuditRecord.h"
#include "tests/unit/snapshot/Falsify.h"
#include "tests/unit/snapshot/FreshStore.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

struct Scratch {
    Scratch(Scene& scene, const std::filesystem::path& folder, const crypto::Identity& identity)
        : replica(community::Replica::create(
                      std::move(*store::Database::open(folder / "audit.db", store::DatabaseKey(crypto::Secret32()),
                                                       store::Database::Access::Create)),
                      scene.hub.genesis())
                      .value())
    {
        replica.unlock(identity);
    }
    community::Replica replica;
};

std::optional<Error> audit(TestHub& hub, FreshStore& fresh, Scratch& scratch, std::size_t pages = 1000)
{
    const platform::FakeClock clock(hub.now());
    sync::Audit audit(fresh.replica(), scratch.replica, fresh.token(), clock);
    while (const auto request = audit.nextRequest())
        audit.onResponse(pages-- == 0 ? Result<sync::HttpResponse>(fail(ErrorKind::Unreachable, "hub.timeout"))
                                      : hub.handle(*request));
    return audit.error();
}

bool hasHazard(community::Replica& replica, const OpId& hazard)
{
    return replica.db().count("SELECT count(*) FROM hazard WHERE id = ?1", {hazard}).value() == 1;
}

} // namespace

class TestAudit : public QObject {
    Q_OBJECT

private slots:
    void aTrueSnapshotPassesAndTheWholeLogCanBeKept()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        int number = 0;
        for (TestPhone* phone : {&scene.worker, &scene.wang}) {
            const std::string name = "audited" + std::to_string(++number);
            FreshStore fresh(scene, *phone, name);
            QCOMPARE(fresh.sync(), std::string());
            QVERIFY(fresh.replica().snapshotEnd()->value > 0);
            Scratch scratch(scene, scene.path(name.c_str()), phone->home().identity());
            const auto error = audit(scene.hub, fresh, scratch);
            QVERIFY2(!error, error ? (error->code + " " + error->detail).c_str() : "");
            QVERIFY(fresh.replica().adoptLog(scratch.replica).has_value());
            QCOMPARE(fresh.replica().snapshotEnd()->value, 0U);
            for (std::uint64_t seq = 1; seq <= scene.hub.replica().confirmed().size; ++seq)
                QVERIFY(fresh.replica().entry(Seq{seq})->value().leafHash() ==
                        scene.hub.replica().entry(Seq{seq})->value().leafHash());
            Busy::erase(*phone, phone == &scene.worker ? scene.openHazard : scene.staffHazard,
                        phone == &scene.worker ? log::Audience{} : staffOnly);
            scene.everybody();
            QCOMPARE(fresh.sync(), std::string());
            QVERIFY(fresh.replica().digests()->own == phone->replica().digests()->own);
        }
    }

    void aTextThatNobodyWroteIsFound()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        rewrite(scene.hub, "hazard_event", "note");
        FreshStore fresh(scene, scene.wang, "fresh");
        QCOMPARE(fresh.sync(), std::string()); // the hub has signed it
        Scratch scratch(scene, scene.path("scratch"), scene.wang.home().identity());
        const auto error = audit(scene.hub, fresh, scratch);
        QVERIFY(error);
        QCOMPARE(error->code, std::string("audit.state_differs"));
        QCOMPARE(error->detail, std::string("hazard_event"));
        QVERIFY(error->kind == ErrorKind::Integrity);
    }

    /// The hub's old entries have lost words that this phone still shows.
    void whatIsErasedMeanwhileIsNoAlarm()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.wang, "fresh");
        QCOMPARE(fresh.sync(), std::string());
        Busy::erase(scene.li, scene.openHazard);
        QCOMPARE(scene.li.sync(), std::string());
        Scratch scratch(scene, scene.path("scratch"), scene.wang.home().identity());
        const auto early = audit(scene.hub, fresh, scratch);
        QVERIFY(early);
        QCOMPARE(early->code, std::string("audit.erased_meanwhile"));
        QVERIFY(early->kind == ErrorKind::Unreachable);
        QCOMPARE(fresh.sync(), std::string());
        QVERIFY(!audit(scene.hub, fresh, scratch));
    }

    /// The hub shows who was given a role what was written for it before; the store has it as hidden.
    void whatARoleLetsReadSinceIsTakenOverAndNoAlarm()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        FreshStore other(scene, scene.li, "other");
        QCOMPARE(other.sync(), std::string());
        QVERIFY(!hasHazard(other.replica(), scene.staffHazard));
        pb::members::Grant facts;
        facts.set_member(scene.li.home().member()->str());
        facts.set_role(pb::members::WORKER);
        scene.admin.submit("members.grant", facts, pb::members::Nothing());
        QCOMPARE(scene.admin.rejection, std::string());
        for (int turns = 0; turns < 6; ++turns) {
            scene.hub.setNow(scene.hub.now() + std::chrono::minutes(11));
            scene.everybody();
        }
        QCOMPARE(other.sync(), std::string());
        QVERIFY(!hasHazard(other.replica(), scene.staffHazard));

        Scratch scratch(scene, scene.path("scratch"), scene.li.home().identity());
        const auto error = audit(scene.hub, other, scratch);
        QVERIFY2(!error, error ? (error->code + " " + error->detail).c_str() : "");
        QVERIFY(sync::concludeAudit(other.replica(), scratch.replica, error, false, scene.hub.now()).has_value());
        QVERIFY(hasHazard(other.replica(), scene.staffHazard));
        QVERIFY(other.replica().digests()->own == scene.worker.replica().digests()->own);
        QVERIFY(!sync::auditAlarm(other.replica())->has_value());
    }

    void aLieIsFoundWhileTheLogGrows()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        rewrite(scene.hub, "hazard_event", "note");
        FreshStore fresh(scene, scene.wang, "fresh");
        QCOMPARE(fresh.sync(), std::string());
        report(scene.li, "同时写的");
        QCOMPARE(scene.li.sync(), std::string());
        Scratch scratch(scene, scene.path("scratch"), scene.wang.home().identity());
        const auto error = audit(scene.hub, fresh, scratch);
        QVERIFY(error);
        QCOMPARE(error->code, std::string("audit.state_differs"));
    }

    void anAuditThatWasCutGoesOn()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        scene.hub.pageLimit = 10;
        FreshStore fresh(scene, scene.wang, "fresh");
        QCOMPARE(fresh.sync(), std::string());
        Scratch scratch(scene, scene.path("scratch"), scene.wang.home().identity());
        QCOMPARE(audit(scene.hub, fresh, scratch, 2)->code, std::string("hub.timeout"));
        QCOMPARE(scratch.replica.confirmed().size, 20U);
        // The log grows meanwhile, and this phone follows it.
        report(scene.li, "同时写的");
        scene.everybody();
        QCOMPARE(fresh.sync(), std::string());
        QVERIFY(!audit(scene.hub, fresh, scratch));
        QVERIFY(scratch.replica.confirmed() == fresh.replica().confirmed());
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
