// SPDX-License-Identifier: Apache-2.0
#include "core/log/Digest.h"
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
using hazards::State;

/// Erasure, digests, replay: what state must not depend on.
class HazardsStateTest : public QObject {
    Q_OBJECT

private slots:
    void erasureTakesTextsAndPhotos();
    void erasureChangesNoDigest();
    void replayAfterErasureDecidesAlike();
    void privateRowsAreOutsideTheCommunityDigest();
    void everyStepChangesTheDigest();
    void appliesWithoutSeeingTheReport();
};

namespace {

log::Digests digests(HazardsFixture& f)
{
    return log::stateDigests(f.place.db(), hazards::capability().tables()).value();
}

/// One of every kind.
struct Story {
    OpId hazard;
    OpId fix;
    OpId comment;
    OpId reopening;

    explicit Story(HazardsFixture& f)
    {
        auto facts = f.reportFacts();
        facts.set_on_behalf(true);
        facts.add_photos(f.photo(1));
        auto content = f.reportContent();
        content.set_behalf_name("张婆婆");
        hazard = f.need(f.place.submit(f.resident, "hazards.report", facts, content));
        f.need(f.support(f.worker, hazard));
        comment = f.need(f.comment(f.resident, hazard));
        fix = f.need(f.advance(hazard, State::Fixed));
        f.need(f.rate(f.resident, hazard, 3));
        reopening = f.need(f.reopen(f.resident, hazard, {f.photo(2)}));
    }
};

} // namespace

void HazardsStateTest::erasureTakesTextsAndPhotos()
{
    HazardsFixture f;
    const Story story(f);
    QCOMPARE(f.detail(story.hazard, f.resident).photos.size(), std::size_t(1));
    for (const OpId& op : {story.hazard, story.fix, story.comment, story.reopening})
        f.place.erase(op);
    const auto detail = f.detail(story.hazard, f.resident);
    QVERIFY(detail.report.erased());
    QVERIFY(!detail.report.place && !detail.report.behalfName && !detail.report.behalfContact);
    QCOMPARE(detail.report.photos, 1);
    QVERIFY(detail.photos.empty());
    for (const auto& event : detail.timeline) {
        QVERIFY(event.photos.empty());
        QCOMPARE(event.note.has_value(), event.action == hazards::Action::Rate);
    }
    QCOMPARE(detail.report.state, State::Reopened);
}

void HazardsStateTest::erasureChangesNoDigest()
{
    HazardsFixture f;
    const Story story(f);
    const auto before = digests(f);
    for (const OpId& op : {story.hazard, story.fix, story.comment, story.reopening})
        f.place.erase(op);
    QCOMPARE(digests(f).community, before.community);
    QCOMPARE(digests(f).own, before.own);
}

void HazardsStateTest::replayAfterErasureDecidesAlike()
{
    HazardsFixture f;
    const Story story(f);
    for (const OpId& op : {story.hazard, story.fix, story.comment, story.reopening})
        f.place.erase(op);
    // A rule that looks back at what is gone by now.
    f.need(f.advance(story.hazard, State::Fixed));
    QCOMPARE(f.reopen(f.resident, story.hazard, {f.photo(1)}).verdict.code, "hazards.photo_not_new");
    QCOMPARE(f.place.replayDifference(), "");
}

void HazardsStateTest::privateRowsAreOutsideTheCommunityDigest()
{
    HazardsFixture f;
    f.report();
    const auto before = digests(f);
    auto facts = f.reportFacts();
    facts.add_photos(f.photo(1));
    const OpId secret = f.need(f.report(f.resident, facts, f.staffOnly()));
    f.need(f.advance(f.worker, f.advanceFacts(secret, State::Fixed), f.staffOnly()));
    f.need(f.comment(f.worker, secret, "收到", f.staffOnly()));
    QCOMPARE(digests(f).community, before.community);
    QVERIFY(digests(f).own != before.own);
}

void HazardsStateTest::everyStepChangesTheDigest()
{
    HazardsFixture f;
    const OpId hazard = f.report();
    std::vector<Hash> seen{digests(f).community};
    const auto differs = [&] {
        const Hash now = digests(f).community;
        const bool isNew = !std::ranges::contains(seen, now);
        seen.push_back(now);
        return isNew;
    };
    f.need(f.support(f.worker, hazard));
    QVERIFY(differs());
    f.need(f.comment(f.resident, hazard));
    QVERIFY(differs());
    f.need(f.advance(hazard, State::Fixed));
    QVERIFY(differs());
    f.need(f.rate(f.resident, hazard, 3));
    QVERIFY(differs());
    f.need(f.rate(f.resident, hazard, 1));
    QVERIFY(differs());
    f.need(f.reopen(f.resident, hazard, {f.photo(1)}));
    QVERIFY(differs());
}

void HazardsStateTest::appliesWithoutSeeingTheReport()
{
    HazardsFixture f;
    const OpId hidden{{7}};
    const std::string facts = f.advanceFacts(hidden, State::Fixed).SerializeAsString();
    auto context = f.context(f.worker, OpId{{8}});
    context.audience = f.staffOnly();
    QVERIFY(f.kind("hazards.advance").apply(context, {"hazards.advance", asBytes(facts), std::nullopt}).has_value());
    QVERIFY(!hazards::find(f.place.db(), hidden).value());
}

QTEST_GUILESS_MAIN(HazardsStateTest)
#include "tst_hazards_state.moc"
