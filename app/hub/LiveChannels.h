// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/LogPages.h"

#include <atomic>
#include <condition_variable>
#include <list>
#include <thread>

namespace linli::hub {

/// One phone's open WebSocket, as the hub's own code sees it. Calls come from the live thread.
class LiveSink {
public:
    virtual ~LiveSink() = default;
    virtual void send(const Bytes& frame) = 0;
    /// The peer answers with pong() and the same number once it has read everything before.
    virtual void ping(std::uint64_t number) = 0;
    virtual void close(const std::string& code) = 0;
};

/// The live channels of one community: a thread that brings every open channel from its cursor to the log's end.
///
/// Invariant: a channel's queue is the log itself; at most `window` frames are under way to a phone that has not answered
/// for them. One that has not for `patience` is closed ("live.slow"), one whose device was revoked at once. Threads: any.
class LiveChannels {
public:
    static constexpr int window = 4;
    static constexpr std::chrono::seconds patience{60};
    using Id = std::uint64_t;

    LiveChannels(LogPages& pages, Gatekeeper& gatekeeper, const LogHead& head, const Clock& clock);
    ~LiveChannels();
    LiveChannels(const LiveChannels&) = delete;
    LiveChannels& operator=(const LiveChannels&) = delete;

    struct Asked {
        DeviceId device;
        Seq after;
        std::optional<std::uint64_t> hasOwnFrom = std::nullopt; ///< as Reader says it
    };
    [[nodiscard]] Id open(const Asked& asked, std::shared_ptr<LiveSink> sink);
    void pong(Id channel, std::uint64_t number);
    void closed(Id channel);
    void logHasGrown();
    [[nodiscard]] std::size_t count(); ///< open channels
    /// Closes all channels ("hub.stopping") and ends the thread.
    void stop();

private:
    struct Channel {
        Id id;
        DeviceId device;
        std::optional<std::uint64_t> hasOwnFrom;
        Seq after;
        std::shared_ptr<LiveSink> sink;
        std::uint64_t sent = 0;                  ///< frames
        std::atomic<std::uint64_t> answered = 0; ///< frames that the phone has read; pong() counts them
        Milliseconds since{};                    ///< when the oldest unanswered one went out
        std::atomic<bool> open = true;
    };
    struct Page {
        Seq after;
        std::uint64_t size = 0; ///< of the log when it was made
        Seq end;
        Bytes frame;
        std::vector<DeviceId> authors; ///< sorted; those may want it without their own bytes
    };

    void run();
    [[nodiscard]] std::vector<std::shared_ptr<Channel>> waitForNews();
    void serve(Channel& channel);
    [[nodiscard]] Result<void> sendPage(Channel& channel);
    [[nodiscard]] bool fitsCommon(const Channel& channel) const;
    void drop(Channel& channel, const std::string& code);

    LogPages& m_pages;
    Gatekeeper& m_gatekeeper;
    const LogHead& m_head;
    const Clock& m_clock;
    Page m_common; ///< newest page that is the same for every reader: most channels wait at the same place

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::list<std::shared_ptr<Channel>> m_channels;
    Id m_lastId = 0;
    bool m_news = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace linli::hub
