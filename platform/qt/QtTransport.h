// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

namespace linli::platform {

/// How a live channel notices that the other side is gone.
struct LiveTiming {
    Milliseconds handshake{20'000}; ///< from opening to the hub's "switching protocols"
    Milliseconds pingEvery{30'000}; ///< a ping without a pong or a frame until the next one ends the channel
};

/// sync::Transport over QNetworkAccessManager and QWebSocket, to one hub.
///
/// Requests are HTTP/1.1 on kept connections, without cookies, cache, redirects or transparent compression: an answer is
/// exactly what the hub sent. Every request ends by its deadline, counted from send(), or by 32 MiB of answer. Statuses
/// from 300 on are answers, not errors. A request may reach the hub twice when a kept connection breaks under it, but not
/// a PATCH: that one fails, because what of its body arrived counts.
/// Retry-After is read in seconds (RFC 9110 §10.2.3), at most a day; a date is ignored.
/// Destruction cancels requests without callbacks; live channels have a life of their own.
/// Threads: made, used and destroyed on one thread with an event loop; callbacks come from that loop and may destroy it.
class QtTransport final : public sync::Transport {
public:
    static constexpr std::size_t maxAnswerBytes = 32 * 1024 * 1024;

    /// hub: as parseHubUrl() returns it.
    explicit QtTransport(QUrl hub, LiveTiming timing = {});

    void send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done) override;
    [[nodiscard]] std::unique_ptr<sync::LiveChannel> openLive(const std::string& path, const std::string& token,
                                                              LiveHandlers handlers) override;

private:
    QUrl m_hub;
    LiveTiming m_timing;
    QNetworkAccessManager m_network;
    QObject m_context; // last member: no callback finds the rest destroyed
};

} // namespace linli::platform
