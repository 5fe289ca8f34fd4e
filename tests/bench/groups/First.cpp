// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Loopback.h"
#include "tests/bench/RawStore.h"
#include "tests/bench/Served.h"

/// First sync over HTTP on loopback: its time, its bytes, and how time grows with the community.
namespace linli::bench {
namespace {

std::vector<Measured> measureTime(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().reports));
    const std::uint64_t bytes = meteredFirstSync(bench, hub).down;
    const Fresh fresh = firstSync(bench, hub, hub.url());
    store::Database& db = fresh.phone->replica().db();
    const std::vector<RawRows> state = stateRows(db);
    std::vector<std::string> names;
    for (const RawRows& table : state)
        names.push_back(table.table);
    const double raw = RawStore(bench.fresh("raw"), db, names).insert(state, 1);
    return {{fresh.run.seconds, raw + copySeconds(bytes)}};
}

std::vector<Measured> measureBytes(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().reports));
    const Fresh fresh = meteredFirstSync(bench, hub);
    const std::size_t packed = packedBytes(stateRows(fresh.phone->replica().db()));
    return {{static_cast<double>(fresh.down + fresh.up) / 1e6, static_cast<double>(packed) / 1e6}};
}

double syncSeconds(Bench& bench, std::size_t reports)
{
    Served hub(bench, bench.town(reports));
    return firstSync(bench, hub, hub.url()).run.seconds;
}

std::vector<Measured> measureMany(Bench& bench)
{
    const double few = syncSeconds(bench, bench.scale().reports);
    return {{syncSeconds(bench, bench.scale().manyReports), few}};
}

} // namespace

Group firstGroup()
{
    return {
        "first",
        "first sync of 10,000 reports over loopback, until every list and the map answer",
        {{.name = "first sync of 10,000 reports", .unit = "s", .bar = "≤ 1.5 × (raw inserts + copy)", .factor = 1.5}},
        measureTime};
}

Group bytesGroup()
{
    return {"bytes",
            "what that first sync sends and receives, against zstd -19 of the columns that it brings",
            {{.name = "its bytes", .unit = "MB", .bar = "≤ 1.1 × zstd -19", .factor = 1.1}},
            measureBytes};
}

Group manyGroup()
{
    return {"many",
            "first sync of 100,000 reports, against that of 10,000",
            {{.name = "first sync of 100,000 reports", .unit = "s", .bar = "≤ 10.5 × that of 10,000", .factor = 10.5}},
            measureMany};
}

} // namespace linli::bench
