// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Home.h"
#include "core/sync/Auditor.h"
#include "core/sync/Courier.h"
#include "core/sync/JoinSession.h"
#include "core/sync/SyncEngine.h"
#include "platform/ports/Connectivity.h"
#include "platform/ports/PositionSource.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace linli::resident {

/// Everything the app takes from its platform; made by main.cpp or by a test, handed to the core thread.
struct Ports {
    std::filesystem::path home;
    std::unique_ptr<crypto::KeyVault> vault;
    std::unique_ptr<community::ImageCodec> images;
    std::unique_ptr<Clock> clock;
    /// Called on the core thread, once the hub's address is known.
    std::function<Result<std::unique_ptr<sync::Transport>>(const std::string& hubUrl)> makeTransport;
    /// Belongs to the GUI thread: AppCore takes it. Null where a device cannot tell its position.
    std::unique_ptr<platform::PositionSource> position;
    /// Likewise; null: taken to be online and free.
    std::unique_ptr<platform::Connectivity> connectivity = nullptr;
};

/// What the screens say about syncing, in values.
struct SyncReport {
    sync::SyncEngine::State state = sync::SyncEngine::State::Stopped;
    std::int64_t waiting = 0;               ///< own operations not yet in the log
    std::int64_t rejected = 0;              ///< own operations that were rejected and wait to be looked at
    std::int64_t evidence = 0;              ///< two histories that the hub signed (sync/Evidence.h)
    std::optional<Timestamp> oldestWaiting; ///< when the oldest of them was made
    std::optional<Timestamp> lastSuccess;
    std::string errorCode;     ///< of the last session; empty when it ended well
    bool otherLog = false;     ///< the hub goes on with another log than this phone's (sync::isAnotherLog)
    bool updateNeeded = false; ///< the log goes on by rules that this build does not know
    sync::AuditStatus audit;
    Timestamp now; ///< the community's time when this was reported
};

/// Owns the home, the writing connection and the sync engine. Lives on the core thread: every call and slot runs there.
class CoreWorker final : public QObject {
    Q_OBJECT

public:
    explicit CoreWorker(Ports ports);
    ~CoreWorker() override;

    /// Opens the home if there is one, and starts syncing. "home.not_joined" is no trouble: changed() says joined = false.
    Result<void> open();
    /// Joins with an invite token or URL; the invite's own hub address wins over an empty `hubUrl`.
    void join(const std::string& hubUrl, const std::string& invite, const std::string& name,
              std::function<void(Result<void>)> done);
    Result<OpId> submit(const std::vector<std::filesystem::path>& photos,
                        const std::function<Result<community::Replica::Draft>(const std::vector<Hash>&)>& makeDraft);
    Result<void> discard(const OpId& op);
    /// What a neighbour's phone may take along, notices in force included.
    Result<sync::Courier::HandedOver> handOver();
    /// What a neighbour's phone has handed over; it is sent as soon as the hub can be reached.
    Result<sync::Courier::TakenIn> takeAlong(ByteView bundle);
    /// Somebody looks at it, and it is not here.
    void wantPhoto(const Hash& photo);
    void syncNow();
    /// The network costs money, or the device is to be spared: nothing runs that nobody waits for.
    void setFrugal(bool frugal);
    /// This phone holds the community's whole record for everybody, or need not.
    Result<void> keepRecord(bool on);
    /// An audit runs, or is about to.
    [[nodiscard]] bool isChecking() const { return m_auditWake && m_auditWake->isActive(); }
    /// Its owner has read what the check of the record found.
    Result<void> dismissAlarm();
    /// Its owner wants it: this phone takes the hub's log for its own, a copy of the store as it was stays beside it, and own words
    /// are offered again (Home::followHub). "home.follows_hub" (Invalid) when the hub's log is no other one.
    Result<void> followHub();
    /// Stops syncing and closes the store; the destructor does it too, on whichever thread it runs.
    void close();

    /// For view models that need the whole home (export, devices). Null before joining.
    [[nodiscard]] community::Home* home() { return m_home ? &*m_home : nullptr; }
    /// The community's time: that of the newest entry, and what has passed on this phone since (DESIGN §4 "Time"). Before
    /// joining, the phone's own clock.
    [[nodiscard]] Timestamp now();
    /// Before the worker moves to its thread.
    [[nodiscard]] std::unique_ptr<platform::PositionSource> takePosition() { return std::move(m_ports.position); }
    [[nodiscard]] std::unique_ptr<platform::Connectivity> takeConnectivity() { return std::move(m_ports.connectivity); }

signals:
    void changed(quint64 revision, bool joined, linli::MemberId self);
    void syncChanged(linli::resident::SyncReport report);

private:
    void startEngine();
    void startAuditor();
    void tendAuditor();
    void disturbAudit();
    void reportSync();
    void fillIndexes();
    void report();
    [[nodiscard]] Result<Bytes> readPicture(const std::filesystem::path& file);
    void finishJoin(const std::function<void(Result<void>)>& done);

    Ports m_ports;
    std::optional<community::Home> m_home;
    std::unique_ptr<sync::Transport> m_transport;
    std::unique_ptr<sync::SyncEngine> m_engine;
    std::unique_ptr<sync::JoinSession> m_joinSession;
    std::unique_ptr<sync::SyncSession> m_firstSync;
    std::unique_ptr<sync::Driver> m_driver;
    std::unique_ptr<sync::Auditor> m_auditor;
    std::unique_ptr<QTimer> m_auditWake;
    bool m_frugal = false;
    std::unique_ptr<QTimer> m_wake;
    std::unique_ptr<QTimer> m_idle; ///< due as soon as this thread has nothing else to do
    quint64 m_revision = 0;
};

} // namespace linli::resident

Q_DECLARE_METATYPE(linli::MemberId)
Q_DECLARE_METATYPE(linli::resident::SyncReport)
