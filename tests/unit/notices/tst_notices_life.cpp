// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/notices/NoticesFixture.h"

#include "core/log/Digest.h"
#include "core/store/UndoLog.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using notices::State;

/// How a notice ends, who acknowledges it, and what erasing its texts leaves behind.
class NoticesLifeTest : public QObject {
    Q_OBJECT

private slots:
    void updateSupersedes();
    void updateByRole();
    void cancelEnds();
    void cancelByRole();
    void cancelNeedsAReason();
    void endsOnlyOnce();
    void expiresAtItsTime();
    void expiryIsIdempotent();
    void pendingIsJudgedByTimeNotByTick();
    void acknowledgesOnce();
    void acknowledgesInTheAreaOnly();
    void acknowledgesWhatHasEnded();
    void erasureChangesNoDecisionAndNoDigest();
    void appliesWithoutContent();
    void undoTakesBackPendingOperations();
};

void NoticesLifeTest::updateSupersedes()
{
    NoticesFixture f;
    const OpId first = f.publish(f.alert()).op;
    const OpId second = f.publish(f.update({first})).op;
    QVERIFY(f.state(first) == State::Superseded);
    QVERIFY(f.detail(first).supersededBy == second);
    QVERIFY(f.state(second) == State::Live);
    QVERIFY((f.detail(second).references == std::vector<OpId>{first}));
    QVERIFY(f.detail(second).notice.terms.msgType == notices::MsgType::Update);
}

void NoticesLifeTest::updateByRole()
{
    NoticesFixture f;
    const MemberId captain = f.place.staff(members::Role::Captain, {"JY-1"});
    const MemberId other = f.place.staff(members::Role::Captain, {"JY-1"});
    const MemberId property = f.place.staff(members::Role::Property);
    const MemberId admin = f.place.staff(members::Role::Admin);
    const auto updateOf = [&f](const OpId& earlier) {
        auto facts = f.toBuildings({"JY-1"});
        facts.set_msg_type(pb::notices::UPDATE);
        facts.add_references(earlier.str());
        return facts;
    };
    const OpId first = f.publish(captain, f.toBuildings({"JY-1"})).op;
    QVERIFY(f.publish(other, updateOf(first)).verdict.code == "notices.not_author");
    QVERIFY(f.publish(property, updateOf(first)).verdict.code == "notices.not_author");
    const auto second = f.publish(captain, updateOf(first));
    QVERIFY(second.accepted());
    const auto third = f.publish(admin, updateOf(second.op));
    QVERIFY(third.accepted());
    QVERIFY(f.publish(captain, updateOf(third.op)).verdict.code == "notices.not_author");
    QVERIFY(f.publish(f.worker, updateOf(third.op)).accepted());
}

void NoticesLifeTest::cancelEnds()
{
    NoticesFixture f;
    const OpId notice = f.publish(f.alert()).op;
    f.place.advance(Milliseconds(70));
    const OpId cancel = f.cancel(f.worker, notice).op;
    const auto found = f.detail(notice);
    QVERIFY(found.notice.state == State::Cancelled);
    QVERIFY(found.cancelledBy == cancel);
    QVERIFY(found.cancelAuthor == f.worker);
    QVERIFY(found.cancelAt == f.place.now());
    QVERIFY(found.cancelReason == "水管提前修好");
}

void NoticesLifeTest::cancelByRole()
{
    NoticesFixture f;
    const MemberId captain = f.place.staff(members::Role::Captain, {"JY-1"});
    const auto notice = [&] { return f.publish(captain, f.toBuildings({"JY-1"})).op; };
    for (const auto role : {members::Role::Property, members::Role::Treasurer, members::Role::Auditor})
        QVERIFY(f.cancel(f.place.staff(role), notice()).verdict.code == "notices.not_author");
    QVERIFY(f.cancel(f.place.resident("JY-1-1-101"), notice()).verdict.code == "notices.not_author");
    QVERIFY(f.cancel(captain, notice()).accepted());
    QVERIFY(f.cancel(f.worker, notice()).accepted());
    QVERIFY(f.cancel(f.place.staff(members::Role::Admin), notice()).accepted());
}

