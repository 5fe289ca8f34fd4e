// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/events/EventsFixture.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using members::Role;

/// Sign-up, withdrawal, waitlist and check-in, one rule at a time.
class EventsSignUpTest : public QObject {
    Q_OBJECT

private slots:
    void seatsAreTakenByParties();
    void refusesASecondSignUp();
    void refusesCompanions();
    void refusesAfterSignUpCloses();
    void hubSignsNobodyUp();
    void smallPartiesDoNotOvertake();
    void withdrawalMovesTheWaitlistUp();
    void leavingWaitersLetOthersPass();
    void signingUpAgainGoesToTheEnd();
    void refusesWithdrawals();
    void organisersWithdrawOthers();
    void moreSeatsMoveTheWaitlistUp();
    void fewerSeatsDoNotBlockTheWaitlist();
    void checksInByOrganisers();
    void checksInWhoIsGoing();
    void checksInUntilADayAfter();
};

void EventsSignUpTest::seatsAreTakenByParties()
{
    EventsFixture f;
    const OpId event = f.event(5);
    const auto people = f.residents(3);
    QVERIFY(f.signUp(people[0], event, 2).accepted());
    QCOMPARE(f.find(event).left(), 2);
    QVERIFY(f.signUp(people[1], event, 1).accepted());
    QCOMPARE(f.find(event).left(), 0);
    QVERIFY(f.signUp(people[2], event, 0).accepted());
    QCOMPARE(f.standing(event, people[2]), "waiting 1");
    QCOMPARE(f.find(event).waiting, 1);
    const auto going = events::going(f.place.db(), event).value();
    QCOMPARE(going.size(), std::size_t(2));
    QCOMPARE(going[0].member, people[0]);
    QCOMPARE(going[0].party, 3);
}

void EventsSignUpTest::refusesASecondSignUp()
{
    EventsFixture f;
    const OpId event = f.event(1);
    const auto people = f.residents(2);
    QVERIFY(f.signUp(people[0], event).accepted());
    QCOMPARE(f.signUp(people[0], event).verdict.code, "events.already_signed_up");
    QVERIFY(f.signUp(people[1], event).accepted());
    QCOMPARE(f.signUp(people[1], event).verdict.code, "events.already_signed_up");
}

void EventsSignUpTest::refusesCompanions()
{
    EventsFixture f;
    const auto people = f.residents(1);
    const OpId event = f.event(30, 2);
    QCOMPARE(f.signUp(people[0], event, 3).verdict.code, "events.too_many_companions");
    QVERIFY(f.signUp(people[0], event, 2).accepted());
    const OpId small = f.event(2, 5);
    QCOMPARE(f.signUp(people[0], small, 2).verdict.code, "events.party_exceeds_capacity");
    QVERIFY(f.signUp(people[0], small, 1).accepted());
}

void EventsSignUpTest::refusesAfterSignUpCloses()
{
    EventsFixture f;
    auto facts = f.publishFacts(1);
    facts.set_signup_closes_ms(toMs(f.place.now() + std::chrono::hours(1)));
    const OpId event = f.publish(f.worker, facts).op;
    const auto people = f.residents(3);
    QVERIFY(f.signUp(people[0], event).accepted());
    f.place.advance(std::chrono::hours(1) - Milliseconds(1));
    QVERIFY(f.signUp(people[1], event).accepted());
    f.place.advance(Milliseconds(1));
    QCOMPARE(f.signUp(people[2], event).verdict.code, "events.signup_closed");
    QVERIFY(f.withdraw(people[0], event).accepted());
    QCOMPARE(f.standing(event, people[1]), "going");
}

void EventsSignUpTest::hubSignsNobodyUp()
{
    EventsFixture f;
    QCOMPARE(f.signUp(MemberId{}, f.event()).verdict.code, "events.not_allowed");
}

void EventsSignUpTest::smallPartiesDoNotOvertake()
{
    EventsFixture f;
    const OpId event = f.event(4);
    const auto people = f.residents(4);
    QVERIFY(f.signUp(people[0], event, 2).accepted());
    QVERIFY(f.signUp(people[1], event, 1).accepted()); // needs 2, one is left
    QVERIFY(f.signUp(people[2], event, 0).accepted()); // would fit, but came later
    QCOMPARE(f.standing(event, people[1]), "waiting 1");
    QCOMPARE(f.standing(event, people[2]), "waiting 2");
    QCOMPARE(f.find(event).left(), 1);
    QCOMPARE(f.find(event).waiting, 3);
}

