// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Catalogue.h"
#include "core/hazards/Statistics.h"
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <map>

using namespace linli;
using namespace linli::test;
using hazards::Figures;
using hazards::State;
using std::chrono::hours;

/// Resolution rate, reopened ones and median days.
class HazardsStatisticsTest : public QObject {
    Q_OBJECT

private slots:
    void nothingYet();
    void countsAsTheFormulaSays();
    void medianOfAnEvenNumberIsExact();
    void randomLivesMatchAPlainModel();
};

namespace {

Figures totalOf(HazardsFixture& f)
{
    return hazards::statistics(f.place.db()).value().total;
}

/// What happened to one report, remembered in the plainest way: a list of words with times.
struct Life {
    std::string category;
    std::vector<std::pair<std::string, std::int64_t>> happened; ///< ("reported", ms), ("fixed", ms), …

    [[nodiscard]] const std::string& now() const { return happened.back().first; }
};

std::int64_t times(const Life& life, const std::string& word)
{
    return std::ranges::count(life.happened, word, &std::pair<std::string, std::int64_t>::first);
}

Figures expectedFor(const std::vector<Life>& lives)
{
    Figures figures;
    std::vector<std::int64_t> fixTimes;
    for (const Life& life : lives) {
        figures.reports += 1;
        if (life.now() == "duplicate" || life.now() == "withdrawn")
            continue;
        figures.counted += 1;
        if (life.now() == "fixed")
            figures.fixed += 1;
        else if (life.now() != "unable")
            figures.open += 1;
        figures.reopenings += times(life, "reopened");
        if (times(life, "reopened") > 0)
            figures.reopened += 1;
        for (const auto& [word, at] : life.happened) {
            if (word == "fixed") {
                fixTimes.push_back(at - life.happened.front().second);
                break;
            }
        }
    }
    // The median by definition: as many times below as above.
    while (fixTimes.size() > 2) {
        fixTimes.erase(std::ranges::min_element(fixTimes));
        fixTimes.erase(std::ranges::max_element(fixTimes));
    }
    if (!fixTimes.empty())
        figures.medianTwiceMs = fixTimes.front() + fixTimes.back();
    return figures;
}

/// Tries one step on one report; keeps the word only if the rule took it.
void tryStep(HazardsFixture& f, Life& life, const OpId& hazard, const OpId& other, int step, int number)
{
    const auto keep = [&](const HazardsFixture::Outcome& outcome, const char* word) {
        if (outcome.accepted())
            life.happened.emplace_back(word, toMs(f.place.now()));
    };
    std::string photo(32, 'r');
    photo.replace(0, 8, std::to_string(10'000'000 + number));
    switch (step) {
    case 0:
        return keep(f.advance(hazard, State::InProgress), "in_progress");
    case 1:
        return keep(f.advance(hazard, State::Fixed), "fixed");
    case 2:
        return keep(f.close(hazard, pb::hazards::UNABLE), "unable");
    case 3:
        return keep(f.close(hazard, pb::hazards::WITHDRAWN), "withdrawn");
    case 4:
        return keep(f.close(hazard, pb::hazards::DUPLICATE, other), "duplicate");
    case 5:
        return keep(f.advance(hazard, State::Acknowledged), "acknowledged");
    default:
        return keep(f.reopen(f.resident, hazard, {photo}), "reopened");
    }
}

} // namespace

void HazardsStatisticsTest::nothingYet()
{
    HazardsFixture f;
    const auto statistics = hazards::statistics(f.place.db()).value();
    QCOMPARE(statistics.total, Figures{});
    QVERIFY(!hazards::resolutionRate(statistics.total));
    QVERIFY(!hazards::medianDays(statistics.total));
    QCOMPARE(statistics.byCategory.size(), std::size_t(9));
    QCOMPARE(statistics.byCategory.front().category, "fire");
}

void HazardsStatisticsTest::countsAsTheFormulaSays()
{
    HazardsFixture f;
    f.report();
    const OpId fixed = f.fixed();
    f.need(f.close(f.report(), pb::hazards::UNABLE));
    f.need(f.close(f.report(), pb::hazards::WITHDRAWN));
    f.need(f.close(f.report(), pb::hazards::DUPLICATE, fixed));
    const OpId again = f.fixed();
    f.need(f.reopen(f.resident, again, {f.photo(1)}));
    f.need(f.report(f.resident, f.reportFacts(), f.staffOnly()));
    const Figures figures = totalOf(f);
    QCOMPARE(figures.reports, 6);
    QCOMPARE(figures.counted, 4);
    QCOMPARE(figures.fixed, 1);
    QCOMPARE(figures.open, 2);
    QCOMPARE(figures.reopened, 1);
    QCOMPARE(figures.reopenings, 1);
    QCOMPARE(*hazards::resolutionRate(figures), 0.25);
    f.need(f.advance(again, State::Fixed));
    QCOMPARE(*hazards::resolutionRate(totalOf(f)), 0.5);
}

void HazardsStatisticsTest::medianOfAnEvenNumberIsExact()
{
    HazardsFixture f;
    const OpId first = f.report();
    const OpId second = f.report();
    f.place.advance(Milliseconds(1));
    f.need(f.advance(first, State::Fixed));
    QCOMPARE(totalOf(f).medianTwiceMs, 2);
    f.place.advance(std::chrono::days(3));
    f.need(f.advance(second, State::Fixed));
    const std::int64_t day = Milliseconds(hours(24)).count();
    QCOMPARE(*totalOf(f).medianTwiceMs, 1 + 3 * day + 1);
    QVERIFY(std::abs(*hazards::medianDays(totalOf(f)) - 1.5) < 1e-7);
}

void HazardsStatisticsTest::randomLivesMatchAPlainModel()
{
    const std::vector<std::string> items{"fire.equipment", "food.spoiled", "facilities.lighting"};
    // One neighbourhood for all runs: each adds reports to those of the runs before, in the store and in the model.
    HazardsFixture f;
    std::vector<OpId> ids;
    std::vector<Life> lives;
    int number = 0;
    const bool holds = rc::check("figures are what a plain count of the lives gives", [&] {
        const std::size_t before = lives.size();
        const auto count = *rc::gen::inRange<std::size_t>(1, 8);
        for (std::size_t i = 0; i < count; ++i) {
            auto facts = f.reportFacts();
            facts.set_item(items[i % items.size()]);
            ids.push_back(f.need(f.report(f.resident, facts)));
            lives.push_back({facts.item().substr(0, facts.item().find('.')), {{"reported", toMs(f.place.now())}}});
        }
        const auto steps = *rc::gen::container<std::vector<std::tuple<std::size_t, int, int>>>(
            rc::gen::tuple(rc::gen::inRange<std::size_t>(0, count), rc::gen::inRange(0, 7), rc::gen::inRange(0, 99)));
        for (const auto& [which, step, wait] : steps) {
            f.place.advance(Milliseconds(wait));
            const std::size_t one = before + which;
            tryStep(f, lives[one], ids[one], ids[before + (which + 1) % count], step, number++);
        }
        const auto statistics = hazards::statistics(f.place.db()).value();
        RC_ASSERT(statistics.total == expectedFor(lives));
        for (const auto& [category, figures] : statistics.byCategory) {
            std::vector<Life> ofCategory;
            std::ranges::copy_if(lives, std::back_inserter(ofCategory),
                                 [&](const Life& life) { return life.category == category; });
            RC_ASSERT(figures == expectedFor(ofCategory));
        }
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(HazardsStatisticsTest)
#include "tst_hazards_statistics.moc"
