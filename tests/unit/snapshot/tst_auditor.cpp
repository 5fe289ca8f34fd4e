// SPDX-License-Identifier: Apache-2.0
#include "core/log/log.pb.h"
#include "core/sync/Auditor.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "platform/fake/FakeTransport.h"
#include "tests/unit/snapshot/Falsify.h"
#include "tests/unit/snapshot/FreshStore.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using sync::AuditStatus;
using Stage = AuditStatus::Stage;

namespace {

/// Enough of a log for several pages of ten.
struct Small : Scene {
    Small()
    {
        const OpId hazard = report(li, "楼道堆满杂物");
        everybody();
        comment(wang, hazard, "我家门口也是");
        for (int i = 0; i < 12; ++i)
            report(wang, "隐患 " + std::to_string(i));
        everybody();
        everybody(); // who was first has not seen what came after
    }
    void everybody()
    {
        for (TestPhone* phone : {&admin, &li, &wang})
            if (const std::string code = phone->sync(); !code.empty())
                qFatal("cannot sync: %s", code.c_str());
    }
};

/// A phone that joined by snapshot, and its auditor on a network that moves when a test pumps it.
struct Wired {
    Small scene;
    TestPhone phone{scene.path("new"), scene.hub};
    std::string token;
    platform::FakeClock clock{scene.hub.now()};
    std::vector<std::string> asked;
    std::function<void()> meanwhile = [] {}; ///< happens before each answer
    std::function<void(sync::HttpResponse&)> falsify = [](auto&) {};
    platform::FakeTransport transport{[this](const sync::HttpRequest& request) -> Result<sync::HttpResponse> {
        asked.push_back(request.path.substr(request.path.rfind('/') + 1));
        meanwhile();
        auto answer = scene.hub.handle(request);
        if (answer)
            falsify(*answer);
        return answer;
    }};
    std::optional<Milliseconds> wake;
    std::vector<AuditStatus> told;
    int stateChanges = 0;
    int staleTokens = 0;
    std::optional<sync::Auditor> auditor;

    explicit Wired(members::Role role = members::Role::Worker, const std::function<void(TestHub&)>& prepare = {})
    {
        const std::string invite = scene.admin.inviteRole(
            role, role == members::Role::Captain ? std::vector<std::string>{"JY-1"} : std::vector<std::string>{});
        scene.everybody();
        scene.hub.makeSnapshot();
        if (prepare)
            prepare(scene.hub);
        if (!phone.join(invite, "新人").empty() || phone.replica().snapshotEnd()->value == 0)
            qFatal("no snapshot");
        scene.hub.pageLimit = 10;
        start();
    }
    void start()
    {
        auditor.emplace(phone.home(), transport, clock,
                        sync::Auditor::Hooks{.wakeAfter = [this](Milliseconds wait) { wake = wait; },
                                             .changed = [this] { told.push_back(auditor->status()); },
                                             .stateChanged = [this] { ++stateChanges; },
                                             .tokenStale = [this] { ++staleTokens; }});
        login();
    }
    void login()
    {
        sync::SyncSession session({phone.replica(), phone.home().photos(), phone.home().identity(), clock}, {});
        while (const auto request = session.nextRequest())
            session.onResponse(scene.hub.handle(*request));
        token = session.token();
    }
    void run()
    {
        auditor->allow(token);
        auditor->onWake();
        transport.pump();
    }
    [[nodiscard]] Stage stage() const { return auditor->status().stage; }
    [[nodiscard]] bool scratchIsThere() { return std::filesystem::exists(phone.home().folder() / "audit.db"); }
};

/// Turns one bit of the first signature on the page, but for the founding, which has a check of its own.
void breakSignature(sync::HttpResponse& answer)
{
    pb::sync::LogPage page;
    if (!sync::readAnswer(answer, page) || page.entries_size() == 0)
        return;
    for (auto& entry : *page.mutable_entries())
        if (entry.has_operation() && entry.seq() > 1) {
            entry.mutable_operation()->mutable_signature()->front() ^= 1;
            break;
        }
    auto body = sync::encodeBody(page);
    answer.contentType = body.contentType;
    answer.body = std::move(body.bytes);
}

} // namespace

