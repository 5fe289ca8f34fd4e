// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/events/EventsFixture.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace linli;
using namespace linli::test;
using events::EventState;
using members::Role;

using Publish = pb::events::PublishFacts;
using Spoil = std::function<void(Publish&, EventsFixture&)>;
Q_DECLARE_METATYPE(Spoil)

/// Publishing, changing and cancelling an event: roles, limits, states, words.
class EventsRulesTest : public QObject {
    Q_OBJECT

private slots:
    void publishesByRole_data();
    void publishesByRole();
    void captainPublishesAtOwnBuildings();
    void refusesSpoiledEvents_data();
    void refusesSpoiledEvents();
    void acceptsTheLimits();
    void refusesOtherAudiences();
    void refusesUnknownEvents();
    void updatesByOrganisers();
    void updatesWithinLimits();
    void cancelsByOrganisers();
    void nothingAfterCancellation();
    void nothingButCheckInAfterTheStart();
    void startHappensOnce();
    void checksWords();
    void refusesMalformedFacts();
};

void EventsRulesTest::publishesByRole_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("code");
    for (const char* role : {"admin", "worker", "property"})
        QTest::newRow(role) << role << "";
    for (const char* role : {"resident", "treasurer", "auditor"})
        QTest::newRow(role) << role << "events.not_allowed";
    QTest::newRow("captain") << "captain" << "events.building_required";
}

void EventsRulesTest::publishesByRole()
{
    QFETCH(QString, role);
    QFETCH(QString, code);
    EventsFixture f;
    const auto parsed = *members::parseRole(role.toStdString());
    const MemberId by = parsed == Role::Resident  ? f.residents(1).front()
                        : parsed == Role::Captain ? f.place.staff(parsed, {"JY-1"})
                                                  : f.place.staff(parsed);
    const auto outcome = f.publish(by, f.publishFacts());
    QCOMPARE(outcome.verdict.code, code.toStdString());
    QCOMPARE(events::event(f.place.db(), outcome.op).value().has_value(), code.isEmpty());
}

void EventsRulesTest::captainPublishesAtOwnBuildings()
{
    EventsFixture f;
    const auto captain = f.place.staff(Role::Captain, {"JY-1"});
    auto facts = f.publishFacts();
    facts.set_building("JY-1");
    QVERIFY(f.publish(captain, facts).accepted());
    facts.set_building("JY-2");
    QCOMPARE(f.publish(captain, facts).verdict.code, "events.foreign_building");
}

