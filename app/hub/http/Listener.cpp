// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/Listener.h"

#include "app/hub/http/Connection.h"

#include <spdlog/spdlog.h>

namespace linli::hub {
namespace {

/// After an error that another connection's end may cure (no file descriptors left).
constexpr std::chrono::milliseconds acceptAgain{100};

std::unexpected<Error> cannotListen(const ListenAddress& address, const error_code& error)
{
    const bool taken = error == asio::error::address_in_use;
    return fail(ErrorKind::Unreachable, taken ? "hub.address_in_use" : "hub.bad_address",
                address.text() + ": " + error.message());
}

} // namespace

Result<std::unique_ptr<Listener>> Listener::open(asio::io_context& context, const ListenAddress& wanted,
                                                 HttpService& service, Connections& connections, const Limits& limits,
                                                 TlsContext* tls)
{
    std::unique_ptr<Listener> out(new Listener(context, service, connections, limits, tls));
    error_code error;
    const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(wanted.host, error), wanted.port);
    auto& acceptor = out->m_acceptor;
    // Each step is skipped after an error.
    if (error || acceptor.open(endpoint.protocol(), error) ||
        acceptor.set_option(asio::socket_base::reuse_address(true), error) || acceptor.bind(endpoint, error) ||
        acceptor.listen(asio::socket_base::max_listen_connections, error))
        return cannotListen(wanted, error);
    out->m_address = {wanted.host, acceptor.local_endpoint(error).port()};
    return out;
}

void Listener::start()
{
    asio::co_spawn(m_acceptor.get_executor(), accept(), asio::detached);
}

void Listener::stop()
{
    asio::post(m_acceptor.get_executor(), [this] {
        error_code ignored;
        (void)m_acceptor.close(ignored);
    });
    m_connections.stop();
}

asio::awaitable<void> Listener::accept()
{
    while (m_acceptor.is_open()) {
        auto [error, socket] = co_await m_acceptor.async_accept(asio::make_strand(m_context), asTuple);
        if (!error) {
            serve(std::move(socket));
        } else if (m_acceptor.is_open()) {
            spdlog::error("accept: {}", error.message());
            asio::steady_timer again(m_acceptor.get_executor(), acceptAgain);
            (void)co_await again.async_wait(asTuple);
        }
    }
}

void Listener::serve(asio::ip::tcp::socket socket)
{
    error_code error;
    const std::string address = socket.remote_endpoint(error).address().to_string();
    if (error)
        return; // gone already
    const auto connection = std::make_shared<Connection>(Stream(std::move(socket), m_tls ? m_tls->current() : nullptr),
                                                         m_service, m_limits);
    auto ticket = m_connections.admit(address, [weak = std::weak_ptr(connection)] {
        if (const auto open = weak.lock())
            open->stop();
    });
    if (ticket)
        connection->start(std::move(ticket));
}

} // namespace linli::hub
