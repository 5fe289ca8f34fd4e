// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plans/PlansFixture.h"

#include "core/log/Digest.h"
#include "core/log/Photos.h"

#include <QTest>

#include <algorithm>

using namespace linli;
using namespace linli::test;

/// Lists in pages, and what erasure and a replay without content leave of the state.
class PlansStateTest : public QObject {
    Q_OBJECT

private slots:
    void plansComeNewestFirstInPages();
    void pollsComeOpenFirstInPages();
    void keepsPhotos();
    void erasureChangesNoDecisionAndNoDigest();
    void replayWithoutContentDecidesAlike();
};

namespace {

log::Digests digests(Neighbourhood& place)
{
    return log::stateDigests(place.db(), plans::capability().tables()).value();
}

} // namespace

void PlansStateTest::plansComeNewestFirstInPages()
{
    PlansFixture f;
    std::vector<OpId> published;
    for (int i = 0; i < 7; ++i) {
        published.push_back(f.plan());
        if (i % 2 == 0) // two of one time now and then
            f.place.advance(Milliseconds(1));
    }
    std::vector<OpId> listed;
    std::optional<plans::PlanKey> after;
    while (true) {
        const auto page = plans::plans(f.place.db(), 3, after).value();
        if (page.empty())
            break;
        QVERIFY(page.size() <= 3);
        for (const auto& plan : page) {
            QVERIFY(!after || plan.accepted <= after->accepted);
            listed.push_back(plan.id);
            after = {plan.accepted, plan.id};
        }
    }
    QCOMPARE(listed.size(), published.size());
    QVERIFY(std::ranges::is_permutation(listed, published));
    QCOMPARE(listed.front(), published.back());
}

void PlansStateTest::pollsComeOpenFirstInPages()
{
    PlansFixture f;
    std::vector<OpId> expected;
    const auto open = [&](int hours) {
        auto facts = f.pollFacts();
        facts.set_closes_ms(toMs(f.place.now() + std::chrono::hours(hours)));
        return f.openPoll(f.worker, facts).op;
    };
    const OpId closedFirst = open(1);
    const OpId closedLast = open(2);
    const OpId late = open(50);
    const OpId soon = open(40);
    f.place.advance(std::chrono::hours(3));

    std::vector<OpId> listed;
    std::optional<plans::PollKey> after;
    while (true) {
        const auto page = plans::polls(f.place.db(), 3, after).value();
        for (const auto& poll : page) {
            listed.push_back(poll.id);
            after = {poll.closed, poll.closes, poll.id};
        }
        if (page.empty())
            break;
    }
    QCOMPARE(listed, (std::vector{soon, late, closedLast, closedFirst}));
}

void PlansStateTest::keepsPhotos()
{
    PlansFixture f;
    auto content = f.publishContent();
    content.add_photos(std::string(32, 'a'));
    content.add_photos(std::string(32, 'b'));
    const auto outcome = f.place.submit(f.worker, "plans.publish", f.publishFacts(), content);
    const auto photos = log::photosOf(f.place.db(), outcome.op).value();
    QCOMPARE(photos.size(), std::size_t(2));
    QCOMPARE(photos[1][0], 'b');
}

void PlansStateTest::erasureChangesNoDecisionAndNoDigest()
{
    PlansFixture f;
    const auto people = f.residents(2);
    const OpId plan = f.plan();
    const OpId poll = f.poll(plan);
    QVERIFY(f.vote(people[0], poll, 1).accepted());
    const auto before = digests(f.place);
    f.place.erase(plan);
    f.place.erase(poll);
    QCOMPARE(digests(f.place).community, before.community);
    QVERIFY(!plans::plan(f.place.db(), plan).value()->title);
    QVERIFY(!plans::plan(f.place.db(), plan).value()->text);
    QVERIFY(!plans::plan(f.place.db(), plan).value()->place);
    QVERIFY(!plans::poll(f.place.db(), poll).value()->question);
    const auto options = plans::options(f.place.db(), poll).value();
    for (const auto& option : options)
        QVERIFY(!option.text);

    QVERIFY(f.vote(people[1], poll, 1).accepted());
    QCOMPARE(f.vote(people[1], poll, 4).verdict.code, "plans.unknown_choice");
    f.closePoll();
    QCOMPARE(f.phase(plan), plans::Phase::Approved);
    const OpId post = f.progress(f.worker, plan, 5).op;
    f.place.erase(post);
    QVERIFY(!plans::timeline(f.place.db(), plan).value().back().text);
    QCOMPARE(f.progress(f.worker, plan, 4).verdict.code, "plans.percent_decreases");
}

void PlansStateTest::replayWithoutContentDecidesAlike()
{
    struct Step {
        std::string kind;
        std::string facts;
        std::string content;
        MemberId by;
        OpId op;
    };
    PlansFixture f;
    const auto home = f.residents(1).front();
    std::vector<Step> steps;
    const auto add = [&](const std::string& kind, const auto& facts, const auto& content, const MemberId& by) {
        const auto number = static_cast<std::uint8_t>(steps.size() + 1);
        steps.push_back({kind, facts.SerializeAsString(), content.SerializeAsString(), by, OpId{{number}}});
        return steps.back().op;
    };
    const OpId plan = add("plans.publish", f.publishFacts(), f.publishContent(), f.worker);
    const OpId poll = add("plans.open_poll", f.pollFacts(plan), f.pollContent(3), f.worker);
    pb::plans::VoteFacts vote;
    vote.set_poll(poll.str());
    vote.set_choice(1);
    add("plans.vote", vote, pb::plans::VoteContent{}, home);

    // Applies the steps from an empty state, with or without what people wrote, and takes them back.
    const auto replay = [&](bool withContent) {
        auto& db = f.place.db();
        auto transaction = store::Transaction::begin(db).value();
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const auto& step = steps[i];
            const log::Context context{.db = db,
                                       .op = step.op,
                                       .member = step.by,
                                       .device = {},
                                       .at = f.place.now(),
                                       .seq = Seq{i + 1},
                                       .audience = {}};
            log::OpView view{step.kind, asBytes(step.facts), std::nullopt};
            if (withContent)
                view.content = asBytes(step.content);
            const auto kind = std::ranges::find(plans::capability().kinds(), step.kind, &log::Kind::name);
            if (!kind->decide(context, view).value().accepted())
                qFatal("refused %s", step.kind.c_str());
            if (!kind->apply(context, view).has_value())
                qFatal("not applied: %s", step.kind.c_str());
        }
        const auto closes = f.place.now() + std::chrono::hours(24);
        if (!plans::capability().advanceTime(db, closes).has_value())
            qFatal("time did not advance");
        if (f.phase(plan) != plans::Phase::Approved)
            qFatal("not approved");
        return digests(f.place).community;
    };
    const auto full = replay(true);
    QCOMPARE(replay(false), full);
}

QTEST_GUILESS_MAIN(PlansStateTest)
#include "tst_plans_state.moc"
