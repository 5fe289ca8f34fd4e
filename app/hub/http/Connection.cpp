// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/Connection.h"

#include "app/hub/Replies.h"
#include "app/hub/http/LiveSocket.h"
#include "app/hub/http/RequestHead.h"
#include "core/sync/Messages.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace linli::hub {
namespace {

namespace http = beast::http;
using Message = http::response<http::vector_body<std::uint8_t>>;

Message toMessage(Reply reply, bool keep)
{
    Message out;
    out.version(11);
    out.result(static_cast<unsigned>(reply.status));
    // Browsers guess at types that they know; of the rest it is one line less for a phone on a thin link.
    if (reply.contentType != sync::plainType && reply.contentType != sync::zstdType)
        out.set("X-Content-Type-Options", "nosniff");
    if (!reply.contentType.empty())
        out.set(http::field::content_type, reply.contentType);
    if (reply.retryAfter)
        out.set(http::field::retry_after,
                std::to_string(std::chrono::ceil<std::chrono::seconds>(*reply.retryAfter).count()));
    for (const auto& [name, value] : reply.headers)
        out.set(name, value);
    out.keep_alive(keep);
    out.body() = std::move(reply.body);
    out.prepare_payload();
    return out;
}

Reply tooLarge()
{
    return problem(413, "hub.too_large");
}

} // namespace

void Connection::start(std::unique_ptr<Connections::Ticket> ticket)
{
    m_ticket = std::move(ticket);
    asio::co_spawn(m_executor, run(shared_from_this()), [](const std::exception_ptr& fault) {
        // Memory ran out, or a library gave up: this connection ends, the others go on.
        if (fault)
            spdlog::error("connection: ended by an exception");
    });
}

void Connection::stop()
{
    asio::post(m_executor, [self = shared_from_this()] {
        self->m_stopping = true;
        if (self->m_waiting)
            self->m_stream.next_layer().close();
    });
}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self)
{
    error_code ignored;
    (void)self->m_stream.next_layer().socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    self->m_stream.next_layer().expires_after(self->m_limits.handshake);
    if (co_await self->m_stream.handshake())
        co_return;
    while (!self->m_stopping && co_await self->serveOne() == Next::Read)
        ;
}

void Connection::giveTime(std::size_t bytes)
{
    m_stream.next_layer().expires_after(m_limits.body + std::chrono::seconds(bytes / m_limits.slowestBytesPerSecond));
}

asio::awaitable<bool> Connection::waitForRequest()
{
    if (m_buffer.size() > 0)
        co_return true;
    m_waiting = true;
    m_stream.next_layer().expires_after(m_limits.idle);
    constexpr std::size_t first = 4096; // most requests are smaller
    const auto [error, count] = co_await m_stream.async_read_some(m_buffer.prepare(first), asTuple);
    m_waiting = false;
    m_buffer.commit(count);
    co_return !error;
}

asio::awaitable<Connection::Next> Connection::serveOne()
{
    if (!co_await waitForRequest())
        co_return Next::End;
    Parser parser;
    parser.header_limit(m_limits.headerBytes);
    parser.body_limit(boost::none); // each route has its own, see collect()
    m_stream.next_layer().expires_after(m_limits.header);
    const auto [error, count] = co_await http::async_read_header(m_stream, m_buffer, parser, asTuple);
    m_ticket->traffic().received += count;
    if (error) {
        co_await refuseBadRequest(error);
        co_return Next::End;
    }
    const std::string target(parser.get().target());
    RequestHead head(parser.get(), target);
    head.request.address = m_ticket->address();
    if (parser.content_length())
        head.request.bodySize = *parser.content_length();
    if (beast::websocket::is_upgrade(parser.get())) {
        if (!m_stopping)
            co_await openLive(parser, head.request);
        co_return Next::End;
    }
    co_return co_await serve(parser, head.request);
}

asio::awaitable<Connection::Next> Connection::serve(Parser& parser, Request request)
{
    auto admission = m_service.admit(request);
    if (!admission)
        co_return co_await answer(parser, std::move(admission.error()));
    if (!admission->sink && request.bodySize.value_or(0) > admission->maxBody)
        co_return co_await answer(parser, tooLarge());
    giveTime(request.bodySize.value_or(admission->maxBody));
    if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        http::response<http::empty_body> goOn(http::status::continue_, 11);
        const auto [error, count] = co_await http::async_write(m_stream, goOn, asTuple);
        if (error)
            co_return Next::End;
    }
    if (admission->sink)
        co_return co_await pour(parser, std::move(admission->sink));
    co_return co_await collect(parser, std::move(request), admission->maxBody);
}

asio::awaitable<Connection::Next> Connection::collect(Parser& parser, Request request, std::size_t most)
{
    Bytes body;
    bool fits = true;
    const bool whole = co_await readBody(parser, [&](ByteView part) {
        fits = body.size() + part.size() <= most;
        if (fits)
            body.insert(body.end(), part.begin(), part.end());
        return fits;
    });
    if (!fits)
        co_return co_await answer(parser, tooLarge());
    if (!whole)
        co_return Next::End;
    request.body = body;
    co_return co_await answer(parser, co_await ask(request));
}

