// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"
#include "tests/bench/Citizen.h"

#include <span>
#include <string>

/// HTTP/1.1 on plain sockets: phones without a phone, for when hundreds of them must cost less than the hub that they load.
namespace linli::bench {

/// A request as bytes; keeps the connection.
[[nodiscard]] std::string httpText(const sync::HttpRequest& request);
/// The first whole answer in `buffer` and how many bytes it took; nothing while it is not whole. Throws at what is no HTTP, or
/// has no Content-Length.
struct Parsed {
    sync::HttpResponse response;
    std::size_t bytes = 0;
};
[[nodiscard]] std::optional<Parsed> parseResponse(std::string_view buffer);

/// One kept connection to a hub. Trouble is thrown. Threads: one.
class Connection {
public:
    /// url: "http://127.0.0.1:PORT". host: the connection comes from 127.0.x.y, so that many phones do not count as one address.
    explicit Connection(const std::string& url, std::uint16_t host = 1);
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&&) = delete;
    ~Connection();

    [[nodiscard]] sync::HttpResponse call(const sync::HttpRequest& request);
    void send(std::string_view text);
    /// Waits for more bytes; false at the end of the stream or when it broke.
    [[nodiscard]] bool receive(std::string& into);
    /// Asks for a live channel: a WebSocket (RFC 6455) after `after`. True when the hub has opened it.
    [[nodiscard]] bool openLive(const CommunityId& community, const std::string& token, std::uint64_t after);
    [[nodiscard]] int descriptor() const { return m_socket; }

private:
    int m_socket = -1;
    std::string m_buffer;
};

/// Challenge and login; the token.
[[nodiscard]] std::string login(Connection& connection, const CommunityId& community, const Citizen& citizen);
[[nodiscard]] sync::HttpRequest pushRequest(const CommunityId& community, const std::string& token,
                                            std::span<const log::SignedOperation> operations);
[[nodiscard]] sync::HttpRequest getRequest(const CommunityId& community, const std::string& token,
                                           const std::string& rest);
/// Operations of this answer that are in the log now. Throws when the status is not 200.
[[nodiscard]] std::size_t takenBy(const sync::HttpResponse& response);

} // namespace linli::bench
