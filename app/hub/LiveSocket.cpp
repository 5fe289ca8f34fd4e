// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LiveSocket.h"

#include <charconv>

namespace linli::hub {
namespace {

/// Phones say nothing on this channel; the limit of a control frame's payload (RFC 6455 §5.5) leaves no room to try.
class SocketSink final : public LiveSink {
public:
    explicit SocketSink(drogon::WebSocketConnectionPtr connection) : m_connection(std::move(connection)) {}
    void send(const Bytes& frame) override
    {
        m_connection->send(reinterpret_cast<const char*>(frame.data()), frame.size(),
                           drogon::WebSocketMessageType::Binary);
    }
    void ping(std::uint64_t number) override
    {
        m_connection->send(std::to_string(number), drogon::WebSocketMessageType::Ping);
    }
    void close(const std::string& code) override
    {
        const bool stopping = code == "hub.stopping";
        m_connection->shutdown(stopping ? drogon::CloseCode::kEndpointGone : drogon::CloseCode::kViolation, code);
    }

private:
    drogon::WebSocketConnectionPtr m_connection;
};

} // namespace

Request readRequest(const drogon::HttpRequestPtr& request)
{
    const std::string_view body = request->body();
    return {.method = request->methodString(),
            .path = request->path(),
            .after = request->getParameter("after"),
            .authorization = request->getHeader("authorization"),
            .contentType = request->getHeader("content-type"),
            .body = asBytes(body),
            .address = request->peerAddr().toIp()};
}

struct LiveSocket::Ticket {
    LiveChannels& channels;
    LiveChannels::Id id;
};

void LiveSocket::handleNewConnection(const drogon::HttpRequestPtr& request,
                                     const drogon::WebSocketConnectionPtr& connection)
{
    const auto admission = m_api.admitLive(readRequest(request));
    if (!admission)
        return connection->shutdown(drogon::CloseCode::kViolation, "auth.token");
    LiveChannels& channels = admission->community->live();
    const auto id = channels.open(admission->device, admission->after, std::make_shared<SocketSink>(connection));
    connection->setContext(std::make_shared<Ticket>(channels, id));
}

void LiveSocket::handleNewMessage(const drogon::WebSocketConnectionPtr& connection, std::string&& message,
                                  const drogon::WebSocketMessageType& type)
{
    const auto ticket = connection->getContext<Ticket>();
    if (type != drogon::WebSocketMessageType::Pong || !ticket)
        return;
    const std::string text = std::move(message);
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc() && end == text.data() + text.size())
        ticket->channels.pong(ticket->id, number);
}

void LiveSocket::handleConnectionClosed(const drogon::WebSocketConnectionPtr& connection)
{
    if (const auto ticket = connection->getContext<Ticket>())
        ticket->channels.closed(ticket->id);
}

} // namespace linli::hub
