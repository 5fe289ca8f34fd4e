// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "tests/sync/Dishonest.h"
#include "tests/sync/Mutations.h"
#include "tests/sync/Play.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <exception>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace linli;

namespace {

struct Options {
    std::uint64_t seed = 1;
    std::uint64_t seeds = 100;
    std::uint64_t jobs = std::max(1U, std::thread::hardware_concurrency());
    bool print = false;
    std::string bug;
    std::string lie;
};

sim::Outcome playOne(sim::Setting& setting, std::uint64_t seed, const Options& options)
{
    for (const sim::Lie lie : sim::allLies)
        if (options.lie == sim::lieName(lie))
            return sim::playLie(setting, seed, lie, options.print);
    sim::Play play(setting, seed, options.print);
    for (const sim::Mutation mutation : sim::allMutations)
        if (options.bug == sim::mutationName(mutation))
            sim::plant(play.world(), mutation);
    return play.run();
}

sim::Outcome playSafely(sim::Setting& setting, std::uint64_t seed, const Options& options)
{
    try {
        return playOne(setting, seed, options);
    } catch (const std::exception& error) {
        sim::Outcome broken;
        broken.failures.push_back(std::string("the run broke off: ") + error.what());
        return broken;
    }
}

void report(std::uint64_t seed, const sim::Outcome& outcome)
{
    std::string text = "seed " + std::to_string(seed) + " fails; ./dev sim --seeds 1 --print --seed " +
                       std::to_string(seed) + " replays it\n";
    for (const std::string& failure : outcome.failures)
        text += "  " + failure + "\n";
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

/// Every jobs-th seed from options.seed + first on; the number that failed.
int playShare(const Options& options, std::uint64_t first)
{
    sim::takeOverSodium();
    sim::Setting setting;
    std::map<std::string, int> counts;
    int failed = 0;
    for (std::uint64_t i = first; i < options.seeds; i += options.jobs) {
        const std::uint64_t seed = options.seed + i;
        const sim::Outcome outcome = playSafely(setting, seed, options);
        for (const auto& [what, count] : outcome.counts)
            counts[what] += count;
        if (options.print)
            std::printf("seed %s: %s\n", std::to_string(seed).c_str(), toHex(outcome.hash).c_str());
        if (!outcome.failures.empty()) {
            ++failed;
            report(seed, outcome);
        }
    }
    if (options.print)
        for (const auto& [what, count] : counts)
            std::printf("%7d %s\n", count, what.c_str());
    return failed;
}

/// Runs are independent, so they are shared among processes; the exit code tells.
int playAll(const Options& options)
{
    std::vector<pid_t> workers;
    for (std::uint64_t job = 0; job < std::min(options.jobs, options.seeds); ++job) {
        const pid_t worker = ::fork();
        if (worker == 0) {
            const int failed = playShare(options, job);
            std::fflush(stdout);
            std::_Exit(failed == 0 ? 0 : 1);
        }
        workers.push_back(worker);
    }
    bool clean = true;
    for (const pid_t worker : workers) {
        int status = 0;
        clean = worker > 0 && ::waitpid(worker, &status, 0) == worker && status == 0 && clean;
    }
    return clean ? 0 : 1;
}

int run(int argc, char** argv)
{
    Options options;
    CLI::App app{"linli-sim: phones, a hub, a bad network and worse luck, all from one seed"};
    app.add_option("--seeds", options.seeds, "how many")->capture_default_str();
    app.add_option("--seed", options.seed, "the first one")->capture_default_str();
    app.add_option("--jobs", options.jobs, "processes")->capture_default_str()->check(CLI::Range(1, 256));
    app.add_flag("--print", options.print, "every event, and what was done how often");
    app.add_option("--bug", options.bug, "with a planted bug of README.md");
    app.add_option("--lie", options.lie, "with a lying hub: a name of Dishonest.h");
    CLI11_PARSE(app, argc, argv);
    spdlog::set_level(spdlog::level::off);
    const auto begun = std::chrono::steady_clock::now();
    const int code = playAll(options);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::printf("%s seeds %s, %.1f a second\n", std::to_string(options.seeds).c_str(),
                code == 0 ? "hold" : "played, some fail", static_cast<double>(options.seeds) / took.count());
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "linli-sim: %s\n", error.what());
        return 1;
    }
}
