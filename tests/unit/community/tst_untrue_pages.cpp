// SPDX-License-Identifier: Apache-2.0
#include "core/community/Meta.h"
#include "core/log/log.pb.h"
#include "core/sync/PageCheck.h"
#include "tests/unit/community/Scene.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

class TestUntruePages : public QObject {
    Q_OBJECT

private slots:
    void aPageThatIsNotTheTruthIsRefusedWhole_data()
    {
        QTest::addColumn<int>("lie");
        QTest::addColumn<QString>("code");
        QTest::newRow("a changed text") << 0 << "log.bad_payload";
        QTest::newRow("a changed signature") << 1 << "log.bad_signature";
        QTest::newRow("a verdict that rules do not give") << 2 << "log.verdict_differs";
        QTest::newRow("an entry left out") << 3 << "log.gap";
        QTest::newRow("a checkpoint of somebody else") << 4 << "checkpoint.bad_signature";
        QTest::newRow("a time before the entry before") << 5 << "log.time_goes_back";
        QTest::newRow("a root that is not this log's") << 6 << "log.inconsistent";
        QTest::newRow("an entry hidden from the community") << 7 << "log.hidden_community_entry";
        QTest::newRow("another audience in the stub") << 8 << "log.wrong_audience";
    }

    void aPageThatIsNotTheTruthIsRefusedWhole()
    {
        QFETCH(int, lie);
        QFETCH(QString, code);
        Scene scene;
        report(scene.li, "第一条");
        report(scene.li, "第二条");
        scene.li.sync();
        scene.wang.sync();
        const OpId third = report(scene.li, "第三条");
        report(scene.li, "第四条");
        scene.li.sync();
        const auto before = scene.wang.replica().confirmed();
        auto page = scene.hub.page(before.size, 500, scene.wang.home().identity().device);
        auto* first = page.mutable_entries(0);
        auto* operation = first->mutable_operation();
        switch (lie) {
        case 0:
            operation->mutable_payload()->back() ^= 1;
            break;
        case 1:
            operation->mutable_signature()->back() ^= 1;
            break;
        case 2:
            first->set_verdict("hazards.not_allowed");
            break;
        case 3:
            page.mutable_entries()->DeleteSubrange(0, 1);
            break;
        case 4:
            page.set_checkpoint(log::signCheckpoint(scene.hub.genesis().community, {before.size + 2, Hash{1}},
                                                    crypto::SigningKey::generate()));
            break;
        case 5:
            first->set_accepted_ms(1);
            break;
        case 6:
            first->set_accepted_ms(first->accepted_ms() + 1);
            page.mutable_entries(1)->set_accepted_ms(first->accepted_ms() + 1);
            break;
        case 7: {
            const auto real = log::fromProto(*first);
            first->set_op_hash(asString(real->opHash));
            break;
        }
        case 8:
            first->mutable_audience()->set_kind(pb::log::Audience::STAFF);
            break;
        default:
            break;
        }
        const auto outcome = sync::applyLogPage(scene.wang.replica(), page, scene.hub.now());
        QVERIFY(!outcome.has_value());
        QCOMPARE(QString::fromStdString(outcome.error().code), code);
        QCOMPARE(outcome.error().kind, ErrorKind::Integrity);
        QVERIFY(scene.wang.replica().confirmed() == before);
        QVERIFY(!hazardText(scene.wang, third).has_value());
        // And the truth is still welcome.
        QCOMPARE(scene.wang.sync(), std::string());
        QVERIFY(hazardText(scene.wang, third).has_value());
    }

    /// As in a live frame.
    void theSignatureAloneProvesWhatThePageGives()
    {
        Scene scene;
        scene.wang.sync();
        const auto before = scene.wang.replica().confirmed();
        const OpId hazard = report(scene.li, "路灯不亮");
        scene.li.sync();
        auto page = scene.hub.page(before.size, 500, scene.wang.home().identity().device);
        const std::string note = page.checkpoint();
        page.set_checkpoint_signature(asString(*log::checkpointSignature(note)));
        page.clear_checkpoint();
        for (const char* damage : {"signature", "length", "none", "entry"}) {
            auto bad = page;
            if (damage == std::string("signature"))
                bad.mutable_checkpoint_signature()->back() ^= 1;
            if (damage == std::string("length"))
                bad.mutable_checkpoint_signature()->pop_back();
            if (damage == std::string("none"))
                bad.clear_checkpoint_signature();
            if (damage == std::string("entry"))
                bad.mutable_entries(0)->set_accepted_ms(bad.entries(0).accepted_ms() + 1);
            const auto refused = sync::applyLogPage(scene.wang.replica(), bad, scene.hub.now());
            QCOMPARE(refused.error().code, std::string("log.note_needed"));
            QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
            QVERIFY(scene.wang.replica().confirmed() == before);
        }
        QCOMPARE(sync::applyLogPage(scene.wang.replica(), page, scene.hub.now()).value(), 1UZ);
        QVERIFY(hazardText(scene.wang, hazard).has_value());
        const auto kept = community::Meta(scene.wang.replica().db()).find(community::meta::checkpoint);
        QCOMPARE(asString(**kept), note);
        QCOMPARE(sync::applyLogPage(scene.wang.replica(), page, scene.hub.now()).value(), 0UZ); // overtaken
    }
};

QTEST_GUILESS_MAIN(TestUntruePages)
#include "tst_untrue_pages.moc"
