// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpService.h"
#include "app/hub/LiveChannels.h"
#include "app/hub/http/Connections.h"
#include "app/hub/http/Limits.h"
#include "app/hub/http/Stream.h"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>

#include <deque>

namespace linli::hub {

/// Joins one WebSocket to LiveChannels.
///
/// Invariant: one write is under way at a time; at most Limits::liveQueue wait, and a phone that lets more gather is cut off.
/// Threads: send(), ping() and close() from any; all else on the stream's strand. Owner: its coroutine and its channel.
class LiveSocket final : public LiveSink, public std::enable_shared_from_this<LiveSocket> {
public:
    LiveSocket(Stream stream, const Limits& limits, Connections::Traffic& traffic)
        : m_limits(limits), m_traffic(traffic), m_socket(std::move(stream))
    {
    }

    /// Shakes hands, then lives until either side closes.
    [[nodiscard]] asio::awaitable<void> run(beast::http::request<beast::http::buffer_body> request,
                                            LiveAdmission admission);
    void send(const Bytes& frame) override;
    void ping(std::uint64_t number) override;
    void close(const std::string& code) override;

private:
    struct Out {
        enum class Kind { Frame, Ping, Close } kind;
        Bytes bytes; ///< a frame, or the text of the others
    };
    void configure(LiveChannels& channels, const LiveChannels::Id& id);
    void enqueue(Out out);
    void write();
    void written(const error_code& error);
    void cut();

    const Limits& m_limits;
    Connections::Traffic& m_traffic;
    beast::websocket::stream<Stream, false> m_socket; ///< without compression: pages are packed already
    std::deque<Out> m_queue;                          ///< the first one is being written
};

} // namespace linli::hub
