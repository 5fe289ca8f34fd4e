// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Served.h"

namespace linli::bench {
namespace {

template <class Replica> constexpr bool fills = requires(Replica& replica) { replica.fillIndexes(); };

double storeBytes(Phone& phone)
{
    need(phone.replica().db().query("PRAGMA wal_checkpoint(TRUNCATE)", {}, [](const store::Row&) { return true; }));
    return static_cast<double>(phone.storeBytes());
}

/// What a store has before any report is in it.
double emptyBytes(Bench& bench)
{
    Served hub(bench, bench.town(0));
    Phone phone(bench.fresh("phone"), hub.url());
    phone.join(hub.invite());
    phone.syncAll();
    return storeBytes(phone);
}

/// Of an average report, as it is made and sent.
double operationBytes(const Town& town)
{
    Citizen citizen(town.community(), SystemClock().now());
    double bytes = 0;
    constexpr std::size_t count = 100;
    for (const Act& act : Generator(town.ground(), 4).reports(count))
        bytes += static_cast<double>(
            log::encode(citizen.sign(act.kind, act.facts, act.content, SystemClock().now())).size());
    return bytes / count;
}

template <class Replica> std::optional<double> indexedBytes(Phone& phone, Replica& replica)
{
    if constexpr (fills<Replica>) {
        while (need(replica.fillIndexes())) {
        }
        return storeBytes(phone);
    } else {
        return std::nullopt;
    }
}

std::vector<Measured> measure(Bench& bench)
{
    const auto reports = static_cast<double>(bench.scale().reports);
    const double empty = emptyBytes(bench);
    Served hub(bench, bench.town(bench.scale().reports));
    const Fresh fresh = firstSync(bench, hub, hub.url());
    const double operation = operationBytes(hub.town()) / 1e3;
    const auto each = [&](double bytes) { return (bytes - empty) / reports / 1e3; };
    const double plain = each(storeBytes(*fresh.phone));
    const auto indexed = indexedBytes(*fresh.phone, fresh.phone->replica());
    const Measured without{std::nullopt, operation, "this build has no text index"};
    return {{plain, operation}, indexed ? Measured{each(*indexed), operation} : without};
}

} // namespace

Group diskGroup()
{
    return {"disk",
            "encrypted bytes on a phone's disk for each report with what followed it, after a first sync",
            {{.name = "on disk per report, tables and indexes", .unit = "kB", .bar = "≤ 0.5 kB", .limit = 0.5},
             {.name = "on disk per report, with the text index", .unit = "kB", .bar = "≤ 1.4 kB", .limit = 1.4}},
            measure};
}

} // namespace linli::bench
