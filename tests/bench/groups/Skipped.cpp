// SPDX-License-Identifier: Apache-2.0
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/bench/Need.h"
#include "tests/bench/Served.h"
#include "tests/bench/Wire.h"
#include "tests/support/PostgresServer.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

/// Readers that follow a log on PostgreSQL while 16 writers append to it through two hub processes that die at random.
namespace linli::bench {
namespace {

constexpr std::size_t writers = 16;
constexpr std::size_t readers = 4;
constexpr std::size_t hubs = 2;
constexpr std::size_t pushed = 25;  ///< operations in one push
constexpr std::uint64_t kills = 20; ///< of hub processes in one run
constexpr std::chrono::milliseconds again{20};

/// Where hubs are at the moment; a killed one comes back at another port.
class Addresses {
public:
    void set(std::size_t hub, std::string url)
    {
        const std::scoped_lock lock(m_mutex);
        m_urls[hub] = std::move(url);
    }
    [[nodiscard]] std::string any(std::size_t turn) const
    {
        const std::scoped_lock lock(m_mutex);
        return m_urls[turn % hubs];
    }

private:
    mutable std::mutex m_mutex;
    std::array<std::string, hubs> m_urls;
};

struct Shared {
    CommunityId community;
    Addresses addresses{};
    std::uint64_t wanted = 0;            ///< size of the log at which all are done
    std::atomic<std::uint64_t> size = 0; ///< at least
    std::atomic<std::uint64_t> skipped = 0;
    std::atomic<std::uint64_t> read = 0;
    std::mutex mutex{};
    std::string trouble{}; ///< of a thread, the first one

