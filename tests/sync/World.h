// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/Journal.h"
#include "tests/sync/Loop.h"
#include "tests/sync/Random.h"
#include "tests/sync/SimDisk.h"
#include "tests/sync/Witness.h"

#include "core/sync/Transport.h"

#include <filesystem>
#include <stdexcept>

namespace linli::sim {

class SimDatabase;
class SimHub;
class SimPhone;

/// How bad the network is; probabilities for each message.
struct Weather {
    double lose = 0;  ///< never arrives, and nobody is told
    double cut = 0;   ///< the connection breaks in the middle of it
    double twice = 0; ///< a request comes a second time, later
    double stray = 0; ///< somebody else answers: a portal's web page
    Milliseconds slowest{50};
};

/// Between a phone and the hub: where a dishonest hub and planted bugs sit. By default everything passes as it is.
class Interposer {
public:
    virtual ~Interposer() = default;
    /// A request on its way to the hub; a reply given here answers it instead of the hub.
    virtual std::optional<sync::HttpResponse> onRequest(SimPhone&, sync::HttpRequest&) { return std::nullopt; }
    /// The hub's reply on its way to the phone.
    virtual void onReply(SimPhone&, const sync::HttpRequest&, sync::HttpResponse&) {}
    /// The hub has replied, and the phone will never know.
    virtual void onLostReply(SimPhone&, const sync::HttpRequest&) {}
    /// A live frame on its way to the phone.
    virtual void onFrame(SimPhone&, Bytes&) {}
};

/// Everything of one run. All of it follows from the seed.
struct World {
    World(std::uint64_t seed, Timestamp start, SimDisk& disks, std::filesystem::path runFolder, bool print);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    void note(const std::string& line) { journal.note(loop.now(), line); }

    Loop loop;
    Random random;
    Journal journal;
    Witness witness;
    Weather weather;
    SimDisk& disk;
    std::filesystem::path folder;
    bool temporary = false; ///< the folder goes with the world
    std::unique_ptr<Interposer> interposer;
    std::unique_ptr<SimDatabase> database;     ///< that more than one process shares
    std::vector<std::unique_ptr<SimHub>> hubs; ///< processes of one hub
    std::vector<std::unique_ptr<SimPhone>> phones;
    /// When the log had grown to which size, by true time.
    std::vector<std::pair<std::uint64_t, Timestamp>> growth;

    /// A process that runs, if one does.
    [[nodiscard]] SimHub& hub();
    /// Where a proxy sends this address: always to the same process, unless that one is gone. Nothing when all are.
    [[nodiscard]] SimHub* hubFor(std::size_t address);
};

/// The value; what cannot go wrong in a simulation is a broken simulation.
template <class T> T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().code + ": " + result.error().detail);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace linli::sim
