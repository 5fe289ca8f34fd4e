// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtLiveChannel.h"

#include "platform/qt/HubUrl.h"

#include <QNetworkProxy>

#include <utility>

namespace linli::platform {

QtLiveChannel::QtLiveChannel(const QNetworkRequest& request, LiveTiming timing, sync::Transport::LiveHandlers handlers)
    : m_timing(timing), m_handlers(std::make_shared<const sync::Transport::LiveHandlers>(std::move(handlers)))
{
    m_socket.setMaxAllowedIncomingFrameSize(maxFrameBytes);
    m_socket.setMaxAllowedIncomingMessageSize(maxFrameBytes);
    if (isLoopback(request.url()))
        m_socket.setProxy(QNetworkProxy::NoProxy);
    watchSocket();
    m_life.start(m_timing.handshake);
    m_socket.open(request);
}

void QtLiveChannel::watchSocket()
{
    // Queued, so that no code of the socket is on the stack when a handler destroys the channel.
    const auto on = [this](auto* sender, auto signal, auto&& call) {
        QObject::connect(sender, signal, &m_context, std::forward<decltype(call)>(call), Qt::QueuedConnection);
    };
    on(&m_socket, &QWebSocket::connected, [this] { markOpened(); });
    on(&m_socket, &QWebSocket::binaryMessageReceived, [this](const QByteArray& frame) { receive(frame); });
    on(&m_socket, &QWebSocket::pong, [this] { m_awaitingPong = false; });
    on(&m_socket, &QWebSocket::errorOccurred, [this](QAbstractSocket::SocketError error) {
        end(error == QAbstractSocket::SslHandshakeFailedError ? "hub.tls" : "hub.unreachable", m_socket.errorString());
    });
    on(&m_socket, &QWebSocket::disconnected, [this] {
        end("hub.unreachable",
            QStringLiteral("closed %1 %2").arg(static_cast<int>(m_socket.closeCode())).arg(m_socket.closeReason()));
    });
    on(&m_life, &QTimer::timeout, [this] { checkLife(); });
}

void QtLiveChannel::markOpened()
{
    if (m_ended)
        return;
    m_opened = true;
    m_life.start(m_timing.pingEvery);
    const auto handlers = m_handlers;
    if (handlers->opened)
        handlers->opened();
}

void QtLiveChannel::receive(const QByteArray& frame)
{
    m_awaitingPong = false;
    const auto handlers = m_handlers;
    if (!m_ended && handlers->received)
        handlers->received(Bytes(frame.begin(), frame.end()));
}

void QtLiveChannel::checkLife()
{
    if (!m_opened || m_awaitingPong)
        return end("hub.timeout", m_opened ? QStringLiteral("no pong") : QStringLiteral("no handshake"));
    m_awaitingPong = true;
    m_socket.ping();
}

void QtLiveChannel::end(const std::string& code, const QString& detail)
{
    if (std::exchange(m_ended, true))
        return;
    m_life.stop();
    m_socket.abort();
    const auto handlers = m_handlers;
    if (handlers->closed)
        handlers->closed(Error{ErrorKind::Unreachable, code, detail.toStdString()});
}

} // namespace linli::platform