void NoticesLifeTest::cancelNeedsAReason()
{
    NoticesFixture f;
    pb::notices::CancelFacts facts;
    facts.set_reference(f.publish(f.alert()).op.str());
    pb::notices::CancelContent content;
    QVERIFY(f.place.submit(f.worker, "notices.cancel", facts, content).verdict.code == "content.empty");
    content.set_reason(std::string(301, 'a'));
    QVERIFY(f.place.submit(f.worker, "notices.cancel", facts, content).verdict.code == "content.too_long");
    content.set_reason(std::string(300, 'a'));
    QVERIFY(f.place.submit(f.worker, "notices.cancel", facts, content).accepted());
}

void NoticesLifeTest::endsOnlyOnce()
{
    NoticesFixture f;
    const OpId cancelled = f.publish(f.alert()).op;
    const OpId superseded = f.publish(f.alert()).op;
    const OpId expired = f.publish(f.alert()).op;
    QVERIFY(f.cancel(f.worker, cancelled).accepted());
    QVERIFY(f.publish(f.update({superseded})).accepted());
    f.place.advance(std::chrono::hours(25));
    const std::vector<std::pair<OpId, std::string>> ended{{cancelled, "notices.already_cancelled"},
                                                          {superseded, "notices.superseded"},
                                                          {expired, "notices.expired"},
                                                          {OpId{{1}}, "notices.unknown_notice"}};
    for (const auto& [id, code] : ended) {
        QVERIFY(f.cancel(f.worker, id).verdict.code == code);
        QVERIFY(f.publish(f.update({id})).verdict.code == code);
    }
    QVERIFY(f.state(cancelled) == State::Cancelled); // their time passed too, but they had ended before
    QVERIFY(f.state(superseded) == State::Superseded);
}

void NoticesLifeTest::expiresAtItsTime()
{
    NoticesFixture f;
    const auto& capability = notices::capability();
    QVERIFY(!capability.nextDeadline(f.place.db())->has_value());
    const OpId later = f.publish(f.alert()).op;
    auto soon = f.alert();
    soon.set_expires_ms(toMs(f.place.now()) + 1000);
    const OpId sooner = f.publish(soon).op;
    QVERIFY(*capability.nextDeadline(f.place.db()) == f.place.now() + Milliseconds(1000));
    f.place.advance(Milliseconds(999));
    QVERIFY(f.state(sooner) == State::Live);
    f.place.advance(Milliseconds(1));
    QVERIFY(f.state(sooner) == State::Expired);
    QVERIFY(f.state(later) == State::Live);
    QVERIFY(*capability.nextDeadline(f.place.db()) == f.detail(later).notice.terms.expires);
    QVERIFY(f.cancel(f.worker, later).accepted());
    QVERIFY(!capability.nextDeadline(f.place.db())->has_value());
}

void NoticesLifeTest::expiryIsIdempotent()
{
    NoticesFixture f;
    const OpId notice = f.publish(f.alert()).op;
    const auto& capability = notices::capability();
    const auto digest = [&] { return log::stateDigests(f.place.db(), capability.tables())->community; };
    const auto live = digest();
    const Timestamp end = f.detail(notice).notice.terms.expires;
    QVERIFY(capability.advanceTime(f.place.db(), end).has_value());
    const auto once = digest();
    QVERIFY(once != live);
    QVERIFY(capability.advanceTime(f.place.db(), end).has_value());
    QVERIFY(capability.advanceTime(f.place.db(), end + std::chrono::hours(1)).has_value());
    QVERIFY(digest() == once);
}

