// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/groups/PhoneCore.h"

#include "core/hazards/Queries.h"
#include "tests/bench/Percentile.h"
#include "tests/bench/Served.h"

#include <QCoreApplication>
#include <QProcess>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace linli::bench {
namespace {

constexpr int page = 30;
constexpr int pins = 500;
constexpr int samples = 21;
constexpr std::chrono::milliseconds patience = std::chrono::minutes(2);

template <class Replica> constexpr bool fills = requires(Replica& replica) { replica.fillIndexes(); };

template <class Replica> void fill(Replica& replica)
{
    if constexpr (fills<Replica>)
        while (need(replica.fillIndexes())) {
        }
}

/// Milliseconds, the middle of several.
double usual(const std::function<void()>& ask)
{
    std::vector<double> took;
    for (int i = 0; i < samples; ++i)
        took.push_back(secondsOf(ask));
    return percentile(took, 50) * 1e3;
}

/// The slower of a frequent word of two letters and a rarer one of three.
double search(store::Database& db)
{
    double slowest = 0;
    for (const char* word : {"漏水", "下水道"})
        slowest = std::max(slowest,
                           usual([&] { need(hazards::list(db, hazards::Filter{.text = word}, std::nullopt, page)); }));
    return slowest;
}

/// A screen's worth of map: a quarter of the community each way, around a report.
double viewport(store::Database& db)
{
    const auto reports = need(hazards::list(db, {}, std::nullopt, 1));
    require(!reports.empty(), "no reports");
    const members::Point& middle = reports.front().onMap;
    constexpr double half = 0.0005; // degrees, about 50 m
    const hazards::Box box{middle.latitude - half, middle.longitude - half, middle.latitude + half,
                           middle.longitude + half};
    return usual([&] { need(hazards::viewport(db, box, {}, pins)); });
}

std::vector<Measured> measure(Bench& bench)
{
    const auto folder = bench.fresh("phone");
    {
        Served hub(bench, bench.town(bench.scale().bigReports));
        Phone phone(folder, hub.url());
        phone.join(hub.invite());
        if (const auto error = phone.sync().error)
            throw std::runtime_error("sync: " + error->code);
        fill(phone.replica());
    }
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {"--measure-phone", QString::fromStdString(folder.string())});
    require(child.waitForFinished(static_cast<int>(patience.count())) && child.exitCode() == 0,
            child.readAllStandardError().toStdString());
    const auto figures = nlohmann::json::parse(child.readAllStandardOutput().toStdString());
    std::vector<Measured> out;
    for (const char* name : {"open", "list", "search", "viewport", "memory"})
        out.push_back({figures.at(name).get<double>()});
    return out;
}

} // namespace

int measurePhoneCore(const std::filesystem::path& folder)
{
    platform::FileKeyVault vault(folder);
    std::optional<community::Home> home;
    nlohmann::json figures;
    figures["open"] = secondsOf([&] { home.emplace(need(community::Home::open(folder, vault))); }) * 1e3;
    store::Database& db = home->replica().db();
    figures["list"] = usual([&] { need(hazards::list(db, {}, std::nullopt, page)); });
    figures["search"] = search(db);
    figures["viewport"] = viewport(db);
    figures["memory"] = residentMegabytes("self");
    std::puts(figures.dump().c_str());
    return 0;
}

Group phoneGroup()
{
    return {"phone",
            "a phone's core in a process of its own, with a community of 100,000 entries",
            {{.name = "phone with 100,000 entries: open", .unit = "ms", .bar = "≤ 25 ms", .limit = 25},
             {.name = "phone: first page of a list", .unit = "ms", .bar = "≤ 3 ms", .limit = 3},
             {.name = "phone: text search", .unit = "ms", .bar = "≤ 15 ms", .limit = 15},
             {.name = "phone: map viewport", .unit = "ms", .bar = "≤ 10 ms", .limit = 10},
             {.name = "phone: resident memory", .unit = "MB", .bar = "≤ 40 MB", .limit = 40}},
            measure};
}

} // namespace linli::bench
