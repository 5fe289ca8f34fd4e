// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"

#include <optional>

namespace linli::sync {

/// A conversation with the hub as a state machine without I/O: whoever drives it (the app's sync thread, the command
/// line, the simulator) sends each request and hands back the answer, one at a time.
class Exchange {
public:
    virtual ~Exchange() = default;
    /// The next request; nothing when the conversation is over.
    [[nodiscard]] virtual std::optional<HttpRequest> nextRequest() = 0;
    /// The answer to the request given last.
    virtual void onResponse(Result<HttpResponse> response) = 0;
};

/// Runs an exchange over a transport. Threads: the transport's. Destroying the driver stops it without `done`.
class Driver {
public:
    Driver(Transport& transport, Exchange& exchange, std::function<void()> done);
    void start();

private:
    void step();
    Transport& m_transport;
    Exchange& m_exchange;
    std::function<void()> m_done;
    std::shared_ptr<int> m_alive = std::make_shared<int>(); ///< late answers look here before they touch us
};

} // namespace linli::sync
