// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"

#include <list>
#include <optional>

namespace linli::sync {

/// A conversation with the hub as a state machine without I/O: whoever drives it (the app's sync thread, the command
/// line, the simulator) sends each request and hands back the answer, one at a time.
class Exchange {
public:
    virtual ~Exchange() = default;
    /// The next request; nothing when the conversation is over.
    [[nodiscard]] virtual std::optional<HttpRequest> nextRequest() = 0;
    /// GETs that nextRequest() will most likely give soon, in order. A driver may send them early; one that does not is only slower.
    [[nodiscard]] virtual std::vector<HttpRequest> soon() { return {}; }
    /// The answer to the request given last.
    virtual void onResponse(Result<HttpResponse> response) = 0;
};

/// Runs an exchange over a transport, and sends early what the exchange will want soon, so that the line is never idle for a round trip
/// between two answers. The exchange cannot tell: it gets each answer when it asks. Threads: the transport's. Destroying the driver stops it without `done`.
class Driver {
public:
    Driver(Transport& transport, Exchange& exchange, std::function<void()> done);
    void start();

private:
    struct Early {
        HttpRequest request;
        std::optional<Result<HttpResponse>> answer;
        bool wanted = false; ///< the exchange waits for it
    };
    void step();
    void send(HttpRequest request);
    void sendEarly();
    void takeEarly(std::list<Early>::iterator early, Result<HttpResponse> response);
    void take(Result<HttpResponse> answer);
    [[nodiscard]] std::list<Early>::iterator findEarly(const HttpRequest& request);
    Transport& m_transport;
    Exchange& m_exchange;
    std::function<void()> m_done;
    std::list<Early> m_early;                               ///< under way, or answered and not asked for yet
    std::shared_ptr<int> m_alive = std::make_shared<int>(); ///< late answers look here before they touch us
};

} // namespace linli::sync