void EventsSignUpTest::withdrawalMovesTheWaitlistUp()
{
    EventsFixture f;
    const OpId event = f.event(2);
    const auto people = f.residents(4);
    for (const auto& person : people)
        QVERIFY(f.signUp(person, event).accepted());
    QCOMPARE(f.standing(event, people[3]), "waiting 2");
    QVERIFY(f.withdraw(people[0], event).accepted());
    QCOMPARE(f.standing(event, people[0]), "withdrawn");
    QCOMPARE(f.standing(event, people[2]), "going");
    QCOMPARE(f.standing(event, people[3]), "waiting 1");
    QCOMPARE(f.find(event).taken, 2);
}

void EventsSignUpTest::leavingWaitersLetOthersPass()
{
    EventsFixture f;
    const OpId event = f.event(3);
    const auto people = f.residents(4);
    QVERIFY(f.signUp(people[0], event, 1).accepted());
    QVERIFY(f.signUp(people[1], event, 2).accepted()); // waits for 3 seats
    QVERIFY(f.signUp(people[2], event, 0).accepted());
    QVERIFY(f.signUp(people[3], event, 0).accepted());
    QVERIFY(f.withdraw(people[1], event).accepted());
    QCOMPARE(f.standing(event, people[2]), "going");
    QCOMPARE(f.standing(event, people[3]), "waiting 1");
}

void EventsSignUpTest::signingUpAgainGoesToTheEnd()
{
    EventsFixture f;
    const OpId event = f.event(1);
    const auto people = f.residents(3);
    for (const auto& person : people)
        QVERIFY(f.signUp(person, event).accepted());
    QVERIFY(f.withdraw(people[0], event).accepted());
    QVERIFY(f.signUp(people[0], event, 0).accepted());
    QCOMPARE(f.standing(event, people[1]), "going");
    QCOMPARE(f.standing(event, people[2]), "waiting 1");
    QCOMPARE(f.standing(event, people[0]), "waiting 2");
}

void EventsSignUpTest::refusesWithdrawals()
{
    EventsFixture f;
    const OpId event = f.event();
    const auto people = f.residents(2);
    QCOMPARE(f.withdraw(people[0], event).verdict.code, "events.not_signed_up");
    QVERIFY(f.signUp(people[0], event).accepted());
    QVERIFY(f.withdraw(people[0], event, people[0]).accepted());
    QCOMPARE(f.withdraw(people[0], event).verdict.code, "events.not_signed_up");
    QVERIFY(f.signUp(people[1], event).accepted());
    QCOMPARE(f.withdraw(people[0], event, people[1]).verdict.code, "events.not_allowed");
    QVERIFY(f.checkIn(f.worker, event, people[1]).accepted());
    QCOMPARE(f.withdraw(people[1], event).verdict.code, "events.already_checked_in");
    pb::events::WithdrawFacts facts;
    facts.set_event(event.str());
    facts.set_member("no id");
    QCOMPARE(f.place.submit(f.worker, "events.withdraw", facts, pb::events::Nothing{}).verdict.code,
             "events.not_signed_up");
}

void EventsSignUpTest::organisersWithdrawOthers()
{
    EventsFixture f;
    auto facts = f.publishFacts(30);
    facts.set_building("JY-1");
    const OpId event = f.publish(f.worker, facts).op;
    const auto people = f.residents(3);
    for (const auto& person : people)
        QVERIFY(f.signUp(person, event).accepted());
    QVERIFY(f.withdraw(f.worker, event, people[0]).accepted());
    QVERIFY(f.withdraw(f.place.staff(Role::Captain, {"JY-1"}), event, people[1]).accepted());
    QCOMPARE(f.withdraw(f.place.staff(Role::Captain, {"JY-2"}), event, people[2]).verdict.code,
             "events.foreign_building");
    QCOMPARE(f.withdraw(f.place.staff(Role::Property), event, people[2]).verdict.code, "events.not_allowed");
    QCOMPARE(f.find(event).taken, 1);
}

