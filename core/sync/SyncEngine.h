// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/SyncSession.h"

namespace linli::sync {

/// Decides when to sync: runs one-shot SyncSessions, keeps a live channel open, waits with full jitter after failures.
///
/// Invariant: while started, exactly one of these holds: a session runs; a live channel is open or opening; a wake-up is
/// set. Threads: the transport's, which is the replica's. Owner: the sync worker of the app, or `linli sync --watch`.
class SyncEngine {
public:
    enum class State { Stopped, Syncing, Live, Waiting };
    struct Hooks {
        /// Call onWake() after this time; a later call replaces an earlier one. Never called back from within.
        std::function<void(Milliseconds)> wakeAfter;
        /// State, outcome or store contents changed.
        std::function<void()> changed;
        /// A number in [0, 1), for jitter.
        std::function<double()> random;
    };
    SyncEngine(SyncParts parts, Transport& transport, Hooks hooks);
    ~SyncEngine();
    SyncEngine(const SyncEngine&) = delete;
    SyncEngine& operator=(const SyncEngine&) = delete;

    void start();
    void stop();
    /// Something is to be sent, or the network came back: try now.
    void kick();
    /// Others who use token() were told that it is stale: log in again. Nothing while a session runs, which finds out by itself.
    void renewToken();
    void onWake();
    /// Somebody looks at a photo that is not here: asks the hub for it before all others.
    void wantPhoto(const Hash& photo);
    /// From the next session on: whether photos are sent and fetched, or the text alone. They are, unless somebody says so.
    void setPhotos(bool on) { m_withPhotos = on; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const SyncOutcome& lastOutcome() const { return m_last; }
    [[nodiscard]] const std::string& token() const { return m_token; } ///< of the newest session; may be stale by now
    [[nodiscard]] std::optional<Timestamp> lastSuccess() const { return m_lastSuccess; }

private:
    void runSession(bool pull);
    void sessionOver();
    void openLive();
    void onFrame(const Bytes& frame);
    void liveClosed(Error reason);
    void wakeWithin(Milliseconds wait);
    void retryLater(std::optional<Milliseconds> atLeast);
    void setState(State state);

    SyncParts m_parts;
    Transport& m_transport;
    Hooks m_hooks;
    State m_state = State::Stopped;
    std::unique_ptr<SyncSession> m_session;
    std::unique_ptr<Driver> m_driver;
    std::unique_ptr<LiveChannel> m_live;
    bool m_liveOpen = false;
    bool m_again = false; ///< kicked while a session ran
    std::string m_token;
    Promises m_promises;
    PageParts m_pageParts;
    PhotoQueue m_photos;
    bool m_withPhotos = true;
    std::optional<Milliseconds> m_wakeAt; ///< monotonic
    int m_failures = 0;
    SyncOutcome m_last;
    std::optional<Timestamp> m_lastSuccess;
};

/// Full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"): random in [0, min(cap, first · 2^failures)).
[[nodiscard]] Milliseconds backoff(int failures, double random);

} // namespace linli::sync
