// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/RawStore.h"
#include "tests/bench/Served.h"

namespace linli::bench {
namespace {

const std::vector<std::string> tables{"hazard", "hazard_event", "outbox", "undo_log", "meta"};

/// Where this device's chain stands is written with every operation.
constexpr const char* chain = "UPDATE meta SET value = randomblob(length(value)) WHERE name = 'chain_seq';"
                              "UPDATE meta SET value = randomblob(length(value)) WHERE name = 'chain_hash';"
                              "UPDATE meta SET value = randomblob(length(value)) WHERE name = 'chain_epoch'";

std::vector<RawRows> readAll(store::Database& db)
{
    std::vector<RawRows> out;
    for (const std::string& table : tables)
        out.push_back(RawRows::read(db, table));
    return out;
}

/// What only the newer state has; rows are told apart by their first column, which is each table's key.
std::vector<RawRows> added(const std::vector<RawRows>& before, std::vector<RawRows> now)
{
    const auto key = [](const std::vector<Cell>& row) { return std::pair(row[0].integer, row[0].bytes); };
    for (std::size_t i = 0; i < now.size(); ++i) {
        std::map<std::pair<std::int64_t, std::string>, bool> known;
        for (const auto& row : before[i].rows)
            known[key(row)] = true;
        std::erase_if(now[i].rows, [&](const auto& row) { return known.contains(key(row)); });
    }
    std::erase_if(now, [](const RawRows& table) { return table.rows.empty() || table.table == "meta"; });
    return now;
}

std::vector<Measured> measure(Bench& bench)
{
    const std::size_t count = bench.scale().samples;
    Served hub(bench, bench.town(bench.scale().reports));
    const Fresh fresh = firstSync(bench, hub, hub.url());
    store::Database& db = fresh.phone->replica().db();
    const std::vector<RawRows> before = readAll(db);
    const std::vector<Act> acts = Generator(hub.town().ground(), 1).reportsOf(0, count);
    const double ours = secondsOf([&] {
        for (const Act& act : acts)
            fresh.phone->submit(act.kind, act.facts, act.content);
    });
    RawStore raw(bench.fresh("raw"), db, tables);
    std::vector<RawRows> base = before;
    std::erase_if(base, [](const RawRows& table) { return table.rows.empty(); });
    raw.insert(base, 1);
    const double reference = raw.insert(added(before, readAll(db)), count, chain);
    const auto rate = [count](double seconds) { return static_cast<double>(count) / seconds; };
    return {{rate(ours), rate(reference)}};
}

} // namespace

Group saveGroup()
{
    return {"save",
            "saving one report durably, against raw SQLCipher writes of the same rows",
            {{.name = "save one report durably",
              .unit = "/s",
              .bar = "≥ 0.8 × raw writes",
              .better = Better::Higher,
              .factor = 0.8}},
            measure};
}

} // namespace linli::bench
