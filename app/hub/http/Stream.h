// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

#include <memory>

namespace linli::hub {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

/// Completions as values: co_await gives a tuple that begins with the error.
inline constexpr auto asTuple = asio::as_tuple(asio::use_awaitable);

/// A TCP connection, with or without TLS: one type, so that HTTP and WebSocket are compiled once. Satisfies Beast's AsyncStream;
/// time-outs are set on next_layer(). Threads: its executor's.
class Stream {
public:
    using next_layer_type = beast::tcp_stream;
    using executor_type = beast::tcp_stream::executor_type;

    /// tls: nothing for a connection in clear.
    Stream(asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> tls)
        : m_context(std::move(tls)), m_tcp(std::make_unique<beast::tcp_stream>(std::move(socket)))
    {
        if (m_context)
            m_tls = std::make_unique<asio::ssl::stream<beast::tcp_stream&>>(*m_tcp, *m_context);
    }

    [[nodiscard]] executor_type get_executor() noexcept { return m_tcp->get_executor(); }
    [[nodiscard]] next_layer_type& next_layer() noexcept { return *m_tcp; }
    [[nodiscard]] const next_layer_type& next_layer() const noexcept { return *m_tcp; }

    [[nodiscard]] asio::awaitable<error_code> handshake()
    {
        if (!m_tls)
            co_return error_code{};
        const auto [error] = co_await m_tls->async_handshake(asio::ssl::stream_base::server, asTuple);
        co_return error;
    }
    /// Says the end, so that the peer can tell it from a cut.
    [[nodiscard]] asio::awaitable<void> shutdown()
    {
        if (m_tls)
            (void)co_await m_tls->async_shutdown(asTuple);
        error_code ignored;
        (void)m_tcp->socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    }

    template <class Buffers, class Token> auto async_read_some(const Buffers& buffers, Token&& token)
    {
        std::decay_t<Token> completion(std::forward<Token>(token)); // Asio takes it as an lvalue, and moves from it
        return asio::async_initiate<std::decay_t<Token>, void(error_code, std::size_t)>(
            [this](auto handler, const Buffers& into) {
                if (m_tls)
                    m_tls->async_read_some(into, std::move(handler));
                else
                    m_tcp->async_read_some(into, std::move(handler));
            },
            completion, buffers);
    }
    template <class Buffers, class Token> auto async_write_some(const Buffers& buffers, Token&& token)
    {
        std::decay_t<Token> completion(std::forward<Token>(token));
        return asio::async_initiate<std::decay_t<Token>, void(error_code, std::size_t)>(
            [this](auto handler, const Buffers& from) {
                if (m_tls)
                    m_tls->async_write_some(from, std::move(handler));
                else
                    m_tcp->async_write_some(from, std::move(handler));
            },
            completion, buffers);
    }

private:
    std::shared_ptr<asio::ssl::context> m_context;
    std::unique_ptr<beast::tcp_stream> m_tcp; ///< where it is stays the same when the stream moves
    std::unique_ptr<asio::ssl::stream<beast::tcp_stream&>> m_tls;
};

/// Ends a WebSocket's connection. Its own close frame has said the end already, so TLS need not.
template <class Handler> void async_teardown(beast::role_type role, Stream& stream, Handler&& handler)
{
    beast::websocket::async_teardown(role, stream.next_layer().socket(), std::forward<Handler>(handler));
}

} // namespace linli::hub
