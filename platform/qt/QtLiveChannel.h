// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platform/qt/QtTransport.h"

#include <QNetworkRequest>
#include <QTimer>
#include <QWebSocket>

namespace linli::platform {

/// A WebSocket to the hub that notices when the hub is silently gone (RFC 6455 §5.5.2 pings).
///
/// Handlers are called from the event loop, in the order in which things happened; `closed` at most once and last; none
/// after destruction, which any of them may bring about. Text frames are not part of the protocol and are ignored.
/// Threads: one with an event loop. Owner: whoever opened it.
class QtLiveChannel final : public sync::LiveChannel {
public:
    static constexpr quint64 maxFrameBytes = 4 * 1024 * 1024;

    QtLiveChannel(const QNetworkRequest& request, LiveTiming timing, sync::Transport::LiveHandlers handlers);

private:
    void watchSocket();
    void markOpened();
    void receive(const QByteArray& frame);
    void checkLife();
    void end(const std::string& code, const QString& detail);

    LiveTiming m_timing;
    // Shared, so that a handler that destroys the channel outlives its own call.
    std::shared_ptr<const sync::Transport::LiveHandlers> m_handlers;
    bool m_opened = false;
    bool m_ended = false;
    bool m_awaitingPong = false;
    QTimer m_life;
    QWebSocket m_socket;
    QObject m_context; // last member: no signal finds the rest destroyed
};

} // namespace linli::platform