void NoticesLifeTest::pendingIsJudgedByTimeNotByTick()
{
    NoticesFixture f;
    const OpId notice = f.publish(f.alert()).op;
    pb::notices::CancelFacts facts;
    facts.set_reference(notice.str());
    const std::string bytes = facts.SerializeAsString();
    const auto& kind = notices::capability().kinds()[1];
    const auto decideAt = [&](Timestamp at) {
        const log::Context context{
            .db = f.place.db(), .op = OpId{{1}}, .member = f.worker, .device = {}, .at = at, .seq = {}, .audience = {}};
        return kind.decide(context, {kind.name, asBytes(bytes), std::nullopt})->code;
    };
    QVERIFY(decideAt(f.place.now() + std::chrono::hours(24) - Milliseconds(1)).empty());
    QVERIFY(decideAt(f.place.now() + std::chrono::hours(24)) == "notices.expired");
}

void NoticesLifeTest::acknowledgesOnce()
{
    NoticesFixture f;
    const MemberId one = f.place.resident("JY-1-1-101");
    const MemberId two = f.place.resident("JY-1-1-101");
    const OpId notice = f.publish(f.alert()).op;
    QVERIFY(f.acknowledge(one, notice).accepted());
    QVERIFY(f.acknowledge(one, notice).verdict.code == "notices.already_acknowledged");
    QVERIFY(f.acknowledge(two, notice).accepted());
    QVERIFY(f.acknowledge(one, OpId{{1}}).verdict.code == "notices.unknown_notice");
    QCOMPARE(f.detail(notice).notice.acknowledged, 2);
    pb::notices::AcknowledgeFacts facts;
    facts.set_notice("abc");
    QVERIFY(f.place.submit(one, "notices.acknowledge", facts, pb::notices::AcknowledgeContent{}).verdict.code ==
            "notices.unknown_notice");
}

void NoticesLifeTest::acknowledgesInTheAreaOnly()
{
    NoticesFixture f;
    const MemberId jy1 = f.place.resident("JY-1-1-101");
    const MemberId jy2 = f.place.resident("JY-2-1-101");
    const MemberId yh1 = f.place.resident("YH-1-1-101");
    const MemberId guest = f.place.staff(members::Role::Property); // lives elsewhere
    const OpId building = f.publish(f.toBuildings({"JY-1"})).op;
    const OpId compound = f.publish(f.toCompounds({"JY"})).op;
    const OpId community = f.publish(f.alert()).op;
    const auto may = [&f](const MemberId& who, const OpId& notice) {
        const auto code = f.acknowledge(who, notice).verdict.code;
        return code.empty() ? QString("yes") : QString::fromStdString(code);
    };
    const QString no = "notices.not_addressed";
    QCOMPARE(may(jy1, building), QString("yes"));
    QCOMPARE(may(jy2, building), no);
    QCOMPARE(may(yh1, building), no);
    QCOMPARE(may(guest, building), no);
    QCOMPARE(may(f.worker, building), no); // its author lives elsewhere too
    QCOMPARE(may(jy1, compound), QString("yes"));
    QCOMPARE(may(jy2, compound), QString("yes"));
    QCOMPARE(may(yh1, compound), no);
    QCOMPARE(may(yh1, community), QString("yes"));
    QCOMPARE(may(guest, community), QString("yes"));
}

void NoticesLifeTest::acknowledgesWhatHasEnded()
{
    NoticesFixture f;
    const MemberId reader = f.place.resident("JY-1-1-101");
    const OpId cancelled = f.publish(f.alert()).op;
    const OpId expired = f.publish(f.alert()).op;
    QVERIFY(f.cancel(f.worker, cancelled).accepted());
    f.place.advance(std::chrono::hours(25));
    QVERIFY(f.acknowledge(reader, cancelled).accepted());
    QVERIFY(f.acknowledge(reader, expired).accepted());
}

