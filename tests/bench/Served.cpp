// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Served.h"

#include "core/events/Queries.h"
#include "core/funds/Queries.h"
#include "core/hazards/Queries.h"
#include "core/members/Directory.h"
#include "core/notices/Queries.h"
#include "core/plans/Queries.h"
#include "core/snapshot/snapshot.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/bench/Wire.h"
#include "tests/support/SlowLink.h"

#include <QEventLoop>

#include <fstream>

namespace linli::bench {
namespace {

constexpr int page = 30;
constexpr int pins = 500;
constexpr std::uint64_t snapshotFrom = 1'000; ///< entries; below, hubs make none
constexpr std::uint64_t share = 50;           ///< of the log: by so much a hub at rest lets its snapshot be older
constexpr std::chrono::milliseconds look{50};
constexpr std::chrono::seconds snapshotPatience{180};

void letTimePass(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Size of the log that a snapshot stands for; 0 when the answer is none.
std::uint64_t snapshotSize(const sync::HttpResponse& answer)
{
    pb::snapshot::SignedManifest manifest;
    pb::snapshot::Manifest inside;
    const bool known = answer.status == 200 && manifest.ParseFromString(asString(answer.body)) &&
                       inside.ParseFromString(manifest.manifest());
    return known ? inside.size() : 0;
}

} // namespace

Served::Served(Bench& bench, const Town& town)
    : m_town(town), m_process(QString::fromStdString(town.copyTo(bench.fresh("hub")).string()))
{
    require(m_process.start(), "linli-hub does not serve: " + m_process.log().toStdString());
    waitForSnapshot();
}

/// Hubs make snapshots in the background, one that starts also of a log which has grown a little; a first sync is measured
/// with that. One that knows none says so at once.
void Served::waitForSnapshot() const
{
    if (m_town.entries() < snapshotFrom)
        return;
    Connection connection(url());
    const std::string token = login(connection, community(), m_town.residents().front());
    const Stopwatch watch;
    for (;;) {
        const auto answer = connection.call(getRequest(community(), token, "/snapshot"));
        pb::sync::Problem problem;
        const bool unknown = answer.status == 404 &&
                             sync::decodeBody(answer.contentType, answer.body, problem).has_value() &&
                             problem.code() == "hub.unknown_path";
        if (snapshotSize(answer) + m_town.entries() / share >= m_town.entries() || unknown)
            return;
        require(watch.seconds() < Seconds(snapshotPatience).count(), "the hub makes no snapshot");
        letTimePass(look);
    }
}

std::string Served::invite()
{
    return m_town.invites().at(m_invites++);
}

double Served::megabytes() const
{
    return residentMegabytes(std::to_string(m_process.processId()));
}

double residentMegabytes(const std::string& process)
{
    std::ifstream status("/proc/" + process + "/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            double kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024 / 1e6;
        }
    throw std::runtime_error("no memory figure for process " + process);
}

std::size_t askEverything(store::Database& db)
{
    const auto reports = need(hazards::list(db, {}, std::nullopt, page));
    const auto onMap = need(hazards::viewport(db, {-90, -180, 90, 180}, {}, pins));
    need(plans::plans(db, page));
    need(plans::polls(db, page));
    need(events::events(db, page));
    need(notices::allNotices(db, {}, page));
    need(funds::accounts(db));
    need(funds::entries(db, {}, page));
    require(!need(members::households(db)).empty(), "no households after a first sync");
    return std::min(reports.size(), onMap.size());
}

Fresh firstSync(Bench& bench, Served& hub, const std::string& url, const std::function<void(Phone&)>& after)
{
    Fresh fresh;
    fresh.phone = std::make_unique<Phone>(bench.fresh("phone"), hub.url());
    fresh.phone->join(hub.invite());
    fresh.phone->moveTo(url);
    fresh.run = fresh.phone->sync([&] {
        if (after)
            after(*fresh.phone);
    });
    if (fresh.run.error)
        throw std::runtime_error("first sync: " + fresh.run.error->code + " " + fresh.run.error->detail);
    require(fresh.phone->replica().confirmed().size > hub.town().entries(), "the first sync is not complete");
    const double asking =
        secondsOf([&] { require(askEverything(fresh.phone->replica().db()) > 0, "a first sync without reports"); });
    fresh.run.seconds += asking;
    return fresh;
}

Fresh meteredFirstSync(Bench& bench, Served& hub)
{
    const test::SlowLink meter(hub.url(), {});
    Fresh fresh = firstSync(bench, hub, meter.url());
    const auto traffic = meter.traffic();
    fresh.phone->moveTo(hub.url());
    fresh.up = traffic.up;
    fresh.down = traffic.down;
    return fresh;
}

} // namespace linli::bench
