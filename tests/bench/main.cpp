// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Bench.h"
#include "tests/bench/Need.h"
#include "tests/bench/groups/PhoneCore.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <fstream>

#include <linux/magic.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace linli;

namespace {

struct Options {
    std::string json;
    std::vector<std::string> only;
    std::string work;
    std::string measurePhone;
    std::size_t followed = 0;
    std::size_t reports = 0;
    bool list = false;
    bool tiny = false;
};

bool isMemory(const std::filesystem::path& folder)
{
    struct statfs info{};
    return ::statfs(folder.c_str(), &info) == 0 &&
           (info.f_type == TMPFS_MAGIC || info.f_type == static_cast<decltype(info.f_type)>(RAMFS_MAGIC));
}

/// What is said to be durable must have to reach a disk: temporary folders are in memory on many machines.
std::filesystem::path workFolder(const Options& options)
{
    std::filesystem::path parent = options.work;
    if (parent.empty())
        parent = std::filesystem::temp_directory_path();
    if (options.work.empty() && isMemory(parent))
        parent = std::filesystem::path(QCoreApplication::applicationDirPath().toStdString());
    if (isMemory(parent))
        std::fprintf(stderr, "warning: %s is in memory; figures of what is durable mean nothing\n", parent.c_str());
    std::string name = (parent / "linli-bench-XXXXXX").string();
    bench::require(::mkdtemp(name.data()) != nullptr, "no folder in " + parent.string());
    std::fprintf(stderr, "stores are in %s\n", name.c_str());
    return name;
}

/// Thousands of sockets; the hub's process inherits it.
void raiseFileLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::vector<bench::Measured> measureSafely(const bench::Group& group, bench::Bench& bench)
{
    try {
        auto found = group.measure(bench);
        bench::require(found.size() == group.rows.size(), "the group measures other rows than it names");
        return found;
    } catch (const std::exception& error) {
        return bench::notMeasured(group.rows.size(), error.what());
    }
}

void writeJson(const Options& options, const std::vector<bench::Row>& rows)
{
    if (options.json.empty())
        return;
    std::ofstream file(options.json);
    file << bench::asJson(rows);
    file.close();
    bench::require(file.good(), "cannot write " + options.json);
}

int measureAll(const Options& options, const std::vector<bench::Group>& groups)
{
    bench::Scale scale = options.tiny ? bench::Scale::tiny() : bench::Scale::full();
    if (options.followed > 0)
        scale.followed = options.followed;
    if (options.reports > 0)
        scale.reports = options.reports;
    bench::Bench bench(scale, workFolder(options));
    std::vector<bench::Row> rows;
    bool met = true;
    for (const bench::Group& group : groups) {
        if (!options.only.empty() && !std::ranges::contains(options.only, group.name))
            continue;
        std::fprintf(stderr, "%s: %s\n", group.name.c_str(), group.what.c_str());
        const bench::Stopwatch watch;
        const auto measured = measureSafely(group, bench);
        for (std::size_t i = 0; i < group.rows.size(); ++i) {
            rows.push_back({group.rows[i], measured[i]});
            met = met && rows.back().met();
            std::fprintf(stderr, "  %s", bench::asLine(rows.back()).c_str());
        }
        std::fprintf(stderr, "  %.1f s\n", watch.seconds());
        writeJson(options, rows); // half an hour is long: what is cut off keeps what it has
    }
    std::fputs(bench::asText(rows).c_str(), stdout);
    return met ? 0 : 1;
}

int run(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const std::vector<bench::Group> groups = bench::allGroups();
    std::vector<std::string> names;
    for (const bench::Group& group : groups)
        names.push_back(group.name);
    Options options;
    CLI::App app{
        "linli-bench: speed, each figure with its reference measured in the same run (tests/bench/README.md).\n"
        "Exit code: 0 when every bar is met, 1 when one is missed or not measured, 2 for a wrong call."};
    app.add_option("--json", options.json, "write {\"rows\": […]} to this file too");
    app.add_option("--only", options.only, "measure these groups only")->check(CLI::IsMember(names));
    app.add_flag("--list", options.list, "name the groups and their rows");
    app.add_flag("--tiny", options.tiny,
                 "small and quick, to see that every row can be measured; the figures mean nothing");
    app.add_option("--work", options.work, "folder on a real disk for hubs and stores")->check(CLI::ExistingDirectory);
    app.add_option("--entries", options.followed, "how many entries the readers of group skipped follow");
    app.add_option("--reports", options.reports,
                   "another number than 10,000, to look at something; bars are for 10,000");
    app.add_option("--measure-phone", options.measurePhone)->group("");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    spdlog::set_level(spdlog::level::off);
    if (!options.measurePhone.empty())
        return bench::measurePhoneCore(options.measurePhone);
    if (options.list) {
        for (const bench::Group& group : groups) {
            std::printf("%-10s %s\n", group.name.c_str(), group.what.c_str());
            for (const bench::Spec& row : group.rows)
                std::printf("             %s, %s\n", row.name.c_str(), row.bar.c_str());
        }
        return 0;
    }
    raiseFileLimit();
    return measureAll(options, groups);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "linli-bench: %s\n", error.what());
        return 1;
    }
}