void NoticesLifeTest::erasureChangesNoDecisionAndNoDigest()
{
    NoticesFixture f;
    const MemberId reader = f.place.resident("JY-1-1-101");
    const OpId notice = f.publish(f.toBuildings({"JY-1"})).op;
    const OpId gone = f.publish(f.alert()).op;
    const OpId cancel = f.cancel(f.worker, gone).op;
    const auto tables = notices::capability().tables();
    const auto before = log::stateDigests(f.place.db(), tables);
    f.place.erase(notice);
    f.place.erase(cancel);
    const auto after = log::stateDigests(f.place.db(), tables);
    QVERIFY(before && after && before->community == after->community && before->own == after->own);
    QVERIFY(f.detail(notice).notice.headline.empty());
    QVERIFY(f.detail(notice).description.empty());
    QVERIFY(f.detail(notice).instruction.empty());
    QVERIFY(f.detail(gone).cancelReason.empty());
    QVERIFY(f.cancel(f.worker, gone).verdict.code == "notices.already_cancelled");
    QVERIFY(f.acknowledge(reader, notice).accepted());
    QVERIFY(f.cancel(f.worker, notice).accepted());
    f.place.advance(std::chrono::hours(25));
    QCOMPARE(QString::fromStdString(f.place.replayDifference()), QString());
}

void NoticesLifeTest::appliesWithoutContent()
{
    NoticesFixture f;
    const std::string facts = f.toBuildings({"JY-1"}).SerializeAsString();
    const OpId op{{5}};
    const log::Context context{.db = f.place.db(),
                               .op = op,
                               .member = f.worker,
                               .device = {},
                               .at = f.place.now(),
                               .seq = Seq{50},
                               .audience = {}};
    const auto& publish = notices::capability().kinds()[0];
    QVERIFY(publish.apply(context, {publish.name, asBytes(facts), std::nullopt}).has_value());
    QVERIFY(f.state(op) == State::Live);
    pb::notices::CancelFacts cancelFacts;
    cancelFacts.set_reference(op.str());
    const std::string bytes = cancelFacts.SerializeAsString();
    const log::Context next{.db = f.place.db(),
                            .op = OpId{{6}},
                            .member = f.worker,
                            .device = {},
                            .at = f.place.now(),
                            .seq = Seq{51},
                            .audience = {}};
    const auto& cancel = notices::capability().kinds()[1];
    QVERIFY(cancel.apply(next, {cancel.name, asBytes(bytes), std::nullopt}).has_value());
    QVERIFY(f.state(op) == State::Cancelled);
    for (const log::Kind& kind : notices::capability().kinds()) {
        const std::string bad = "\xff\xff";
        QVERIFY(kind.decide(context, {kind.name, asBytes(bad), std::nullopt})->code == "op.malformed");
    }
}

void NoticesLifeTest::undoTakesBackPendingOperations()
{
    NoticesFixture f;
    const MemberId reader = f.place.resident("JY-1-1-101");
    const OpId one = f.publish(f.alert()).op;
    const OpId two = f.publish(f.alert()).op;
    const auto tables = notices::capability().tables();
    const auto digest = [&] { return log::stateDigests(f.place.db(), tables)->own; };
    const auto confirmed = digest();
    std::vector<std::string> names;
    for (const log::TableSpec& table : tables)
        names.push_back(table.name);

    auto undo = store::UndoLog::install(f.place.db(), names);
    QVERIFY(undo.has_value());
    undo->setRecording(true);
    const auto update = f.publish(f.update({one}));
    QVERIFY(update.accepted());
    QVERIFY(f.cancel(f.worker, two).accepted());
    QVERIFY(f.acknowledge(reader, one).accepted());
    QVERIFY(digest() != confirmed);
    auto transaction = store::Transaction::begin(f.place.db());
    QVERIFY(undo->undo().has_value());
    QVERIFY(transaction->commit().has_value());
    QVERIFY(digest() == confirmed);
    QVERIFY(f.state(one) == State::Live && f.state(two) == State::Live);
    QCOMPARE(f.detail(one).notice.acknowledged, 0);
    QCOMPARE(notices::allNotices(f.place.db(), reader, 9)->size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(NoticesLifeTest)
#include "tst_notices_life.moc"
