// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpApi.h"

#include <drogon/WebSocketController.h>

namespace linli::hub {

/// Takes a Drogon request apart. The views live as long as the request.
[[nodiscard]] Request readRequest(const drogon::HttpRequestPtr& request);

/// Joins Drogon's WebSockets to LiveChannels. One object serves all communities. Threads: Drogon's.
class LiveSocket final : public drogon::WebSocketController<LiveSocket, false> {
public:
    explicit LiveSocket(HttpApi& api) : m_api(api) {}
    /// Drogon calls this when the object is registered; paths are known at run time only, see WebServer.
    static void initPathRouting() {}

    void handleNewConnection(const drogon::HttpRequestPtr& request,
                             const drogon::WebSocketConnectionPtr& connection) override;
    void handleNewMessage(const drogon::WebSocketConnectionPtr& connection, std::string&& message,
                          const drogon::WebSocketMessageType& type) override;
    void handleConnectionClosed(const drogon::WebSocketConnectionPtr& connection) override;

private:
    struct Ticket;
    HttpApi& m_api;
};

} // namespace linli::hub
