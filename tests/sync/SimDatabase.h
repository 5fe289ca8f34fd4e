// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/FolderStorage.h"
#include "tests/sync/World.h"

#include <list>

namespace linli::sim {

class SimHub;

/// The database that the processes of one hub share, in PostgreSQL's place and behind the same port (hub::HubStorage): logs, signing keys
/// and photos, while each process keeps its own replica. It is away now and then, loses the answer to a commit that it did, and its notices
/// of what was appended come late or never; then the look around that PostgresListener takes every five seconds finds it.
///
/// What a process does after its death never gets here.
class SimDatabase {
public:
    /// `folder`: a founded hub's, whose files nobody else uses.
    SimDatabase(World& world, std::filesystem::path folder);
    /// The port as the process has it until it dies.
    [[nodiscard]] std::shared_ptr<hub::HubStorage> connect(SimHub& process);
    void goAway(Milliseconds back);
    /// From now on everything is answered, and heard of.
    void heal();
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    friend class SimLog;
    friend class SimStorage;
    using Moved = hub::HubStorage::Moved;
    struct Listener {
        Moved moved;
    };
    [[nodiscard]] bool losesAnswer();
    void tellAll();
    void tell(const std::shared_ptr<Listener>& listener);
    void lookAround(const std::shared_ptr<Listener>& listener);

    World& m_world;
    std::filesystem::path m_folder;
    hub::FolderStorage m_files;
    hub::CommunityFiles m_community;
    std::unique_ptr<hub::LogStore> m_log; ///< for sizes
    std::list<std::weak_ptr<Listener>> m_listeners;
    int m_away = 0; ///< so many outages at once
    bool m_healed = false;
};

} // namespace linli::sim