void EventsRulesTest::refusesSpoiledEvents_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, Spoil spoil, const char* code) { QTest::newRow(name) << spoil << code; };
    row("ends as it starts", [](Publish& facts, auto&) { facts.set_ends_ms(facts.starts_ms()); }, "events.schedule");
    row(
        "ends after year 9999",
        [](Publish& facts, auto&) { facts.set_ends_ms(std::numeric_limits<std::int64_t>::max()); }, "events.schedule");
    row(
        "starts now", [](Publish& facts, EventsFixture& f) { facts.set_starts_ms(toMs(f.place.now())); },
        "events.starts_in_past");
    row("no seats", [](Publish& facts, auto&) { facts.set_capacity(0); }, "events.capacity");
    row("too many seats", [](Publish& facts, auto&) { facts.set_capacity(100'001); }, "events.capacity");
    row("too many companions", [](Publish& facts, auto&) { facts.set_companions_max(21); }, "events.companions_max");
    row("point", [](Publish& facts, auto&) { facts.mutable_point()->set_latitude_e7(-900'000'001); }, "events.point");
    row(
        "sign-up closes after the start",
        [](Publish& facts, auto&) { facts.set_signup_closes_ms(facts.starts_ms() + 1); }, "events.signup_closes");
    row(
        "sign-up closes now", [](Publish& facts, EventsFixture& f) { facts.set_signup_closes_ms(toMs(f.place.now())); },
        "events.signup_closes");
    row("unknown building", [](Publish& facts, auto&) { facts.set_building("XX-1"); }, "events.unknown_building");
}

void EventsRulesTest::refusesSpoiledEvents()
{
    QFETCH(Spoil, spoil);
    QFETCH(QString, code);
    EventsFixture f;
    auto facts = f.publishFacts();
    spoil(facts, f);
    QCOMPARE(f.publish(f.worker, facts).verdict.code, code.toStdString());
}

void EventsRulesTest::acceptsTheLimits()
{
    EventsFixture f;
    auto facts = f.publishFacts(100'000, 20);
    facts.set_building("YH-1");
    facts.mutable_point()->set_latitude_e7(307'000'000);
    facts.mutable_point()->set_longitude_e7(1'044'000'000);
    facts.set_signup_closes_ms(facts.starts_ms());
    const auto outcome = f.publish(f.worker, facts);
    QVERIFY(outcome.accepted());
    const auto event = f.find(outcome.op);
    QCOMPARE(event.publisher, f.worker);
    QCOMPARE(event.capacity, 100'000);
    QCOMPARE(event.left(), 100'000);
    QCOMPARE(event.companionsMax, 20);
    QCOMPARE(toMs(event.starts), facts.starts_ms());
    QCOMPARE(toMs(event.ends), facts.ends_ms());
    QCOMPARE(event.signUpCloses, event.starts);
    QCOMPARE(event.building->value, "YH-1");
    QCOMPARE(event.point->latitude, 30.7);
    QCOMPARE(event.title.value(), "百家宴");
    QVERIFY(f.publish(f.worker, f.publishFacts(1, 0)).accepted());
}

void EventsRulesTest::refusesOtherAudiences()
{
    EventsFixture f;
    const OpId event = f.event();
    const auto home = f.residents(1).front();
    const log::Audience staff{log::Audience::Kind::Staff, {}};
    QCOMPARE(f.place.submit(f.worker, "events.publish", f.publishFacts(), f.publishContent(), staff).verdict.code,
             "op.audience");
    QCOMPARE(f.signUp(home, event, 0, staff).verdict.code, "op.audience");
    QCOMPARE(f.withdraw(home, event, {}, staff).verdict.code, "op.audience");
    QCOMPARE(f.checkIn(f.worker, event, home, staff).verdict.code, "op.audience");
    QCOMPARE(f.update(f.worker, event, 5, staff).verdict.code, "op.audience");
    QCOMPARE(f.cancel(f.worker, event, "x", staff).verdict.code, "op.audience");
}

void EventsRulesTest::refusesUnknownEvents()
{
    EventsFixture f;
    const auto home = f.residents(1).front();
    const OpId unknown{{3}};
    QCOMPARE(f.signUp(home, unknown).verdict.code, "events.unknown_event");
    QCOMPARE(f.withdraw(home, unknown).verdict.code, "events.unknown_event");
    QCOMPARE(f.checkIn(f.worker, unknown, home).verdict.code, "events.unknown_event");
    QCOMPARE(f.update(f.worker, unknown, 5).verdict.code, "events.unknown_event");
    QCOMPARE(f.cancel(f.worker, unknown).verdict.code, "events.unknown_event");
    pb::events::SignUpFacts facts;
    facts.set_event("no id");
    QCOMPARE(f.place.submit(home, "events.sign_up", facts, pb::events::Nothing{}).verdict.code, "events.unknown_event");
}

void EventsRulesTest::updatesByOrganisers()
{
    EventsFixture f;
    auto facts = f.publishFacts();
    facts.set_building("JY-1");
    const auto captain = f.place.staff(Role::Captain, {"JY-1"});
    const OpId event = f.publish(captain, facts).op;
    QVERIFY(f.update(captain, event, 31).accepted());
    QVERIFY(f.update(f.worker, event, 32).accepted());
    QVERIFY(f.update(f.place.staff(Role::Admin), event, 33).accepted());
    QCOMPARE(f.find(event).capacity, 33);
    QCOMPARE(f.update(f.place.staff(Role::Captain, {"JY-1"}), event, 5).verdict.code, "events.not_allowed");
    QCOMPARE(f.update(f.place.staff(Role::Property), event, 5).verdict.code, "events.not_allowed");
    QCOMPARE(f.update(f.residents(1).front(), event, 5).verdict.code, "events.not_allowed");
}

void EventsRulesTest::updatesWithinLimits()
{
    EventsFixture f;
    const OpId event = f.event(10);
    QVERIFY(f.signUp(f.residents(1).front(), event, 4).accepted());
    QCOMPARE(f.update(f.worker, event, 0).verdict.code, "events.capacity");
    QCOMPARE(f.update(f.worker, event, 100'001).verdict.code, "events.capacity");
    QCOMPARE(f.update(f.worker, event, 4).verdict.code, "events.capacity_below_taken");
    QVERIFY(f.update(f.worker, event, 5).accepted());
    QCOMPARE(f.find(event).left(), 0);
    QVERIFY(f.update(f.worker, event, 100'000).accepted());
}

void EventsRulesTest::cancelsByOrganisers()
{
    EventsFixture f;
    const OpId event = f.event();
    QCOMPARE(f.cancel(f.residents(1).front(), event).verdict.code, "events.not_allowed");
    QCOMPARE(f.cancel(f.place.staff(Role::Captain, {"JY-1"}), event).verdict.code, "events.not_allowed");
    QVERIFY(f.cancel(f.place.staff(Role::Admin), event).accepted());
    QCOMPARE(f.find(event).state, EventState::Cancelled);
    QCOMPARE(events::cancellation(f.place.db(), event).value()->reason.value(), "天气原因");
    const auto property = f.place.staff(Role::Property);
    QVERIFY(f.cancel(property, f.publish(property, f.publishFacts()).op).accepted());
}

void EventsRulesTest::nothingAfterCancellation()
{
    EventsFixture f;
    const OpId event = f.event();
    const auto people = f.residents(2);
    QVERIFY(f.signUp(people[0], event).accepted());
    QVERIFY(f.cancel(f.worker, event).accepted());
    QCOMPARE(f.signUp(people[1], event).verdict.code, "events.cancelled");
    QCOMPARE(f.withdraw(people[0], event).verdict.code, "events.cancelled");
    QCOMPARE(f.checkIn(f.worker, event, people[0]).verdict.code, "events.cancelled");
    QCOMPARE(f.update(f.worker, event, 50).verdict.code, "events.cancelled");
    QCOMPARE(f.cancel(f.worker, event).verdict.code, "events.cancelled");
    f.place.advance(EventsFixture::untilStart);
    QCOMPARE(f.find(event).state, EventState::Cancelled);
}

void EventsRulesTest::nothingButCheckInAfterTheStart()
{
    EventsFixture f;
    const OpId event = f.event();
    const auto people = f.residents(2);
    QVERIFY(f.signUp(people[0], event).accepted());
    f.place.advance(EventsFixture::untilStart);
    QCOMPARE(f.signUp(people[1], event).verdict.code, "events.started");
    QCOMPARE(f.withdraw(people[0], event).verdict.code, "events.started");
    QCOMPARE(f.update(f.worker, event, 50).verdict.code, "events.started");
    QCOMPARE(f.cancel(f.worker, event).verdict.code, "events.started");
    QVERIFY(f.checkIn(f.worker, event, people[0]).accepted());
}

void EventsRulesTest::startHappensOnce()
{
    EventsFixture f;
    const OpId event = f.event();
    const auto starts = f.find(event).starts;
    const auto& capability = events::capability();
    QCOMPARE(capability.nextDeadline(f.place.db()).value(), std::optional(starts));
    f.place.advance(EventsFixture::untilStart - Milliseconds(1));
    QCOMPARE(f.find(event).state, EventState::Published);
    f.place.advance(Milliseconds(1));
    QCOMPARE(f.find(event).state, EventState::Started);
    QVERIFY(!capability.nextDeadline(f.place.db()).value());
    QVERIFY(capability.advanceTime(f.place.db(), f.place.now()).has_value());
    QCOMPARE(f.find(event).state, EventState::Started);
}

void EventsRulesTest::checksWords()
{
    EventsFixture f;
    const auto publish = [&](const pb::events::PublishContent& content) {
        return f.place.submit(f.worker, "events.publish", f.publishFacts(), content).verdict.code;
    };
    auto content = EventsFixture::publishContent();
    content.clear_title();
    QCOMPARE(publish(content), "content.empty");
    content.set_title(std::string(81, 't'));
    QCOMPARE(publish(content), "content.too_long");
    content.set_title(std::string(80, 't'));
    content.set_text(std::string(5001, 't'));
    QCOMPARE(publish(content), "content.too_long");
    content.set_text("\xc3\x28");
    QCOMPARE(publish(content), "content.malformed"); // protobuf itself refuses a string that is not UTF-8
    content.set_text(std::string("a\0b", 3));
    QCOMPARE(publish(content), "content.not_utf8");
    content.set_text(std::string(5000, 't'));
    content.set_place(std::string(201, 'p'));
    QCOMPARE(publish(content), "content.too_long");
    content.set_place(std::string(200, 'p'));
    for (int i = 0; i < 7; ++i)
        content.add_photos(std::string(32, 'h'));
    QCOMPARE(publish(content), "content.photos");
    content.mutable_photos()->RemoveLast();
    QCOMPARE(publish(content), "");

    const OpId event = f.event();
    QCOMPARE(f.cancel(f.worker, event, "").verdict.code, "content.empty");
    QCOMPARE(f.cancel(f.worker, event, std::string(501, 'r')).verdict.code, "content.too_long");
    QVERIFY(f.cancel(f.worker, event, std::string(500, 'r')).accepted());
}

void EventsRulesTest::refusesMalformedFacts()
{
    EventsFixture f;
    for (const auto& kind : events::capability().kinds()) {
        const auto outcome = f.place.submitBytes(f.worker, kind.name, "\xff\xff\xff", "");
        QVERIFY2(outcome.verdict.code.ends_with(".malformed"), kind.name.c_str());
    }
}

QTEST_GUILESS_MAIN(EventsRulesTest)
#include "tst_events_rules.moc"
