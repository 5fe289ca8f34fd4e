// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/LiveSocket.h"

#include "app/hub/CommunityHub.h"

#include <charconv>

namespace linli::hub {
namespace {

namespace websocket = beast::websocket;

/// Phones say nothing on this channel; the limit of a control frame's payload (RFC 6455 §5.5) leaves no room to try.
constexpr std::size_t maxMessage = 1024;

std::optional<std::uint64_t> pingNumber(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

void LiveSocket::configure(LiveChannels& channels, const LiveChannels::Id& id)
{
    m_socket.binary(true);
    m_socket.auto_fragment(false);
    m_socket.read_message_max(maxMessage);
    m_socket.set_option(websocket::stream_base::timeout{m_limits.handshake, m_limits.liveIdle, true});
    m_socket.next_layer().next_layer().expires_never(); // the WebSocket has time-outs of its own
    m_socket.control_callback([&channels, &id](websocket::frame_type kind, beast::string_view text) {
        if (const auto number = pingNumber(text); kind == websocket::frame_type::pong && number)
            channels.pong(id, *number);
    });
}

asio::awaitable<void> LiveSocket::run(beast::http::request<beast::http::buffer_body> request, LiveAdmission admission)
{
    LiveChannels& channels = admission.community->live();
    LiveChannels::Id id = 0; // no channel has it
    configure(channels, id);
    const auto [refused] = co_await m_socket.async_accept(request, asTuple);
    if (refused)
        co_return;
    id = channels.open({admission.device, admission.after, admission.hasOwnFrom}, shared_from_this());
    beast::flat_buffer heard;
    for (bool open = true; open;) {
        const auto [error, count] = co_await m_socket.async_read(heard, asTuple);
        heard.clear();
        open = !error;
    }
    channels.closed(id);
    m_socket.control_callback();
}

void LiveSocket::send(const Bytes& frame)
{
    enqueue({Out::Kind::Frame, frame});
}

void LiveSocket::ping(std::uint64_t number)
{
    enqueue({Out::Kind::Ping, toBytes(std::to_string(number))});
}

void LiveSocket::close(const std::string& code)
{
    enqueue({Out::Kind::Close, toBytes(code)});
}

void LiveSocket::enqueue(Out out)
{
    asio::post(m_socket.get_executor(), [self = shared_from_this(), out = std::move(out)]() mutable {
        if (self->m_queue.size() >= self->m_limits.liveQueue)
            return self->cut();
        self->m_queue.push_back(std::move(out));
        if (self->m_queue.size() == 1)
            self->write();
    });
}

void LiveSocket::write()
{
    const Out& out = m_queue.front();
    const std::string text = asString(out.kind == Out::Kind::Frame ? ByteView() : ByteView(out.bytes));
    const auto done = [self = shared_from_this()](const error_code& error, std::size_t = 0) { self->written(error); };
    switch (out.kind) {
    case Out::Kind::Frame:
        return m_socket.async_write(asio::buffer(out.bytes), done);
    case Out::Kind::Ping:
        return m_socket.async_ping(websocket::ping_data(text), done);
    case Out::Kind::Close: {
        const bool stopping = text == "hub.stopping";
        const auto why = stopping ? websocket::close_code::going_away : websocket::close_code::policy_error;
        return m_socket.async_close(websocket::close_reason(why, text), done);
    }
    }
}

void LiveSocket::written(const error_code& error)
{
    m_traffic.sent += m_queue.front().bytes.size();
    m_queue.pop_front();
    if (error)
        m_queue.clear(); // the reading side sees the end too
    else if (!m_queue.empty())
        write();
}

void LiveSocket::cut()
{
    m_socket.next_layer().next_layer().close();
}

} // namespace linli::hub
