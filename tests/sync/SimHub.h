// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpApi.h"
#include "tests/sync/World.h"

#include <list>

namespace linli::sim {

class SimDatabase;

/// When the hubs of a simulation make snapshots: soon, so that a short run sees some of them made, fetched and withdrawn.
inline constexpr hub::SnapshotPolicy simSnapshots{.least = 30, .every = 20};

/// A hub process: the product from HttpApi down, its strand an event of virtual time. It dies as by SIGKILL, between any two
/// events, and starts again from what its files hold; or, where several share a database, from that and what its cache holds.
class SimHub {
public:
    using Respond = std::function<void(sync::HttpResponse)>;
    struct Socket { ///< the hub's end of a live channel
        DeviceId device;
        Seq after;
        std::optional<std::uint64_t> hasOwnFrom;
        std::function<void(const Bytes&)> send;
        std::function<void()> close;
    };

    /// Serves what is in its folder, or with a database what is there.
    SimHub(World& world, std::size_t number, std::filesystem::path folder, SimDatabase* database = nullptr);
    ~SimHub();
    void start();
    /// Dies now, and is back after a while. With `powerLoss` its disk loses what was not synced.
    void die(bool powerLoss, Milliseconds back);
    /// Dies in the middle of its `at`-th file operation from now.
    void doom(std::uint64_t at, bool powerLoss, Milliseconds back);
    void spare();
    /// Its disk takes nothing for a while.
    void fallIll(SimDisk::Illness illness, Milliseconds lasts);
    [[nodiscard]] bool isUp() const { return m_api != nullptr && !m_dead; }
    [[nodiscard]] bool isDead() const { return m_dead; }             ///< what it still does is not seen by anybody
    [[nodiscard]] std::weak_ptr<int> life() const { return m_life; } ///< of this process
    void handle(const sync::HttpRequest& request, const std::string& address, Respond respond);
    /// Nothing when refused.
    [[nodiscard]] std::weak_ptr<Socket> openLive(const std::string& path, const std::string& token, Socket socket);
    void closeLive(const std::weak_ptr<Socket>& socket);

    [[nodiscard]] hub::CommunityHub& community();
    /// Where the log is, and the hub's keys.
    [[nodiscard]] std::filesystem::path files() const;
    /// All entries, read from the file itself.
    [[nodiscard]] std::vector<log::Entry> log();
    [[nodiscard]] log::Digests digests();
    [[nodiscard]] std::uint64_t size();

    SimClock clock;

private:
    friend class SimStrand;
    void takeImage(bool powerLoss);
    void bury(Milliseconds back);
    void afterWork();
    void feed(Socket& socket);

    void tryToStart();
    void noteGrowth();

    World& m_world;
    std::size_t m_number;
    std::filesystem::path m_folder;
    SimDatabase* m_database;
    int m_lives = 0;
    bool m_dead = false; ///< its time has stopped: what it still does is not seen by anybody
    std::filesystem::path m_image;
    std::shared_ptr<int> m_life; ///< what a dead process left behind looks here and does nothing
    std::shared_ptr<hub::HubStorage> m_storage;
    std::unique_ptr<hub::HttpApi> m_api;
    std::shared_ptr<void> m_listening; ///< after the api, which it calls
    std::list<std::shared_ptr<Socket>> m_sockets;
    std::uint64_t m_known = 0; ///< log size when we last looked
};

} // namespace linli::sim
