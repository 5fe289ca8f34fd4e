// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Home.h"
#include "core/sync/Audit.h"
#include "core/sync/AuditRecord.h"

namespace linli::sync {

/// How far the check of the log is that a snapshot stood for.
struct AuditStatus {
    enum class Stage : std::uint8_t {
        NotNeeded, ///< this phone has checked every entry as it came
        Waiting,   ///< for a quiet moment, a network, or the next try
        Checking,
        Proven ///< the snapshot was true
    };
    Stage stage = Stage::NotNeeded;
    std::uint64_t checked = 0; ///< entries, of `total`
    std::uint64_t total = 0;
    Keeper keeper = Keeper::No;
    bool keepsAll = false; ///< the whole log is in the store
    std::optional<AuditAlarm> alarm;
    bool operator==(const AuditStatus&) const = default;
};

/// Audits in the background: after a first sync by snapshot every signature, chain and verdict of the old entries is checked, a page at a
/// time, while the phone is in use; keepers then hold the whole log. What was replayed stays in the home's scratch store, so an audit
/// that was cut, by a person, a sync or the end of the process, goes on where it was.
///
/// Invariant: an audit runs only between allow() and pause(), after `tuning::auditQuiet` without disturb(); it never holds up the
/// thread for more than a page (at the end: than the comparison).
/// Threads: the home's. Owner: the app's core worker. Home, transport and clock outlive it.
class Auditor final : private Exchange {
public:
    struct Hooks {
        std::function<void(Milliseconds)>
            wakeAfter;                      ///< call onWake() after this time; a later call replaces an earlier one
        std::function<void()> changed;      ///< status()
        std::function<void()> stateChanged; ///< the store shows something else now
        std::function<void()> tokenStale;   ///< the hub wants a new login: run a session, then allow() again
    };
    Auditor(community::Home& home, Transport& transport, const Clock& clock, Hooks hooks);
    ~Auditor() override;
    Auditor(const Auditor&) = delete;
    Auditor& operator=(const Auditor&) = delete;

    /// The store is equal with the hub's, and nothing speaks against work in the background; `token` is of the session that told.
    void allow(const std::string& token);
    /// Something else comes first, or the network costs money.
    void pause();
    /// A person has done something: the next page waits a little.
    void disturb();
    void onWake();
    [[nodiscard]] Result<void> setVolunteer(bool on);
    [[nodiscard]] Result<void> dismissAlarm();

    [[nodiscard]] const AuditStatus& status() const { return m_status; }

private:
    [[nodiscard]] std::optional<HttpRequest> nextRequest() override;
    void onResponse(Result<HttpResponse> response) override;
    [[nodiscard]] Result<bool> isDue();
    [[nodiscard]] Result<void> readStatus();
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> openScratch();
    void stopAsking();
    void over();
    void conclude(const std::optional<Error>& found);
    void look();
    void cut(const Error& error);
    void rest(Milliseconds atLeast);
    void retryAfter(Milliseconds wait);
    void tell();

    community::Home& m_home;
    Transport& m_transport;
    const Clock& m_clock;
    Hooks m_hooks;
    AuditStatus m_status;
    AuditStatus m_told;         ///< what changed() was called for last
    Milliseconds m_notBefore{}; ///< by the monotonic clock
    bool m_armed = false;       ///< a wake-up is set
    bool m_allowed = false;
    std::string m_token;
    std::string m_staleToken; ///< the hub has refused it
    std::optional<community::Replica> m_scratch;
    std::unique_ptr<Audit> m_audit;
    std::unique_ptr<Driver> m_driver;
};

} // namespace linli::sync
