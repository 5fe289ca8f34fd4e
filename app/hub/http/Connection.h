// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpService.h"
#include "app/hub/http/Connections.h"
#include "app/hub/http/Limits.h"
#include "app/hub/http/Stream.h"

#include <boost/beast/http.hpp>

namespace linli::hub {

/// One peer's connection: HTTP/1.1 requests one after the other, or a WebSocket from some request on.
///
/// Invariant: every step has a deadline, and no more is read than the step allows. Threads: its stream's strand; stop() from
/// any. Owner: its own coroutine, so it goes when that ends.
class Connection final : public std::enable_shared_from_this<Connection> {
public:
    /// `limits` outlives it.
    Connection(Stream stream, HttpService& service, const Limits& limits)
        : m_stream(std::move(stream)), m_executor(m_stream.get_executor()), m_service(service), m_limits(limits),
          m_buffer(limits.headerBytes + limits.readBytes)
    {
    }
    /// The ticket was got with a callback to stop(), so it comes after the object is there.
    void start(std::unique_ptr<Connections::Ticket> ticket);
    /// Ends at once when nothing is asked, or after the answer under way. Live channels are closed by their owner.
    void stop();

private:
    using Parser = beast::http::request_parser<beast::http::buffer_body>;
    enum class Next { Read, End };

    [[nodiscard]] static asio::awaitable<void> run(std::shared_ptr<Connection> self);
    [[nodiscard]] asio::awaitable<bool> waitForRequest();
    [[nodiscard]] asio::awaitable<Next> serveOne();
    [[nodiscard]] asio::awaitable<Next> serve(Parser& parser, Request request);
    [[nodiscard]] asio::awaitable<Next> collect(Parser& parser, Request request, std::size_t most);
    [[nodiscard]] asio::awaitable<Next> pour(Parser& parser, std::unique_ptr<BodySink> sink);
    using Take = std::function<bool(ByteView)>;
    [[nodiscard]] asio::awaitable<bool> readBody(Parser& parser, Take take);
    [[nodiscard]] asio::awaitable<Reply> ask(const Request& request);
    [[nodiscard]] asio::awaitable<Next> answer(Parser& parser, Reply reply);
    [[nodiscard]] asio::awaitable<void> openLive(Parser& parser, const Request& request);
    [[nodiscard]] asio::awaitable<void> refuseBadRequest(error_code error);
    [[nodiscard]] asio::awaitable<void> sayGoodbye(std::uint64_t stillComing);
    [[nodiscard]] asio::awaitable<void> waste(std::uint64_t bytes);
    void giveTime(std::size_t bytes);

    Stream m_stream; ///< empty once a LiveSocket has it
    const Stream::executor_type m_executor;
    HttpService& m_service;
    const Limits& m_limits;
    std::unique_ptr<Connections::Ticket> m_ticket;
    beast::flat_buffer m_buffer;
    bool m_waiting = false; ///< between two requests
    bool m_stopping = false;
};

} // namespace linli::hub
