// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Served.h"
#include "tests/support/SlowLink.h"

namespace linli::bench {
namespace {

constexpr std::chrono::minutes patience{30};

/// A week without network: reports that wait in the outbox. Queueing is not measured here, so it need not reach the disk.
void queue(Phone& phone, const std::vector<Act>& acts)
{
    store::Database& db = phone.replica().db();
    need(db.run("PRAGMA synchronous = OFF"));
    for (const Act& act : acts)
        phone.submit(act.kind, act.facts, act.content);
    need(db.run("PRAGMA synchronous = FULL"));
    need(db.query("PRAGMA wal_checkpoint(TRUNCATE)", {}, [](const store::Row&) { return true; }));
}

double verifySeconds(Phone& phone)
{
    const auto items = need(phone.replica().outbox().items());
    const crypto::SigningPublicKey& key = phone.home().identity().signing.publicKey();
    return secondsOf([&] {
        for (const auto& item : items)
            require(log::signatureHolds(item.operation, key), "an own signature does not hold");
    });
}

std::vector<Measured> measure(Bench& bench)
{
    const std::size_t count = bench.scale().reports;
    Served hub(bench, bench.town(0));
    Phone phone(bench.fresh("phone"), hub.url());
    phone.join(hub.invite());
    phone.syncAll();
    queue(phone, Generator(hub.town().ground(), 2).reportsOf(0, count));
    const double reference = verifySeconds(phone);
    const test::SlowLink meter(hub.url(), {});
    phone.moveTo(meter.url());
    const std::uint64_t all = phone.replica().confirmed().size + count;
    const Stopwatch watch;
    phone.goLive({});
    phone.waitUntil([&] { return phone.replica().confirmed().size >= all; }, patience);
    const double seconds = watch.seconds();
    phone.stopLive();
    const auto traffic = meter.traffic();
    return {{seconds, reference}, {static_cast<double>(traffic.up) / 1e6}, {static_cast<double>(traffic.down) / 1e6}};
}

} // namespace

Group uploadGroup()
{
    return {"upload",
            "10,000 reports of one phone, queued offline, until they are confirmed in the log",
            {{.name = "upload of 10,000 queued reports",
              .unit = "s",
              .bar = "≤ 2 × verifying their signatures",
              .factor = 2},
             {.name = "its bytes up", .unit = "MB", .bar = "≤ 3.0 MB", .limit = 3.0},
             {.name = "its bytes down", .unit = "MB", .bar = "≤ 0.25 MB", .limit = 0.25}},
            measure};
}

} // namespace linli::bench
