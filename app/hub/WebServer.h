// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpApi.h"
#include "app/hub/Listen.h"

namespace linli::hub {

struct ServerOptions {
    ListenAddress listen;
    std::filesystem::path scratch; ///< in the hub's folder; for what Drogon makes at start, and removed again
};

/// Puts HttpApi and LiveSocket behind Drogon, the only place that knows it. SIGTERM and SIGINT must be blocked in all threads
/// (blockStopSignals() first thing in main): a thread of its own waits for them, stops the api, then the server.
/// Calls `ready` with the address once connections are accepted; returns when stopped. Once per process, as Drogon is.
void runServer(HttpApi& api, const ServerOptions& options, const std::function<void(const ListenAddress&)>& ready);

void blockStopSignals();

} // namespace linli::hub