class TestAuditor : public QObject {
    Q_OBJECT

private slots:
    void itWaitsForQuietAndThenChecksTheWholeLogPageByPage()
    {
        Wired wired;
        QCOMPARE(wired.stage(), Stage::Waiting);
        wired.auditor->onWake();
        QVERIFY(wired.transport.idle()); // not before it may
        wired.auditor->allow(wired.token);
        QCOMPARE(*wired.wake, sync::tuning::auditQuiet);
        QVERIFY(wired.transport.idle());
        wired.auditor->onWake();
        wired.transport.pump();
        const auto size = wired.phone.replica().confirmed().size;
        QCOMPARE(wired.asked.size(), (size + 9) / 10);
        QCOMPARE(wired.stage(), Stage::Proven);
        QVERIFY(!wired.auditor->status().alarm);
        QVERIFY(wired.told.size() > size / 10);
        QVERIFY(std::ranges::is_sorted(wired.told, {}, &AuditStatus::checked));
        QVERIFY(!wired.auditor->status().keepsAll);
        QVERIFY(!wired.scratchIsThere());
        // Once is enough, also for the next process.
        wired.auditor.reset();
        QCOMPARE(wired.phone.reopen(), std::string());
        wired.start();
        QCOMPARE(wired.stage(), Stage::Proven);
        wired.run();
        QCOMPARE(wired.asked.size(), (size + 9) / 10);
    }

    void aCaptainsPhoneThenHoldsTheWholeLog()
    {
        Wired wired(members::Role::Captain);
        QCOMPARE(wired.auditor->status().keeper, sync::Keeper::ByRole);
        wired.run();
        QCOMPARE(wired.stage(), Stage::NotNeeded);
        QVERIFY(wired.auditor->status().keepsAll);
        for (std::uint64_t seq = 1; seq <= wired.phone.replica().confirmed().size; ++seq)
            QVERIFY(wired.phone.replica().entry(Seq{seq})->value().leafHash() ==
                    wired.scene.hub.replica().entry(Seq{seq})->value().leafHash());
    }

    void aVolunteersPhoneDoesToo()
    {
        Wired wired;
        wired.run();
        QVERIFY(!wired.auditor->status().keepsAll);
        wired.wake.reset();
        QVERIFY(wired.auditor->setVolunteer(true).has_value());
        QCOMPARE(wired.auditor->status().keeper, sync::Keeper::Volunteer);
        QCOMPARE(wired.stage(), Stage::Waiting);
        QCOMPARE(*wired.wake, sync::tuning::auditQuiet);
        wired.auditor->onWake();
        wired.transport.pump();
        QVERIFY(wired.auditor->status().keepsAll);
    }

    void whatWasCheckedSurvivesThePauseAndTheProcess()
    {
        Wired wired;
        wired.meanwhile = [&] {
            if (wired.asked.size() == 3)
                wired.auditor->pause();
        };
        wired.run();
        QCOMPARE(wired.asked.size(), 3UZ);
        QCOMPARE(wired.stage(), Stage::Waiting);
        wired.auditor->onWake();
        QVERIFY(wired.transport.idle());
        wired.auditor.reset();
        QCOMPARE(wired.phone.reopen(), std::string());
        wired.start();
        wired.run();
        QCOMPARE(wired.asked.at(3), std::string("log?after=20"));
        QCOMPARE(wired.stage(), Stage::Proven);
    }

    void whoUsesThePhoneComesFirst()
    {
        Wired wired;
        wired.meanwhile = [&] {
            if (wired.asked.size() == 2)
                wired.auditor->disturb();
        };
        wired.wake.reset();
        wired.run();
        QCOMPARE(wired.asked.size(), 2UZ);
        QCOMPARE(*wired.wake, sync::tuning::auditQuiet);
        wired.auditor->onWake();
        wired.transport.pump();
        QCOMPARE(wired.asked.at(2), std::string("log?after=10"));
        QCOMPARE(wired.stage(), Stage::Proven);
    }

