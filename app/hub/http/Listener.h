// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpService.h"
#include "app/hub/Listen.h"
#include "app/hub/http/Connections.h"
#include "app/hub/http/Limits.h"
#include "app/hub/http/Stream.h"
#include "app/hub/http/TlsContext.h"

namespace linli::hub {

/// Takes connections at one address and starts a Connection for each, on a strand of its own.
/// Threads: open() and stop() from any; the rest on the context's. `connections` and `limits` outlive the context, whose end may destroy some.
class Listener {
public:
    /// Bound and listening on return. "hub.address_in_use", "hub.bad_address" (an address that this machine has not).
    [[nodiscard]] static Result<std::unique_ptr<Listener>> open(asio::io_context& context, const ListenAddress& wanted,
                                                                HttpService& service, Connections& connections,
                                                                const Limits& limits, TlsContext* tls = nullptr);
    [[nodiscard]] const ListenAddress& address() const { return m_address; } ///< with the port it got
    void start();
    /// Takes no more and tells connections to stop; they end soon, see Connections.
    void stop();

private:
    Listener(asio::io_context& context, HttpService& service, Connections& connections, const Limits& limits,
             TlsContext* tls)
        : m_context(context), m_service(service), m_limits(limits), m_tls(tls), m_connections(connections),
          m_acceptor(asio::make_strand(context))
    {
    }
    [[nodiscard]] asio::awaitable<void> accept();
    void serve(asio::ip::tcp::socket socket);

    asio::io_context& m_context;
    HttpService& m_service;
    const Limits& m_limits;
    TlsContext* m_tls;
    Connections& m_connections;
    asio::ip::tcp::acceptor m_acceptor;
    ListenAddress m_address;
};

} // namespace linli::hub
