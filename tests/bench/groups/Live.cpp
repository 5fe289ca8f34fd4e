// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Loopback.h"
#include "tests/bench/Percentile.h"
#include "tests/bench/RawStore.h"
#include "tests/bench/Served.h"
#include "tests/bench/Watcher.h"
#include "tests/support/SlowLink.h"

#include <format>

/// One report from a phone that is live to another one: durable on the first, in the log, durable on the second.
namespace linli::bench {
namespace {

constexpr std::size_t operationBytes = 600; ///< header, signature and payload of a report, about
constexpr int referenceSamples = 100;

struct Live {
    std::vector<double> seconds;
    double session = 0; ///< until the sender has nothing more to do, on average
    double bytes = 0;   ///< of each report, both phones, both ways
};

/// The way that one phone goes: straight to the hub, or through a line that is slow, or only counts.
struct Route {
    std::optional<test::SlowLink> link;
    std::string url;
    Route(const std::string& hub, const std::optional<test::SlowLink::Line>& line) : url(hub)
    {
        if (line)
            url = link.emplace(hub, *line).url();
    }
    [[nodiscard]] std::uint64_t bytes() const { return link ? link->traffic().up + link->traffic().down : 0; }
};

/// Makes the report, tells the engine, and waits until it is durable there and here. Seconds until it was there.
double send(Phone& phone, Watcher& watcher, const Act& act)
{
    const auto begun = std::chrono::steady_clock::now();
    const std::uint64_t size = phone.replica().confirmed().size + 1;
    phone.submit(act.kind, act.facts, act.content);
    phone.engine().kick();
    phone.waitUntil([&] {
        return phone.replica().confirmed().size >= size && phone.engine().state() == sync::SyncEngine::State::Live;
    });
    return Seconds(watcher.reached(size) - begun).count();
}

Live measureThrough(Bench& bench, Served& hub, const std::optional<test::SlowLink::Line>& line, std::size_t count)
{
    const Route here(hub.url(), line);
    const Route there(hub.url(), line);
    Watcher watcher(bench.fresh("watcher"), hub.url(), hub.invite(), there.url);
    Phone phone(bench.fresh("phone"), hub.url());
    phone.join(hub.invite());
    phone.moveTo(here.url);
    if (const auto error = phone.sync().error)
        throw std::runtime_error("sync: " + error->code);
    phone.goLive({});
    phone.waitUntil([&] { return phone.engine().state() == sync::SyncEngine::State::Live; });
    const std::vector<Act> acts = Generator(hub.town().ground(), 3).reportsOf(0, count + 1);
    send(phone, watcher, acts.front()); // opens the live channel for certain
    const std::uint64_t before = here.bytes() + there.bytes();
    Live live;
    const Stopwatch watch;
    for (std::size_t i = 1; i < acts.size(); ++i)
        live.seconds.push_back(send(phone, watcher, acts[i]));
    live.session = watch.seconds() / static_cast<double>(count);
    live.bytes = static_cast<double>(here.bytes() + there.bytes() - before) / static_cast<double>(count);
    phone.stopLive();
    return live;
}

std::vector<Measured> measureFast(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().reports));
    const std::size_t count = bench.scale().samples;
    const Live direct = measureThrough(bench, hub, std::nullopt, count);
    bench.say(std::format("the sender is busy for {:.1f} ms with each report", direct.session * 1e3));
    const double bytes = measureThrough(bench, hub, test::SlowLink::Line{}, std::max<std::size_t>(count / 10, 5)).bytes;
    const double reference = 3 * commitSeconds(bench.fresh("raw"), operationBytes, referenceSamples) +
                             2 * hopSeconds(operationBytes, referenceSamples);
    const auto at = [&](std::size_t percent) { return percentile(direct.seconds, percent) * 1e3; };
    return {{at(50), reference * 1e3}, {at(95), reference * 1e3}, {at(99), reference * 1e3}, {bytes / 1e3}};
}

std::vector<Measured> measureSlow(Bench& bench)
{
    const Scale& scale = bench.scale();
    Served hub(bench, bench.town(0));
    const Live slow = measureThrough(bench, hub, test::SlowLink::Line{scale.bitsPerSecond, scale.roundTrip / 2, {}},
                                     std::max<std::size_t>(scale.samples / 10, 5));
    return {{percentile(slow.seconds, 50) * 1e3, static_cast<double>(scale.roundTrip.count())}};
}

} // namespace

Group liveGroup()
{
    return {"live",
            "one report from phone A to phone B, both live, everything durable, against three commits and two hops",
            {{.name = "one report A → B, p50", .unit = "ms", .bar = "≤ 2 ms", .limit = 2},
             {.name = "one report A → B, p95", .unit = "ms", .bar = "≤ 5 ms", .limit = 5},
             {.name = "one report A → B, p99", .unit = "ms", .bar = "≤ 10 ms", .limit = 10},
             {.name = "its bytes up and down, A and B", .unit = "kB", .bar = "≤ 1.6 kB", .limit = 1.6}},
            measureFast};
}

Group liveSlowGroup()
{
    return {"live-slow",
            "the same on the line of 1 Mbit/s and 100 ms",
            {{.name = "one report A → B on the slow line",
              .unit = "ms",
              .bar = "≤ round trip + 15 ms",
              .factor = 1,
              .plus = 15}},
            measureSlow};
}

} // namespace linli::bench