    void aFalseSnapshotIsReplacedByWhatTheLogSays()
    {
        Wired wired(members::Role::Worker, [](TestHub& hub) { rewrite(hub, "hazard", "text"); });
        wired.scene.everybody();
        const OpId mine = report(wired.phone, "我自己写的");
        wired.run();
        QCOMPARE(wired.stateChanges, 1);
        QVERIFY(wired.auditor->status().alarm);
        QCOMPARE(wired.auditor->status().alarm->code, std::string("audit.state_differs"));
        QCOMPARE(wired.auditor->status().alarm->detail, std::string("hazard"));
        QVERIFY(wired.auditor->status().alarm->healed());
        QCOMPARE(wired.stage(), Stage::NotNeeded);
        QVERIFY(wired.auditor->status().keepsAll);
        QCOMPARE(wired.phone.replica().outbox().find(mine)->value().state, community::OutboxState::Queued);
        QCOMPARE(hazardText(wired.phone, mine).value_or(""), std::string("我自己写的"));
        // Equal with a phone that replayed everything, and goes on like it.
        QCOMPARE(wired.phone.sync(), std::string());
        wired.scene.everybody();
        QVERIFY(communityDigest(wired.phone.replica()) == communityDigest(wired.scene.li.replica()));
        const auto textsOf = [](TestPhone& phone) {
            return phone.replica()
                .db()
                .all("SELECT text FROM hazard ORDER BY id", {}, [](const store::Row& row) { return row.text(0); })
                .value();
        };
        QVERIFY(textsOf(wired.phone) == textsOf(wired.scene.li));
        // The alarm stays until somebody has read it, over the end of the process too.
        wired.auditor.reset();
        QCOMPARE(wired.phone.reopen(), std::string());
        wired.start();
        QVERIFY(wired.auditor->status().alarm);
        QVERIFY(wired.auditor->dismissAlarm().has_value());
        QVERIFY(!wired.auditor->status().alarm);
    }

    void aLogThatIsNotTheSignedOneAlarmsAndChangesNothing()
    {
        Wired wired;
        wired.falsify = breakSignature;
        const auto before = rowsOf(wired.phone.replica().db());
        wired.run();
        QVERIFY(wired.auditor->status().alarm);
        QCOMPARE(wired.auditor->status().alarm->code, std::string("log.bad_signature"));
        QVERIFY(!wired.auditor->status().alarm->healed());
        QCOMPARE(wired.stateChanges, 0);
        QCOMPARE(rowsOf(wired.phone.replica().db()), before);
        QVERIFY(!wired.scratchIsThere());
        // It does not ask again at every sync.
        wired.wake.reset();
        wired.auditor->pause();
        wired.auditor->allow(wired.token);
        QVERIFY(!wired.wake || *wired.wake >= sync::tuning::auditAlarmRetry);
        // A hub that tells the truth later is believed, and the alarm stays.
        wired.falsify = [](auto&) {};
        wired.auditor->onWake();
        wired.transport.pump();
        QCOMPARE(wired.stage(), Stage::Proven);
        QVERIFY(wired.auditor->status().alarm);
    }

    void aStaleTokenIsRenewedOnce()
    {
        Wired wired;
        const std::string good = std::exchange(wired.token, "stale");
        wired.run();
        QCOMPARE(wired.staleTokens, 1);
        wired.auditor->allow("stale");
        wired.auditor->allow("stale");
        QCOMPARE(wired.asked.size(), 1UZ);
        QVERIFY(!wired.auditor->status().alarm);
        wired.token = good;
        wired.run();
        QCOMPARE(wired.stage(), Stage::Proven);
    }

    void anEarlierAuditOfALongerLogIsThrownAway()
    {
        Wired wired;
        // As after a hub that was restored from a backup: the scratch store has gone further than this phone.
        auto scratch = wired.phone.home().openScratch();
        report(wired.scene.li, "后来的");
        wired.scene.everybody();
        const auto all = wired.scene.li.replica().entriesAfter(Seq{0}, 10'000);
        QVERIFY(scratch->applyPage(*all, [](const auto&) { return Result<void>{}; }, wired.clock.now()).has_value());
        QVERIFY(scratch->confirmed().size > wired.phone.replica().confirmed().size);
        scratch = fail(ErrorKind::Internal, "closed");
        wired.run();
        QCOMPARE(wired.asked.front(), std::string("log?after=0"));
        QCOMPARE(wired.stage(), Stage::Proven);
    }
};

QTEST_GUILESS_MAIN(TestAuditor)
#include "tst_auditor.moc"
