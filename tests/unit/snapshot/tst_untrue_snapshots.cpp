// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/log/log.pb.h"
#include "core/snapshot/Page.h"
#include "tests/unit/snapshot/FreshStore.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

using Lie = std::function<void(Busy&)>;

/// The first page for which `change` says that it changed something goes out changed, under a manifest signed anew.
void falsify(Busy& scene, const std::function<bool(pb::snapshot::Page&)>& change)
{
    auto& snapshot = scene.hub.snapshot;
    for (auto& info : snapshot.manifest.pages) {
        auto page = snapshot::readPage(snapshot.pages[toHex(info.sha256)]).value();
        if (!change(page))
            continue;
        const Bytes packed = snapshot::packPage(page);
        info.sha256 = crypto::sha256(packed);
        snapshot.pages[toHex(info.sha256)] = packed;
        snapshot.signedManifest = scene.hub.sign(snapshot.manifest);
        return;
    }
    qFatal("nothing to falsify");
}

pb::snapshot::Column* columnOf(pb::snapshot::Page& page, std::string_view table, std::string_view column)
{
    for (auto& found : *page.mutable_tables())
        for (auto& in : *found.mutable_columns())
            if (found.name() == table && in.name() == column)
                return &in;
    return nullptr;
}

bool addToFirstInteger(pb::snapshot::Page& page, std::string_view table, std::string_view column)
{
    auto* const found = columnOf(page, table, column);
    if (found == nullptr || found->integers_size() == 0)
        return false;
    found->set_integers(0, found->integers(0) + 1);
    return true;
}

bool changeEntry(pb::snapshot::Page& page, const std::function<void(pb::log::Entry&)>& change)
{
    if (page.entries_size() == 0)
        return false;
    change(*page.mutable_entries(0));
    return true;
}

void row(const char* name, const char* reason, Lie lie)
{
    QTest::newRow(name) << QString::fromLatin1(reason) << std::move(lie);
}

} // namespace

class TestUntrueSnapshots : public QObject {
    Q_OBJECT

    std::optional<Busy> m_scene;
    int m_number = 0;

private slots:
    // One community for all rows: each looks at it with a store of its own and changes only what is served.
    void initTestCase() { m_scene.emplace(); }