asio::awaitable<Connection::Next> Connection::pour(Parser& parser, std::unique_ptr<BodySink> sink)
{
    bool wanted = true;
    const bool whole = co_await readBody(parser, [&](ByteView part) { return wanted = sink->receive(part); });
    if (!whole && wanted)
        co_return Next::End; // cut; the sink keeps what it got
    co_return co_await answer(parser, sink->finish());
}

/// True when the whole body was taken. What arrived before a cut was taken too.
asio::awaitable<bool> Connection::readBody(Parser& parser, Take take)
{
    Bytes part;
    while (!parser.is_done()) {
        const std::uint64_t left = parser.content_length_remaining().value_or(m_limits.readBytes);
        part.resize(static_cast<std::size_t>(std::clamp<std::uint64_t>(left, 1, m_limits.readBytes)));
        auto& body = parser.get().body();
        body.data = part.data();
        body.size = part.size();
        body.more = true;
        auto [error, count] = co_await http::async_read_some(m_stream, m_buffer, parser, asTuple);
        part.resize(part.size() - body.size);
        m_ticket->traffic().received += part.size();
        if (!part.empty() && !take(part))
            co_return false;
        if (error && error != http::error::need_buffer)
            co_return false;
    }
    co_return true;
}

asio::awaitable<Reply> Connection::ask(const Request& request)
{
    const auto start = [this, &request](auto handler) {
        // The reply may come on any thread, and from within handle().
        const auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
        m_service.handle(request, [waiting](Reply reply) {
            const auto executor = asio::get_associated_executor(*waiting);
            asio::post(executor, [waiting, reply = std::move(reply)]() mutable { (*waiting)(std::move(reply)); });
        });
    };
    m_stream.next_layer().expires_never();
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Reply)>(start, asio::use_awaitable);
}

asio::awaitable<Connection::Next> Connection::answer(Parser& parser, Reply reply)
{
    const bool keep = parser.is_done() && parser.get().keep_alive() && !m_stopping;
    if (parser.get().method() == http::verb::head)
        reply.body.clear(); // such an answer has no body (RFC 9110 §9.3.2)
    Message message = toMessage(std::move(reply), keep);
    if (parser.get().method() != http::verb::post) // those answers nobody keeps who was not told to (RFC 9110 §9.3.3)
        message.set(http::field::cache_control, "no-store");
    giveTime(message.body().size());
    const auto [error, count] = co_await http::async_write(m_stream, message, asTuple);
    m_ticket->traffic().sent += count;
    if (error || keep)
        co_return error ? Next::End : Next::Read;
    // The length of a chunked body is not known; nobody of ours sends one.
    co_await sayGoodbye(parser.is_done() ? 0 : parser.content_length_remaining().value_or(0));
    co_return Next::End;
}

asio::awaitable<void> Connection::openLive(Parser& parser, const Request& request)
{
    auto admission = m_service.admitLive(request);
    if (!admission) {
        (void)co_await answer(parser, std::move(admission.error()));
        co_return;
    }
    const auto socket = std::make_shared<LiveSocket>(std::move(m_stream), m_limits, m_ticket->traffic());
    co_await socket->run(parser.release(), *admission);
}

asio::awaitable<void> Connection::refuseBadRequest(error_code error)
{
    const bool malformed = error.category() == http::make_error_code(http::error::bad_version).category();
    if (!malformed || error == http::error::end_of_stream || error == http::error::partial_message)
        co_return; // cut, or too slow
    const bool tooLong = error == http::error::header_limit || error == http::error::buffer_overflow;
    Message message = toMessage(problem(tooLong ? 431 : 400, "hub.bad_request"), false);
    giveTime(message.body().size());
    const auto [failed, count] = co_await http::async_write(m_stream, message, asTuple);
    if (!failed)
        co_await sayGoodbye(0);
}

/// A connection that is closed while its peer still sends is reset, and the answer may be lost with it (RFC 9112 §9.6). So: read on
/// for a while, say the end, and wait for the peer's.
asio::awaitable<void> Connection::sayGoodbye(std::uint64_t stillComing)
{
    m_stream.next_layer().expires_after(m_limits.linger);
    co_await waste(std::min<std::uint64_t>(stillComing, m_limits.lingerBytes));
    m_stream.next_layer().expires_after(m_limits.farewell);
    co_await m_stream.shutdown();
    co_await waste(m_limits.lingerBytes);
}

asio::awaitable<void> Connection::waste(std::uint64_t bytes)
{
    Bytes into(std::min<std::uint64_t>(bytes, m_limits.readBytes));
    while (bytes > 0) {
        const auto [error, count] = co_await m_stream.async_read_some(asio::buffer(into), asTuple);
        if (error)
            co_return;
        bytes -= std::min<std::uint64_t>(bytes, count);
    }
}

} // namespace linli::hub
