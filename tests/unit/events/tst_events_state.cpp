// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/events/EventsFixture.h"

#include "core/log/Digest.h"
#include "core/log/Photos.h"

#include <QTest>

#include <algorithm>

using namespace linli;
using namespace linli::test;

/// Lists in pages, and what erasure and a replay without content leave of the state.
class EventsStateTest : public QObject {
    Q_OBJECT

private slots:
    void listsByStartInPages();
    void waitlistHasPositions();
    void keepsPhotos();
    void erasureChangesNoDecisionAndNoDigest();
    void pendingOrderIsTheLogsOrder();
    void replayWithoutContentDecidesAlike();
};

namespace {

log::Digests digests(Neighbourhood& place)
{
    return log::stateDigests(place.db(), events::capability().tables()).value();
}

} // namespace

void EventsStateTest::listsByStartInPages()
{
    EventsFixture f;
    std::vector<OpId> expected;
    for (const int hour : {5, 3, 3, 9, 1, 7}) {
        auto facts = f.publishFacts();
        facts.set_starts_ms(toMs(f.place.now() + std::chrono::hours(hour)));
        expected.push_back(f.publish(f.worker, facts).op);
    }
    const auto key = [&](const OpId& id) { return std::pair(f.find(id).starts, id); };
    std::ranges::sort(expected, {}, key);
    std::vector<OpId> listed;
    std::optional<events::EventKey> after;
    while (true) {
        const auto page = events::events(f.place.db(), 2, after).value();
        if (page.empty())
            break;
        for (const auto& event : page) {
            listed.push_back(event.id);
            after = {event.starts, event.id};
        }
    }
    QCOMPARE(listed, expected);
    const auto from = events::events(f.place.db(), 10, events::EventKey{f.place.now() + std::chrono::hours(4), {}});
    QCOMPARE(from.value().size(), std::size_t(3));
    const auto before = events::eventsBefore(f.place.db(), 10, {f.place.now() + std::chrono::hours(4), {}}).value();
    QCOMPARE(before.size(), std::size_t(3));
    QCOMPARE(before.back().id, expected.front());
    QCOMPARE(before.front().id, expected[2]);
}

void EventsStateTest::waitlistHasPositions()
{
    EventsFixture f;
    const OpId event = f.event(1);
    const auto people = f.residents(4);
    for (const auto& person : people)
        QVERIFY(f.signUp(person, event).accepted());
    QVERIFY(f.withdraw(people[2], event).accepted());
    const auto list = events::waitlist(f.place.db(), event).value();
    QCOMPARE(list.size(), std::size_t(2));
    QCOMPARE(list[0].member, people[1]);
    QCOMPARE(list[0].position, 1);
    QCOMPARE(list[1].member, people[3]);
    QCOMPARE(list[1].position, 2);
    QCOMPARE(f.standing(event, people[3]), "waiting 2");
}

void EventsStateTest::keepsPhotos()
{
    EventsFixture f;
    auto content = EventsFixture::publishContent();
    content.add_photos(std::string(32, 'a'));
    const auto outcome = f.place.submit(f.worker, "events.publish", f.publishFacts(), content);
    QCOMPARE(log::photosOf(f.place.db(), outcome.op).value().size(), std::size_t(1));
}

void EventsStateTest::erasureChangesNoDecisionAndNoDigest()
{
    EventsFixture f;
    const OpId event = f.event(1);
    const auto people = f.residents(2);
    QVERIFY(f.signUp(people[0], event).accepted());
    const auto before = digests(f.place);
    f.place.erase(event);
    QCOMPARE(digests(f.place).community, before.community);
    QVERIFY(!f.find(event).title);
    QVERIFY(!f.find(event).text);
    QVERIFY(!f.find(event).place);
    QCOMPARE(f.signUp(people[0], event).verdict.code, "events.already_signed_up");
    QVERIFY(f.signUp(people[1], event).accepted());
    QCOMPARE(f.standing(event, people[1]), "waiting 1");
    const auto cancelled = f.cancel(f.worker, event);
    f.place.erase(cancelled.op);
    QVERIFY(!events::cancellation(f.place.db(), event).value()->reason);
    QCOMPARE(f.signUp(people[1], event).verdict.code, "events.cancelled");
}

namespace {

struct Step {
    std::string kind;
    std::string facts;
    std::string content;
    MemberId by;
    OpId op;
};

// Applies steps from an empty state, pending or confirmed, with or without what people wrote; tells the digest and
// takes everything back.
Hash replay(EventsFixture& f, const std::vector<Step>& steps, bool withContent, bool pending)
{
    auto& db = f.place.db();
    auto transaction = store::Transaction::begin(db).value();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& step = steps[i];
        const log::Context context{.db = db,
                                   .op = step.op,
                                   .member = step.by,
                                   .device = {},
                                   .at = f.place.now(),
                                   .seq = Seq{pending ? 0 : i + 1},
                                   .audience = {}};
        log::OpView view{step.kind, asBytes(step.facts), std::nullopt};
        if (withContent)
            view.content = asBytes(step.content);
        const auto kind = std::ranges::find(events::capability().kinds(), step.kind, &log::Kind::name);
        if (!kind->decide(context, view).value().accepted())
            qFatal("refused %s", step.kind.c_str());
        if (!kind->apply(context, view).has_value())
            qFatal("not applied: %s", step.kind.c_str());
    }
    return digests(f.place).community;
}

std::vector<Step> someSteps(EventsFixture& f)
{
    std::vector<Step> steps;
    const auto add = [&](const std::string& kind, const auto& facts, const auto& content, const MemberId& by) {
        const auto number = static_cast<std::uint8_t>(steps.size() + 1);
        steps.push_back({kind, facts.SerializeAsString(), content.SerializeAsString(), by, OpId{{number}}});
        return steps.back().op;
    };
    const OpId event = add("events.publish", f.publishFacts(2), f.publishContent(), f.worker);
    pb::events::SignUpFacts signUp;
    signUp.set_event(event.str());
    for (const auto& person : f.residents(4))
        add("events.sign_up", signUp, pb::events::Nothing{}, person);
    pb::events::WithdrawFacts withdraw;
    withdraw.set_event(event.str());
    add("events.withdraw", withdraw, pb::events::Nothing{}, steps[1].by);
    add("events.sign_up", signUp, pb::events::Nothing{}, steps[1].by);
    pb::events::CancelFacts cancel;
    cancel.set_event(event.str());
    pb::events::CancelContent reason;
    reason.set_reason("下雨");
    add("events.cancel", cancel, reason, f.worker);
    return steps;
}

} // namespace

void EventsStateTest::pendingOrderIsTheLogsOrder()
{
    EventsFixture f;
    const auto steps = someSteps(f);
    QCOMPARE(replay(f, steps, true, true), replay(f, steps, true, false));
}

void EventsStateTest::replayWithoutContentDecidesAlike()
{
    EventsFixture f;
    const auto steps = someSteps(f);
    QCOMPARE(replay(f, steps, false, false), replay(f, steps, true, false));
}

QTEST_GUILESS_MAIN(EventsStateTest)
#include "tst_events_state.moc"
