// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Need.h"
#include "tests/bench/ReferenceEndpoint.h"
#include "tests/bench/Served.h"
#include "tests/bench/Swarm.h"
#include "tests/support/PostgresServer.h"

namespace linli::bench {
namespace {

/// What hundreds of phones are about to send, signed beforehand: signing is the phones' work.
struct Crowd {
    CommunityId community;
    std::vector<Citizen> phones;
    std::vector<std::vector<log::SignedOperation>> operations; ///< of each phone, one after the other

    [[nodiscard]] ReferenceEndpoint::Keys keys() const
    {
        ReferenceEndpoint::Keys keys;
        for (const Citizen& phone : phones)
            keys[phone.identity().device] = phone.identity().signing.publicKey();
        return keys;
    }
};

Crowd gather(Bench& bench, const Town& town)
{
    const Scale& scale = bench.scale();
    Crowd crowd{town.community(), {town.residents().begin(), town.residents().end()}, {}};
    crowd.phones.erase(crowd.phones.begin() + static_cast<std::ptrdiff_t>(scale.phones), crowd.phones.end());
    Generator generator(town.ground(), 8);
    for (Citizen& phone : crowd.phones) {
        auto& mine = crowd.operations.emplace_back();
        for (const Act& act : generator.reportsOf(0, scale.pushesPerPhone))
            mine.push_back(phone.sign(act.op, act.kind, act.facts, act.content, SystemClock().now()));
    }
    return crowd;
}

/// Operations that are in the log, each second. `logIn`: the reference asks nobody who they are.
double playedAgainst(const std::string& url, const Crowd& crowd, bool logIn)
{
    std::vector<Load> loads;
    loads.reserve(crowd.phones.size());
    std::size_t all = 0;
    for (std::size_t i = 0; i < crowd.phones.size(); ++i) {
        Load load{Connection(url, static_cast<std::uint16_t>(2 + i)), {}};
        const std::string token = logIn ? login(load.connection, crowd.community, crowd.phones[i]) : "none";
        for (const log::SignedOperation& operation : crowd.operations[i])
            load.requests.push_back(httpText(pushRequest(crowd.community, token, {&operation, 1})));
        all += load.requests.size();
        loads.push_back(std::move(load));
    }
    const Answered answered = playAll(loads);
    require(answered.taken == all, "only " + std::to_string(answered.taken) + " of " + std::to_string(all) + " taken");
    return static_cast<double>(all) / answered.seconds;
}

/// Accepted by the reference each second.
double playedAgainstReference(const Crowd& crowd, std::unique_ptr<ReferenceStore> store)
{
    const ReferenceEndpoint endpoint(crowd.keys(), std::move(store));
    return playedAgainst(endpoint.url(), crowd, false);
}

Measured measureSqlite(Bench& bench)
{
    const Served hub(bench, bench.town(0));
    const Crowd crowd = gather(bench, hub.town());
    const double value = playedAgainst(hub.url(), crowd, true);
    return {value, playedAgainstReference(crowd, sqliteReference(bench.fresh("reference").string()))};
}

Measured measurePostgres(Bench& bench)
{
    test::PostgresServer server;
    require(server.start(), "PostgreSQL does not start: " + server.log().toStdString());
    const Town town(bench.fresh("town"), {.reports = 0, .residents = bench.scale().phones}, server.url());
    const Crowd crowd = gather(bench, town);
    double value = 0;
    {
        test::HubProcess hub(QString::fromStdString((town.folder() / "hub").string()),
                             {"--database", QString::fromStdString(server.url())});
        require(hub.start(), "linli-hub does not serve from PostgreSQL: " + hub.log().toStdString());
        value = playedAgainst(hub.url(), crowd, true);
    }
    return {value, playedAgainstReference(crowd, postgresReference(server.url()))};
}

std::vector<Measured> measure(Bench& bench)
{
    Measured sqlite = measureSqlite(bench);
    return {std::move(sqlite), measurePostgres(bench)};
}

Spec row(const std::string& name)
{
    return {.name = name,
            .unit = "/s",
            .bar = "≥ 0.6 × the endpoint, ≥ 4,000/s",
            .better = Better::Higher,
            .limit = 4'000,
            .factor = 0.6};
}

} // namespace

Group hubGroup()
{
    return {"hub",
            "200 phones that send single reports as fast as they are answered, against an endpoint that only verifies "
            "and inserts",
            {row("hub on SQLite, 200 phones, accepted"), row("hub on PostgreSQL, 200 phones, accepted")},
            measure};
}

} // namespace linli::bench
