// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Queries.h"
#include "tests/bench/Served.h"
#include "tests/support/SlowLink.h"

namespace linli::bench {
namespace {

constexpr std::chrono::minutes patience{15};
constexpr double roundTrips = 8; ///< on top of bytes ÷ bandwidth

test::SlowLink::Line line(const Scale& scale, std::chrono::milliseconds cutEvery = {})
{
    return {scale.bitsPerSecond, scale.roundTrip / 2, cutEvery};
}

struct Slow {
    double seconds = 0;
    double usable = 0;
    double least = 0; ///< bytes ÷ bandwidth
};

Slow measureWhole(Bench& bench, Served& hub)
{
    const test::SlowLink link(hub.url(), line(bench.scale()));
    std::optional<double> usable;
    const Stopwatch watch;
    const Fresh fresh = firstSync(bench, hub, link.url(), [&](Phone& phone) {
        if (!usable && !need(hazards::list(phone.replica().db(), {}, std::nullopt, 1)).empty())
            usable = watch.seconds();
    });
    const double before = watch.seconds() - fresh.run.seconds; // making the home and joining, on the fast line
    return {fresh.run.seconds, usable.value_or(fresh.run.seconds + before) - before,
            static_cast<double>(link.traffic().down) * 8 / bench.scale().bitsPerSecond};
}

/// The product's engine, with its own patience between tries.
double measureCut(Bench& bench, Served& hub)
{
    Phone phone(bench.fresh("phone"), hub.url());
    phone.join(hub.invite());
    const test::SlowLink link(hub.url(), line(bench.scale(), bench.scale().cutSync));
    phone.moveTo(link.url());
    const Stopwatch watch;
    phone.goLive({});
    const std::uint64_t all = hub.town().entries();
    phone.waitUntil([&] { return phone.replica().confirmed().size > all; }, patience);
    const double seconds = watch.seconds();
    phone.stopLive();
    bench.say("cut " + std::to_string(link.traffic().cuts) + " times");
    return seconds;
}

std::vector<Measured> measure(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().reports));
    const Slow slow = measureWhole(bench, hub);
    const double cut = measureCut(bench, hub);
    return {{slow.seconds, slow.least}, {cut, slow.least}, {slow.usable}};
}

} // namespace

Group slowGroup()
{
    const double trip = Seconds(Scale::full().roundTrip).count();
    return {"slow",
            "first sync over an emulated line of 1 Mbit/s and 100 ms, whole and cut every 3 s",
            {{.name = "first sync at 1 Mbit/s, 100 ms",
              .unit = "s",
              .bar = "≤ bytes ÷ bandwidth + 8 round trips",
              .factor = 1,
              .plus = roundTrips * trip},
             {.name = "the same, cut every 3 s", .unit = "s", .bar = "≤ 1.6 × bytes ÷ bandwidth", .factor = 1.6},
             {.name = "first usable page there", .unit = "s", .bar = "≤ 1.5 s", .limit = 1.5}},
            measure};
}

} // namespace linli::bench
