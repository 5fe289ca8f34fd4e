// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/RawStore.h"
#include "tests/bench/Served.h"

namespace linli::bench {
namespace {

/// The phone's own part of a first sync: unpacking, checking, storing; not what it waits for the hub.
std::vector<Measured> measure(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().reports));
    const Fresh fresh = firstSync(bench, hub, hub.url());
    store::Database& db = fresh.phone->replica().db();
    const std::vector<RawRows> state = stateRows(db);
    std::size_t rows = 0;
    std::vector<std::string> names;
    for (const RawRows& table : state) {
        rows += table.rows.size();
        names.push_back(table.table);
    }
    const double raw = RawStore(bench.fresh("raw"), db, names).insert(state, 1);
    const auto rate = [rows](double seconds) { return static_cast<double>(rows) / seconds; };
    return {{rate(fresh.run.own), rate(raw)}};
}

} // namespace

Group bulkGroup()
{
    return {"bulk",
            "storing what a first sync brings, against raw SQLCipher inserts of the same rows in one transaction",
            {{.name = "bulk apply of a snapshot's rows",
              .unit = "rows/s",
              .bar = "≥ 0.6 × raw inserts",
              .better = Better::Higher,
              .factor = 0.6}},
            measure};
}

} // namespace linli::bench
