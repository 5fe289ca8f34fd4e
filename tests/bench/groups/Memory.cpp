// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Served.h"
#include "tests/bench/Wire.h"

namespace linli::bench {
namespace {

constexpr std::uint16_t addresses = 500; ///< that live phones come from

double idle(Bench& bench)
{
    const Served hub(bench, bench.town(0));
    return hub.megabytes();
}

/// All of them open, and each has just got a report.
double withLivePhones(Bench& bench)
{
    const Served hub(bench, bench.town(0));
    const std::vector<Citizen>& residents = hub.town().residents();
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < residents.size(); ++i) {
        Connection connection(hub.url(), static_cast<std::uint16_t>(2 + i % addresses));
        tokens.push_back(login(connection, hub.community(), residents[i]));
    }
    std::vector<Connection> live;
    live.reserve(bench.scale().livePhones);
    for (std::size_t i = 0; i < bench.scale().livePhones; ++i) {
        live.emplace_back(hub.url(), static_cast<std::uint16_t>(2 + i % addresses));
        require(live.back().openLive(hub.community(), tokens[i % tokens.size()], hub.town().entries()),
                "the hub opens no more than " + std::to_string(i) + " live channels");
    }
    Citizen author = residents.front();
    const Act act = Generator(hub.town().ground(), 5).reportsOf(0, 1).front();
    Connection connection(hub.url());
    const auto report = author.sign(act.kind, act.facts, act.content, SystemClock().now());
    require(takenBy(connection.call(pushRequest(hub.community(), tokens.front(), {&report, 1}))) == 1, "no report");
    for (Connection& phone : live) {
        std::string frame;
        require(phone.receive(frame), "a live channel closed");
    }
    return hub.megabytes();
}

/// After somebody has fetched all of it.
double withManyEntries(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().bigReports));
    const Fresh fresh = firstSync(bench, hub, hub.url());
    return hub.megabytes();
}

std::vector<Measured> measure(Bench& bench)
{
    return {{idle(bench)}, {withLivePhones(bench)}, {withManyEntries(bench)}};
}

} // namespace

Group memoryGroup()
{
    return {"memory",
            "resident memory of the hub's process: idle, with 2,000 live phones, with a community of 100,000 entries",
            {{.name = "hub, idle", .unit = "MB", .bar = "≤ 40 MB", .limit = 40},
             {.name = "hub, 2,000 live phones", .unit = "MB", .bar = "≤ 120 MB", .limit = 120},
             {.name = "hub, community of 100,000 entries", .unit = "MB", .bar = "≤ 200 MB", .limit = 200}},
            measure};
}

} // namespace linli::bench