    void aLieLeavesNothingButTheAlarm_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<Lie>("lie");
        row("a falsified row", "snapshot.wrong_digest", [](Busy& scene) {
            falsify(scene, [](auto& page) { return addToFirstInteger(page, "household", "area_cm2"); });
        });
        row("a falsified count", "snapshot.wrong_digest",
            [](Busy& scene) { falsify(scene, [](auto& page) { return addToFirstInteger(page, "poll", "ballots"); }); });
        row("a ballot for somebody else", "snapshot.wrong_digest", [](Busy& scene) {
            falsify(scene, [](auto& page) { return addToFirstInteger(page, "ballot", "choice"); });
        });
        row("a private row", "snapshot.malformed", [](Busy& scene) {
            falsify(scene, [](auto& page) { return addToFirstInteger(page, "hazard", "private"); });
        });
        row("a table that no snapshot holds", "snapshot.malformed", [](Busy& scene) {
            falsify(scene, [](auto& page) {
                page.mutable_tables(0)->set_name("outbox");
                return true;
            });
        });
        row("a row left out", "snapshot.", [](Busy& scene) {
            falsify(scene, [](auto& page) {
                if (columnOf(page, "hazard", "id") == nullptr)
                    return false;
                page.mutable_tables()->RemoveLast();
                return true;
            });
        });
        row("another digest", "snapshot.wrong_digest", [](Busy& scene) {
            scene.hub.snapshot.manifest.communityDigest[0] ^= 1;
            scene.hub.snapshot.signedManifest = scene.hub.sign(scene.hub.snapshot.manifest);
        });
        row("a page in place of another", "snapshot.wrong_page", [](Busy& scene) {
            auto& pages = scene.hub.snapshot.manifest.pages;
            scene.hub.snapshot.pages[toHex(pages[1].sha256)] = scene.hub.snapshot.pages[toHex(pages[0].sha256)];
        });
        row("a bit of a page", "snapshot.wrong_page", [](Busy& scene) {
            scene.hub.snapshot.pages[toHex(scene.hub.snapshot.manifest.pages[1].sha256)].back() ^= 1;
        });
        row("the manifest of another community", "checkpoint.wrong_origin", [](Busy& scene) {
            Scene other;
            other.hub.makeSnapshot();
            scene.hub.snapshot = other.hub.snapshot;
        });
        row("the manifest of another epoch", "snapshot.other_epoch", [](Busy& scene) {
            scene.hub.snapshot.manifest.epoch[0] ^= 1;
            scene.hub.snapshot.signedManifest = scene.hub.sign(scene.hub.snapshot.manifest);
        });
        row("a manifest that the hub did not sign", "checkpoint.bad_signature", [](Busy& scene) {
            scene.hub.snapshot.signedManifest = snapshot::signManifest(
                scene.hub.snapshot.manifest, scene.hub.genesis().community, crypto::SigningKey::generate());
        });
        row("a checkpoint passed off as a manifest", "checkpoint.wrong_origin", [](Busy& scene) {
            pb::snapshot::SignedManifest whole;
            const Bytes& bytes = scene.hub.snapshot.signedManifest;
            whole.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
            whole.set_note(scene.hub.checkpoint());
            scene.hub.snapshot.signedManifest = toBytes(whole.SerializeAsString());
        });
        row("a signature of a fund entry", "snapshot.not_in_log", [](Busy& scene) {
            falsify(scene, [](auto& page) {
                return changeEntry(page,
                                   [](auto& entry) { entry.mutable_operation()->mutable_signature()->back() ^= 1; });
            });
        });
        row("a fund entry that is not in the log", "snapshot.not_in_log", [](Busy& scene) {
            falsify(scene, [](auto& page) {
                return changeEntry(page, [](auto& entry) { entry.set_accepted_ms(entry.accepted_ms() + 1); });
            });
        });
        row("a fund entry left out", "snapshot.not_in_log", [](Busy& scene) {
            falsify(scene, [](auto& page) {
                if (page.entries_size() == 0)
                    return false;
                page.mutable_entries()->RemoveLast();
                return true;
            });
        });
    }

    void aLieLeavesNothingButTheAlarm()
    {
        QFETCH(QString, reason);
        QFETCH(Lie, lie);
        Busy& scene = *m_scene;
        scene.hub.makeSnapshot();
        lie(scene);
        FreshStore fresh(scene, scene.wang, std::to_string(++m_number));
        const auto outcome = fresh.session();
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->code, std::string("hub.false_snapshot"));
        QVERIFY2(outcome.error->kind == ErrorKind::Integrity &&
                     QString::fromStdString(outcome.error->detail).contains(reason),
                 outcome.error->detail.c_str());
        QVERIFY(rowsOf(fresh.replica().db()).isEmpty());
        QCOMPARE(fresh.replica().db().count("SELECT count(*) FROM entry").value(), 0);
        QVERIFY(snapshot::falseSnapshot(fresh.replica().db()).value().has_value());
        // The log has the truth, as far as this hub tells it.
        QCOMPARE(fresh.sync(), std::string());
        QVERIFY(fresh.replica().confirmed() == scene.hub.replica().confirmed());
        QCOMPARE(rowsOf(fresh.replica().db()), rowsOf(scene.wang.replica().db()));
    }

    void aPortalsPageIsNoLie()
    {
        Busy& scene = *m_scene;
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.wang, "portal");
        const auto outcome = fresh.session([&](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
            if (request.path.find("/snapshot/page") != std::string::npos)
                return sync::HttpResponse{200, "text/html", toBytes("<html>"), std::nullopt};
            return scene.hub.handle(request);
        });
        QCOMPARE(outcome.error->code, std::string("hub.not_a_hub"));
        QCOMPARE(fresh.sync(), std::string());
    }

    void aSnapshotOfAnotherSchemaIsNotUsedAndNoAlarm()
    {
        Busy& scene = *m_scene;
        scene.hub.makeSnapshot();
        scene.hub.snapshot.manifest.schema[0] ^= 1;
        scene.hub.snapshot.signedManifest = scene.hub.sign(scene.hub.snapshot.manifest);
        FreshStore fresh(scene, scene.wang, "schema");
        QCOMPARE(fresh.sync(), std::string());
        QCOMPARE(fresh.replica().db().count("SELECT count(*) FROM entry").value(),
                 static_cast<std::int64_t>(scene.hub.replica().confirmed().size));
    }
};

QTEST_GUILESS_MAIN(TestUntrueSnapshots)
#include "tst_untrue_snapshots.moc"
