// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Promises.h"
#include "tests/support/ResultChecks.h"
#include "tests/unit/snapshot/FreshStore.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

bool isSnapshot(const sync::HttpRequest& request)
{
    return request.path.find("/snapshot") != std::string::npos;
}

std::int64_t entriesOf(community::Replica& replica)
{
    return replica.db().count("SELECT count(*) FROM entry").value();
}

} // namespace

class TestSnapshot : public QObject {
    Q_OBJECT

private slots:
    void whoBeginsWithASnapshotHasTheSameStateAsWhoHasTheLog()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        QVERIFY(scene.hub.snapshot.manifest.pages.size() >= 3);
        int number = 0;
        for (TestPhone* phone : {&scene.admin, &scene.worker, &scene.treasurer, &scene.li, &scene.wang}) {
            FreshStore fresh(scene, *phone, "fresh" + std::to_string(++number));
            const auto outcome = fresh.session();
            QVERIFY2(!outcome.error, outcome.error ? (outcome.error->code + outcome.error->detail).c_str() : "");
            QCOMPARE(outcome.snapshotPages, scene.hub.snapshot.manifest.pages.size());
            QVERIFY(fresh.replica().confirmed() == scene.hub.replica().confirmed());
            QCOMPARE(rowsOf(fresh.replica().db()), rowsOf(phone->replica().db()));
            QVERIFY(fresh.replica().digests()->community == scene.hub.replica().digests()->community);
            QVERIFY(fresh.replica().digests()->own == phone->replica().digests()->own);
            QVERIFY(fresh.replica().lastAccepted() == scene.hub.replica().lastAccepted());
            QVERIFY(entriesOf(fresh.replica()) < entriesOf(phone->replica()));
        }
    }

    void whatFollowsTheSnapshotIsAskedForBeforeItsEnd()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.li, "fresh");
        QCOMPARE(fresh.sync(), std::string());
        const auto tail = std::ranges::find_if(fresh.asked, [](const auto& path) { return path.contains("/log?"); });
        QVERIFY(tail != fresh.asked.end());
        QVERIFY(std::ranges::contains(fresh.ahead, *tail));
        for (const std::string& path : fresh.ahead)
            QVERIFY2(std::ranges::contains(fresh.asked, path), path.c_str());
    }

    /// It carried others' words before it had anything of the log, and the hub said where they are.
    void aPromiseAboutWhatASnapshotStandsForIsNoLie()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        sync::Promises promises;
        const OpId rejected = scene.openHazard; // as good as: no table tells its place
        promises.add(rejected, Seq{scene.hub.replica().confirmed().size - 1});
        FreshStore fresh(scene, scene.worker, "fresh");
        QCOMPARE(fresh.sync(), std::string());
        QVERIFY(fresh.replica().snapshotEnd()->value > 0);
        QVERIFY_OK(promises.check(fresh.replica()));

        promises.add(rejected, Seq{fresh.replica().confirmed().size + 1});
        report(scene.wang, "别的");
        scene.everybody();
        QCOMPARE(fresh.sync(), std::string());
        QCOMPARE_CODE(promises.check(fresh.replica()), "hub.broken_promise");
    }

    void theLogGoesOnAfterASnapshot()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        const std::string invite = scene.admin.inviteHousehold("JY-1-1-103");
        scene.everybody();
        TestPhone zhao(scene.path("zhao"), scene.hub);
        QCOMPARE(zhao.join(invite), std::string());
        FreshStore worker(scene, scene.worker, "worker-again");
        QCOMPARE(worker.sync(), std::string());

        // What needs to look back: whose an old operation is, where a chain stood, what was counted.
        Busy::erase(scene.li, scene.openHazard);
        scene.vote(scene.wang, 1);
        scene.everybody();
        Busy::erase(scene.admin, scene.poll);
        comment(scene.wang, scene.staffHazard, "不能评论");
        scene.post(9'900);
        pb::hazards::AdvanceFacts advance;
        advance.set_hazard(scene.staffHazard.str());
        advance.set_state(pb::hazards::IN_PROGRESS);
        scene.worker.submit("hazards.advance", advance, pb::hazards::NoteContent(), staffOnly);
        report(scene.wang, "又一件私事", staffOnly);
        report(scene.wang, "又一件公事");
        scene.everybody();
        const OpId own = report(zhao, "新住户写的");
        scene.signUp(zhao);
        scene.vote(zhao, 2);
        QCOMPARE(zhao.sync(), std::string());
        scene.hub.setNow(scene.hub.now() + std::chrono::hours(300));
        scene.hub.tick();
        scene.everybody();
        QCOMPARE(zhao.sync(), std::string());
        QCOMPARE(worker.sync(), std::string());
        QVERIFY(hazardText(scene.admin, own).has_value());
        QVERIFY(zhao.replica().outbox().items()->empty());
        QVERIFY(communityDigest(zhao.replica()) == communityDigest(scene.hub.replica()));
        QCOMPARE(rowsOf(worker.replica().db()), rowsOf(scene.worker.replica().db()));
        QVERIFY(worker.replica().digests()->own == scene.worker.replica().digests()->own);
    }

    void aPageThatBreaksOffGoesOnWhereItBroke()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.li, "fresh");
        std::map<std::string, int> broken;
        std::size_t sent = 0;
        const auto outcome = fresh.session([&](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
            auto answer = scene.hub.handle(request);
            if (request.path.find("/snapshot/page/") == std::string::npos)
                return answer;
            const std::string range(sync::headerOf(request.headers, "range"));
            const std::size_t from = range.empty() ? 0 : std::stoull(range.substr(6));
            if (from > 0) {
                answer->status = 206;
                answer->headers.emplace_back("content-range", "bytes " + std::to_string(from) + "-9/10");
                answer->body.erase(answer->body.begin(), answer->body.begin() + static_cast<std::ptrdiff_t>(from));
            }
            if (++broken[request.path] < 3) {
                answer->body.resize(answer->body.size() / 2);
                answer->whole = false;
            }
            sent += answer->body.size();
            return answer;
        });
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->code.c_str() : "");
        QCOMPARE(outcome.snapshotPages, scene.hub.snapshot.manifest.pages.size());
        std::size_t whole = 0;
        for (const auto& [name, page] : scene.hub.snapshot.pages)
            whole += page.size();
        QCOMPARE(sent, whole); // no byte twice
        QVERIFY(communityDigest(fresh.replica()) == communityDigest(scene.hub.replica()));
    }

    void partsThatDoNotFitEachOtherAreNobodysLie()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.li, "fresh");
        int asked = 0;
        const auto outcome = fresh.session([&](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
            auto answer = scene.hub.handle(request);
            if (request.path.find("/snapshot/page/") == std::string::npos || ++asked > 2)
                return answer;
            const std::size_t half = answer->body.size() / 2;
            if (asked == 1) {
                answer->body.resize(half);
                answer->body.back() ^= 1;
                answer->whole = false;
                return answer;
            }
            answer->status = 206;
            answer->headers.emplace_back("content-range", "bytes " + std::to_string(half) + "-9/10");
            answer->body.erase(answer->body.begin(), answer->body.begin() + static_cast<std::ptrdiff_t>(half));
            return answer;
        });
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->code.c_str() : "");
        QCOMPARE(static_cast<std::size_t>(asked), scene.hub.snapshot.manifest.pages.size() + 2);
    }

    void whatWaitsOnThePhoneStaysOnTopWhileASnapshotComes()
    {
        Busy scene;
        const std::string invite = scene.admin.inviteHousehold("JY-1-1-104");
        scene.everybody();
        TestPhone zhao(scene.path("zhao"), scene.hub);
        QCOMPARE(zhao.join(invite), std::string());
        report(zhao, "已经在日志里");
        QCOMPARE(zhao.sync(), std::string());
        scene.hub.makeSnapshot(); // holds the join and the report
        const OpId waiting = report(zhao, "还在手机上");
        zhao.replica().flushSidecar().value();
        const std::filesystem::path store = scene.folder.filePath("zhao").toStdString();
        zhao.close();
        for (const auto& file : std::filesystem::recursive_directory_iterator(store))
            if (file.path().filename().string().starts_with("linli.db"))
                std::filesystem::remove(file.path());
        QCOMPARE(zhao.recover(), std::string());
        QVERIFY(zhao.replica().outbox().unsentCount().value() > 0);
        QCOMPARE(zhao.sync(), std::string());
        QCOMPARE(zhao.sync(), std::string());
        QVERIFY(zhao.replica().outbox().items()->empty());
        QVERIFY(hazardText(zhao, waiting).has_value());
        QVERIFY(communityDigest(zhao.replica()) == communityDigest(scene.hub.replica()));
    }

    void aCutAtEveryPlaceCostsOnePageAtMost_data()
    {
        QTest::addColumn<bool>("killed");
        QTest::newRow("connection") << false;
        QTest::newRow("process") << true;
    }

    void aCutAtEveryPlaceCostsOnePageAtMost()
    {
        QFETCH(bool, killed);
        Busy scene;
        scene.hub.makeSnapshot();
        const std::size_t pages = scene.hub.snapshot.manifest.pages.size();
        for (std::size_t cut = 0; cut < pages + 2; ++cut) {
            FreshStore fresh(scene, scene.wang, "cut" + std::to_string(cut) + (killed ? "k" : "c"));
            std::size_t asked = 0;
            const auto first = fresh.session([&](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
                if (isSnapshot(request) && asked++ == cut)
                    return fail(ErrorKind::Unreachable, "hub.timeout");
                return scene.hub.handle(request);
            });
            QCOMPARE(first.error->code, std::string("hub.timeout"));
            QCOMPARE(fresh.replica().confirmed().size, 0U);
            if (killed)
                fresh.reopen();
            const auto second = fresh.session();
            QVERIFY(!second.error);
            QCOMPARE(first.snapshotPages + second.snapshotPages, pages);
            QCOMPARE(rowsOf(fresh.replica().db()), rowsOf(scene.wang.replica().db()));
        }
    }

    /// As when the hub was started again. Found by the simulator: the log was fetched on top of what had come.
    void aLoginThatIsForgottenMeanwhileCostsNothing()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        const std::size_t pages = scene.hub.snapshot.manifest.pages.size();
        for (std::size_t forgotten = 0; forgotten < pages + 2; ++forgotten) {
            FreshStore fresh(scene, scene.wang, "forgotten" + std::to_string(forgotten));
            const auto loggedIn = fresh.session([&](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
                if (isSnapshot(request))
                    return fail(ErrorKind::Unreachable, "hub.timeout");
                return scene.hub.handle(request);
            });
            QCOMPARE(loggedIn.error->code, std::string("hub.timeout"));
            std::size_t asked = 0;
            const auto outcome = fresh.session(
                [&](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
                    if (isSnapshot(request) && asked++ == forgotten)
                        scene.hub.forgetLogins();
                    return scene.hub.handle(request);
                },
                fresh.token());
            QVERIFY2(!outcome.error, outcome.error ? (outcome.error->code + outcome.error->detail).c_str() : "");
            QCOMPARE(asked, pages + 3); // with the one that was turned away
            QCOMPARE(rowsOf(fresh.replica().db()), rowsOf(scene.wang.replica().db()));
        }
    }

    void listsAreReadableBeforeAllPagesAreHere()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.wang, "early");
        std::size_t pages = 0;
        const auto cut = fresh.session([&](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
            if (isSnapshot(request) && pages++ == 2) // manifest, one page
                return fail(ErrorKind::Unreachable, "hub.timeout");
            return scene.hub.handle(request);
        });
        QVERIFY(cut.error);
        store::Database& db = fresh.replica().db();
        QVERIFY(db.count("SELECT count(*) FROM hazard WHERE text IS NOT NULL").value() > 0);
        QVERIFY(db.count("SELECT count(*) FROM building").value() > 0);
    }

    void aSnapshotThatIsWithdrawnMeanwhileIsBegunAnew()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.wang, "withdrawn");
        std::size_t asked = 0;
        const auto outcome = fresh.session([&](const sync::HttpRequest& request) {
            if (isSnapshot(request) && ++asked == 3) {
                Busy::erase(scene.li, scene.openHazard);
                scene.li.sync();
                scene.wang.sync();
                scene.hub.makeSnapshot();
            }
            return scene.hub.handle(request);
        });
        QVERIFY(!outcome.error);
        QVERIFY(asked > scene.hub.snapshot.manifest.pages.size() + 2);
        QVERIFY(fresh.replica().confirmed() == scene.hub.replica().confirmed());
        QCOMPARE(rowsOf(fresh.replica().db()), rowsOf(scene.wang.replica().db()));
    }

    void aSnapshotThatKeepsVanishingGivesWayToTheLog()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        scene.hub.snapshot.pages.clear();
        FreshStore fresh(scene, scene.wang, "vanishing");
        QCOMPARE(fresh.sync(), std::string());
        QCOMPARE(entriesOf(fresh.replica()), entriesOf(scene.wang.replica()));
        QCOMPARE(rowsOf(fresh.replica().db()), rowsOf(scene.wang.replica().db()));
    }

    void anErasedTextIsInNoPageOfTheNextSnapshot()
    {
        Busy scene;
        Busy::erase(scene.li, scene.openHazard);
        scene.everybody();
        scene.hub.makeSnapshot();
        FreshStore fresh(scene, scene.wang, "erased");
        QCOMPARE(fresh.sync(), std::string());
        for (const OpId& gone : {scene.openHazard, scene.erasedHazard})
            QCOMPARE(fresh.replica()
                         .db()
                         .count("SELECT count(*) FROM hazard WHERE id = ?1 AND text IS NULL", {gone})
                         .value(),
                     1);
    }

    void theSameStateGivesTheSamePages()
    {
        Busy scene;
        scene.hub.makeSnapshot();
        const auto first = scene.hub.snapshot.pages;
        scene.hub.makeSnapshot();
        QVERIFY(first == scene.hub.snapshot.pages);
    }
};

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
