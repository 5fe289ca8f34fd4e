// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Home.h"
#include "core/sync/Audit.h"
#include "core/sync/JoinSession.h"
#include "core/sync/Joining.h"
#include "core/sync/SyncEngine.h"
#include "tests/sync/SimNetwork.h"

namespace linli::sim {

/// A device's key vault; survives its processes, as the system's does.
class SimVault final : public crypto::KeyVault {
public:
    SimVault() = default;
    explicit SimVault(const crypto::Secret32& key) : m_key(key.copy()) {}
    [[nodiscard]] Result<std::optional<crypto::Secret32>> load() override
    {
        return m_key ? std::optional(m_key->copy()) : std::nullopt;
    }
    [[nodiscard]] Result<crypto::Secret32> create() override
    {
        m_key = crypto::Secret32::random();
        return m_key->copy();
    }

private:
    std::optional<crypto::Secret32> m_key;
};

/// A phone: the product's Home and SyncEngine over the simulated network. Its process dies between any two events and
/// starts again from the folder. A phone with an invite and no home joins first, and tries until it is let in or told no.
class SimPhone {
public:
    SimPhone(World& world, std::size_t index, std::filesystem::path folder, std::unique_ptr<SimVault> vault);
    ~SimPhone();
    void start();
    /// Dies now, and is back after a while. With `powerLoss` its disk loses what was not synced.
    void die(bool powerLoss, Milliseconds back);
    /// Dies in the middle of its `at`-th file operation from now.
    void doom(std::uint64_t at, bool powerLoss, Milliseconds back);
    void spare();
    enum class Damage { Garbage, Missing, NoLog, Photos };
    /// Dies, and comes back to a database that is not one any more, or to one without its write-ahead log, or to photos that cannot
    /// be read; what is beside it is whole.
    void loseFile(Damage damage, Milliseconds back);
    /// Its disk takes nothing for a while, unless the process dies before: then it comes back to one that does.
    void fallIll(SimDisk::Illness illness, Milliseconds lasts);
    /// Checks everything from the log's first entry, as `linli audit` does, and goes on syncing. `keep`: a keeper from now on, if
    /// all is true. A death leaves the scratch store, and the next audit goes on from it.
    void audit(bool keep);
    [[nodiscard]] bool isAuditing() const { return m_auditing != nullptr; }
    [[nodiscard]] bool isDead() const { return m_dead; }                ///< what it still does is not seen by anybody
    [[nodiscard]] bool hasStarted() const { return m_life != nullptr; } ///< also while it joins
    [[nodiscard]] bool isUp() const { return m_home.has_value() && !m_dead; }
    [[nodiscard]] community::Home& home() { return *m_home; }
    [[nodiscard]] community::Replica& replica() { return m_home->replica(); }
    [[nodiscard]] std::size_t index() const { return m_index; }
    [[nodiscard]] SimVault& vault() { return *m_vault; }
    [[nodiscard]] std::string address() const { return "10.0.0." + std::to_string(m_index + 1); }
    [[nodiscard]] std::string name() const { return "phone " + std::to_string(m_index); }

    /// Submits as the app does and remembers outside what was saved. The error code, empty when it was saved.
    std::string submit(const community::Replica::Draft& draft);
    void kick();
    /// The hub has told this device that it may not come in any more.
    [[nodiscard]] bool isShutOut() const { return m_shutOut; }
    /// Everything sent that can be, everything of the hub's log here.
    [[nodiscard]] bool isSettled(std::uint64_t hubSize);
    [[nodiscard]] std::string explain(); ///< why it is not settled

    SimClock clock;
    bool online = true;
    std::string invite;              ///< to join with, when there is no home yet
    bool waitsForInvite = false;     ///< a newcomer without one yet
    std::vector<std::string> alarms; ///< codes of ErrorKind::Integrity that its syncing ended with

private:
    void takeImage(bool powerLoss);
    void bury(Milliseconds back);
    void run(community::Home home);
    void join();
    void joinEnded();
    void startEngine();
    void engineChanged();
    void syncEndedWith(const Error& error);
    [[nodiscard]] Result<community::Home> openHome();
    /// What is left of a process lets this go.
    [[nodiscard]] std::function<void()> soon(void (SimPhone::*what)());
    void replayLog();
    void auditEnded();

    World& m_world;
    std::size_t m_index;
    std::filesystem::path m_folder;
    std::unique_ptr<SimVault> m_vault;
    int m_lives = 0;
    int m_tries = 0;
    bool m_dead = false;
    std::filesystem::path m_image;
    std::shared_ptr<int> m_life;
    bool m_shutOut = false;
    bool m_databaseLost = false;
    std::optional<Error> m_lastError;

    std::optional<community::Home> m_home;
    std::optional<SimTransport> m_transport;
    std::optional<sync::Joining> m_joining;
    std::unique_ptr<sync::JoinSession> m_joinSession;
    std::unique_ptr<sync::Driver> m_joinDriver;
    struct Auditing {
        bool keep = false;
        std::unique_ptr<sync::SyncSession> latest;
        std::optional<community::Replica> scratch;
        std::unique_ptr<sync::Audit> audit;
        std::unique_ptr<sync::Driver> driver; ///< last: uses all else
    };
    std::unique_ptr<Auditing> m_auditing;       ///< never while the engine is there
    std::unique_ptr<sync::SyncEngine> m_engine; ///< last: uses all else
    std::uint64_t m_wake = 0;
};

} // namespace linli::sim