    [[nodiscard]] bool isDone() const { return size >= wanted; }
    void fail(const std::string& what)
    {
        const std::scoped_lock lock(mutex);
        if (trouble.empty())
            trouble = what;
    }
};

/// A hub that was killed is gone for a moment; whoever asked asks again, another one.
void pauseBriefly(const std::stop_token& stop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait_for(lock, stop, again, [] { return false; });
}

/// One device and its own connection, anew wherever a hub answers.
class Client {
public:
    Client(Shared& shared, Citizen citizen, std::size_t number)
        : m_shared(shared), m_citizen(std::move(citizen)), m_turn(number),
          m_host(static_cast<std::uint16_t>(2 + number))
    {
    }
    /// Until a hub answers with 200; nothing when stopped. `make` gets the token.
    template <class Make> std::optional<sync::HttpResponse> ask(const std::stop_token& stop, Make make)
    {
        while (!stop.stop_requested()) {
            try {
                if (!m_connection) {
                    m_connection.emplace(m_shared.addresses.any(m_turn++), m_host);
                    m_token = login(*m_connection, m_shared.community, m_citizen);
                }
                auto answer = m_connection->call(make(m_token));
                if (answer.status == 200)
                    return answer;
            } catch (const std::exception&) {
                // It was killed under us, or is not there yet.
            }
            m_connection.reset();
            pauseBriefly(stop);
        }
        return std::nullopt;
    }
    [[nodiscard]] Citizen& citizen() { return m_citizen; }

private:
    Shared& m_shared;
    Citizen m_citizen;
    std::size_t m_turn;
    std::uint16_t m_host;
    std::optional<Connection> m_connection;
    std::string m_token;
};

/// Devices take turns, as one device alone would come over its rate.
void write(const std::stop_token& stop, Shared& shared, std::vector<Client> devices, Generator generator)
{
    for (std::size_t turn = 0; !stop.stop_requested() && !shared.isDone(); ++turn) {
        Client& device = devices[turn % devices.size()];
        std::vector<log::SignedOperation> operations;
        for (const Act& act : generator.reportsOf(0, pushed))
            operations.push_back(device.citizen().sign(act.op, act.kind, act.facts, act.content, SystemClock().now()));
        const auto answer = device.ask(
            stop, [&](const std::string& token) { return pushRequest(shared.community, token, operations); });
        if (answer && takenBy(*answer) != operations.size())
            return shared.fail("a push was not taken whole");
    }
}

/// Every entry must be the one after the last; what is not there is counted, and where it is found, too.
void follow(const std::stop_token& stop, Shared& shared, Client client)
{
    std::uint64_t cursor = 0;
    while (!stop.stop_requested() && cursor < shared.wanted) {
        const auto answer = client.ask(stop, [&](const std::string& token) {
            return getRequest(shared.community, token, "/log?after=" + std::to_string(cursor));
        });
        pb::sync::LogPage page;
        if (!answer || !sync::readAnswer(*answer, page))
            continue;
        for (const auto& entry : page.entries()) {
            if (entry.seq() != cursor + 1)
                ++shared.skipped;
            cursor = entry.seq();
        }
        shared.read += static_cast<std::uint64_t>(page.entries_size());
        for (std::uint64_t known = shared.size; known < cursor && !shared.size.compare_exchange_weak(known, cursor);) {
        }
        if (page.entries_size() == 0)
            pauseBriefly(stop);
    }
}

class Run {
public:
    Run(Bench& bench, const std::string& database)
        : m_bench(bench),
          m_town(bench.fresh("town"), {.reports = 0, .residents = std::max(bench.scale().phones, writers + readers)},
                 database),
          m_shared{.community = m_town.community(), .wanted = m_town.entries() + bench.scale().followed}
    {
        for (std::size_t i = 0; i < hubs; ++i) {
            const auto folder = m_town.copyTo(bench.fresh("hub"));
            m_hubs.push_back(std::make_unique<test::HubProcess>(
                QString::fromStdString(folder.string()), QStringList{"--database", QString::fromStdString(database)}));
            startHub(i);
        }
    }
    Measured play()
    {
        std::vector<std::jthread> threads;
        const auto& people = m_town.residents();
        for (std::size_t i = 0; i < writers; ++i) {
            std::vector<Client> devices;
            for (std::size_t k = readers + i; k < people.size(); k += writers)
                devices.emplace_back(m_shared, people[k], k);
            threads.emplace_back([this, i, devices = std::move(devices)](const std::stop_token& stop) mutable {
                guarded([&] { write(stop, m_shared, std::move(devices), Generator(m_town.ground(), 100 + i)); });
            });
        }
        for (std::size_t i = 0; i < readers; ++i)
            threads.emplace_back([this, i, &people](const std::stop_token& stop) {
                guarded([&] { follow(stop, m_shared, Client(m_shared, people[i], i)); });
            });
        killAtRandom();
        finish(threads);
        require(m_shared.trouble.empty(), m_shared.trouble);
        m_bench.say(std::to_string(m_shared.read) + " entries read, " + std::to_string(m_killed) + " hubs killed");
        return {static_cast<double>(m_shared.skipped)};
    }

private:
    void startHub(std::size_t number)
    {
        require(m_hubs[number]->start(), "linli-hub does not serve: " + m_hubs[number]->log().toStdString());
        m_shared.addresses.set(number, m_hubs[number]->url());
    }
    template <class Work> void guarded(Work work)
    {
        try {
            work();
        } catch (const std::exception& error) {
            m_shared.fail(error.what());
        }
    }
    [[nodiscard]] bool isBroken()
    {
        const std::scoped_lock lock(m_shared.mutex);
        return !m_shared.trouble.empty();
    }
    /// Whenever the log has grown by a random number of entries, one of the processes dies, in the middle of something.
    void killAtRandom()
    {
        Random random(9);
        std::uint64_t next = 0;
        const std::stop_token never;
        while (!m_shared.isDone() && !isBroken()) {
            if (m_shared.size < next) {
                pauseBriefly(never);
                continue;
            }
            next = m_shared.size + 1 + random.below(2 * m_bench.scale().followed / kills);
            const std::size_t victim = random.below(hubs);
            m_hubs[victim]->kill();
            ++m_killed;
            startHub(victim);
        }
    }
    /// Writers end by themselves; readers once they have it all.
    void finish(std::vector<std::jthread>& threads)
    {
        if (isBroken())
            for (std::jthread& thread : threads)
                thread.request_stop();
        for (std::jthread& thread : threads)
            thread.join();
    }

    Bench& m_bench;
    Town m_town;
    Shared m_shared;
    std::vector<std::unique_ptr<test::HubProcess>> m_hubs;
    std::size_t m_killed = 0;
};

std::vector<Measured> measure(Bench& bench)
{
    test::PostgresServer server;
    require(server.start(), "PostgreSQL does not start: " + server.log().toStdString());
    return {Run(bench, server.url()).play()};
}

} // namespace

Group skippedGroup()
{
    return {"skipped",
            "readers follow a log on PostgreSQL that 16 writers append to, hub processes killed at random",
            {{.name = "entries skipped by readers, of 10⁶", .unit = "entries", .bar = "0", .limit = 0}},
            measure};
}

} // namespace linli::bench