void EventsSignUpTest::moreSeatsMoveTheWaitlistUp()
{
    EventsFixture f;
    const OpId event = f.event(3);
    const auto people = f.residents(4);
    QVERIFY(f.signUp(people[0], event, 2).accepted());
    QVERIFY(f.signUp(people[1], event, 1).accepted());
    QVERIFY(f.signUp(people[2], event, 0).accepted());
    QVERIFY(f.signUp(people[3], event, 0).accepted());
    QVERIFY(f.update(f.worker, event, 4).accepted());
    QCOMPARE(f.standing(event, people[1]), "waiting 1");
    QVERIFY(f.update(f.worker, event, 6).accepted());
    QCOMPARE(f.standing(event, people[1]), "going");
    QCOMPARE(f.standing(event, people[2]), "going");
    QCOMPARE(f.standing(event, people[3]), "waiting 1");
}

void EventsSignUpTest::fewerSeatsDoNotBlockTheWaitlist()
{
    EventsFixture f;
    const OpId event = f.event(5);
    const auto people = f.residents(4);
    QVERIFY(f.signUp(people[0], event, 1).accepted());
    QVERIFY(f.signUp(people[1], event, 4).accepted()); // waits for all 5 seats
    QVERIFY(f.signUp(people[2], event, 1).accepted());
    QVERIFY(f.update(f.worker, event, 4).accepted()); // now more than the whole event
    QCOMPARE(f.standing(event, people[1]), "waiting 1");
    QCOMPARE(f.standing(event, people[2]), "going");
    QVERIFY(f.withdraw(people[2], event).accepted());
    QVERIFY(f.update(f.worker, event, 7).accepted());
    QCOMPARE(f.standing(event, people[1]), "going");
}

void EventsSignUpTest::checksInByOrganisers()
{
    EventsFixture f;
    auto facts = f.publishFacts();
    facts.set_building("JY-1");
    const OpId event = f.publish(f.worker, facts).op;
    const auto people = f.residents(4);
    for (const auto& person : people)
        QVERIFY(f.signUp(person, event, 1).accepted());
    QCOMPARE(f.checkIn(people[1], event, people[0]).verdict.code, "events.not_allowed");
    QCOMPARE(f.checkIn(people[0], event, people[0]).verdict.code, "events.not_allowed");
    QCOMPARE(f.checkIn(f.place.staff(Role::Captain, {"JY-2"}), event, people[0]).verdict.code,
             "events.foreign_building");
    QCOMPARE(f.checkIn(f.place.staff(Role::Captain, {"JY-1"}), f.event(), people[0]).verdict.code,
             "events.building_required");
    QVERIFY(f.checkIn(f.worker, event, people[0]).accepted());
    QVERIFY(f.checkIn(f.place.staff(Role::Captain, {"JY-1"}), event, people[1]).accepted());
    QVERIFY(f.checkIn(f.place.staff(Role::Admin), event, people[2]).accepted());
    QCOMPARE(events::checkedIn(f.place.db(), event).value(), 6);
    QVERIFY(events::going(f.place.db(), event).value().at(1).checkedIn);
    QVERIFY(!events::going(f.place.db(), event).value().at(3).checkedIn);
}

void EventsSignUpTest::checksInWhoIsGoing()
{
    EventsFixture f;
    const OpId event = f.event(1);
    const auto people = f.residents(3);
    QVERIFY(f.signUp(people[0], event).accepted());
    QVERIFY(f.signUp(people[1], event).accepted());
    QCOMPARE(f.checkIn(f.worker, event, people[1]).verdict.code, "events.not_going");
    QCOMPARE(f.checkIn(f.worker, event, people[2]).verdict.code, "events.not_going");
    QVERIFY(f.checkIn(f.worker, event, people[0]).accepted());
    QCOMPARE(f.checkIn(f.worker, event, people[0]).verdict.code, "events.already_checked_in");
    pb::events::CheckInFacts facts;
    facts.set_event(event.str());
    QCOMPARE(f.place.submit(f.worker, "events.check_in", facts, pb::events::Nothing{}).verdict.code,
             "events.not_going");
}

void EventsSignUpTest::checksInUntilADayAfter()
{
    EventsFixture f;
    const OpId event = f.event();
    const auto people = f.residents(2);
    QVERIFY(f.signUp(people[0], event).accepted());
    QVERIFY(f.signUp(people[1], event).accepted());
    f.place.advance(EventsFixture::untilStart + EventsFixture::lasts + std::chrono::hours(24) - Milliseconds(1));
    QVERIFY(f.checkIn(f.worker, event, people[0]).accepted());
    f.place.advance(Milliseconds(1));
    QCOMPARE(f.checkIn(f.worker, event, people[1]).verdict.code, "events.check_in_closed");
}

QTEST_GUILESS_MAIN(EventsSignUpTest)
#include "tst_events_sign_up.moc"
