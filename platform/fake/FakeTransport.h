// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace linli::platform {

/// A network without sockets: each request is answered by a function, and nothing moves until pump().
///
/// Keeps the contract of sync::Transport: callbacks come from pump() only, once per request, and none after destruction.
/// The function may itself be a hub's handler, lose answers (return "hub.timeout") or requests (not call the hub).
/// Callbacks may send, open, close and destroy, the transport included. Threads: one.
class FakeTransport final : public sync::Transport {
public:
    using Handler = std::function<Result<sync::HttpResponse>(const sync::HttpRequest&)>;
    using LiveGate = std::function<Result<void>(const std::string& path, const std::string& token)>;

    explicit FakeTransport(Handler handler);
    ~FakeTransport() override;

    void send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done) override;
    [[nodiscard]] std::unique_ptr<sync::LiveChannel> openLive(const std::string& path, const std::string& token,
                                                              LiveHandlers handlers) override;

    /// Decides on live channels; without one all are accepted.
    void setLiveGate(LiveGate gate);
    /// Queues a frame for every channel that is open or opening.
    void pushFrame(const Bytes& frame);
    /// Queues the end of every channel that is open or opening.
    void closeLive(const Error& reason);
    [[nodiscard]] std::size_t liveChannels() const;

    /// Delivers what is queued, in order, and what the callbacks queue meanwhile; returns how many deliveries were made.
    /// Two sides that answer each other without end keep it busy for ever, as they would a real network.
    std::size_t pump();
    [[nodiscard]] bool idle() const;

private:
    struct Channel;
    struct State;
    class Live;
    // Shared, so that pump() can notice that a callback destroyed the transport.
    std::shared_ptr<State> m_state;
};

} // namespace linli::platform
