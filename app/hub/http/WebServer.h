// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpApi.h"
#include "app/hub/Listen.h"
#include "app/hub/http/TlsContext.h"

namespace linli::hub {

struct ServerOptions {
    ListenAddress listen;
    std::optional<TlsFiles> tls;          ///< nothing: in clear
    std::optional<ListenAddress> metrics; ///< in clear; nothing: no metrics
};

struct Listening {
    ListenAddress phones;
    std::optional<ListenAddress> metrics;
};

/// Serves HttpApi over HTTP/1.1 and WebSocket, with or without TLS; Boost.Beast is known in this folder only. SIGTERM, SIGINT and
/// SIGHUP must be blocked in all threads (blockSignals() first thing in main): the calling thread waits for them. SIGHUP reads
/// the certificate again; the others stop the api, then the server. Calls `ready` with the addresses once connections are
/// accepted; returns when stopped. Errors: Listener's and TlsContext's.
[[nodiscard]] Result<void> runServer(HttpApi& api, const ServerOptions& options,
                                     const std::function<void(const Listening&)>& ready);

void blockSignals();

} // namespace linli::hub
