// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Served.h"
#include "tests/support/SlowLink.h"

namespace linli::bench {
namespace {

std::vector<Measured> measure(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().reports));
    Phone phone(bench.fresh("phone"), hub.url());
    phone.join(hub.invite());
    const test::SlowLink meter(hub.url(), {});
    phone.moveTo(meter.url());
    for (int i = 0; i < 2; ++i) // the first one logs in and fetches, the second one finds nothing new
        if (const auto error = phone.sync().error)
            throw std::runtime_error("sync: " + error->code);
    const auto before = meter.traffic();
    const Phone::Run run = phone.sync();
    require(!run.error, "the warm sync failed");
    const auto after = meter.traffic();
    return {{static_cast<double>(run.requests)},
            {static_cast<double>(after.up + after.down - before.up - before.down)}};
}

} // namespace

Group nothingGroup()
{
    return {"nothing",
            "a sync that finds nothing new, on a connection that is there and with a token that is valid",
            {{.name = "sync with nothing new", .unit = "trips", .bar = "1 round trip", .limit = 1},
             {.name = "its bytes", .unit = "bytes", .bar = "≤ 700 bytes", .limit = 700}},
            measure};
}

} // namespace linli::bench
