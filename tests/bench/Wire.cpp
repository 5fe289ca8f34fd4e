// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Wire.h"

#include "core/base/Encoding.h"
#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/bench/Need.h"

#include <array>
#include <charconv>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace linli::bench {
namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::string_view headEnd = "\r\n\r\n";

template <class Number> Number numberIn(std::string_view text)
{
    Number value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    require(read.ec == std::errc(), "no number: " + std::string(text.substr(0, 40)));
    return value;
}

/// A header's value; names in any letter case.
std::string_view header(std::string_view head, std::string_view name)
{
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    for (std::size_t at = head.find(lineEnd); at != std::string_view::npos; at = head.find(lineEnd, at + 1)) {
        const std::string_view line = head.substr(at + 2, head.find(lineEnd, at + 2) - at - 2);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            std::ranges::equal(line.substr(0, name.size()), name, same)) {
            const std::size_t begin = line.find_first_not_of(' ', name.size() + 1);
            return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
        }
    }
    return {};
}

sockaddr_in address(std::uint32_t host, std::uint16_t port)
{
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_addr.s_addr = htonl(host);
    out.sin_port = htons(port);
    return out;
}

sync::HttpRequest withBody(const std::string& path, const std::string& token,
                           const google::protobuf::MessageLite& message)
{
    sync::Body body = sync::encodeBody(message);
    return {"POST", path, token, std::move(body.contentType), std::move(body.bytes), {}};
}

} // namespace

std::string httpText(const sync::HttpRequest& request)
{
    std::string text = request.method + " " + request.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!request.token.empty())
        text += "Authorization: Bearer " + request.token + "\r\n";
    if (!request.contentType.empty())
        text += "Content-Type: " + request.contentType + "\r\n";
    if (request.method != "GET")
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return text + "\r\n" + asString(request.body);
}

std::optional<Parsed> parseResponse(std::string_view buffer)
{
    const std::size_t end = buffer.find(headEnd);
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view head = buffer.substr(0, end + 2);
    require(head.starts_with("HTTP/1.1 ") && head.size() > 12, "no HTTP");
    Parsed parsed;
    parsed.response.status = numberIn<int>(head.substr(9, 3));
    std::size_t length = 0;
    if (parsed.response.status != 101)
        length = numberIn<std::size_t>(header(head, "Content-Length"));
    parsed.bytes = end + headEnd.size() + length;
    if (buffer.size() < parsed.bytes)
        return std::nullopt;
    parsed.response.contentType = header(head, "Content-Type");
    parsed.response.body = toBytes(buffer.substr(end + headEnd.size(), length));
    return parsed;
}

Connection::Connection(const std::string& url, std::uint16_t host)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    constexpr std::uint32_t loopback = 127U << 24;
    const sockaddr_in from = address(loopback + host, 0);
    const sockaddr_in to = address(loopback + 1, numberIn<std::uint16_t>(url.substr(url.rfind(':') + 1)));
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // Without it a port is taken before it is known where to, and two thousand sockets run out of them.
    ::setsockopt(m_socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const bool connected = ::bind(m_socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
                           ::connect(m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    if (!connected) {
        ::close(m_socket);
        throw std::runtime_error("cannot connect to " + url);
    }
}

Connection::Connection(Connection&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_buffer(std::move(other.m_buffer))
{
}

Connection::~Connection()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

void Connection::send(std::string_view text)
{
    while (!text.empty()) {
        const auto put = ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL);
        require(put > 0, "the connection broke");
        text.remove_prefix(static_cast<std::size_t>(put));
    }
}

bool Connection::receive(std::string& into)
{
    std::array<char, 16 * 1024> block{};
    const auto got = ::recv(m_socket, block.data(), block.size(), 0);
    if (got > 0)
        into.append(block.data(), static_cast<std::size_t>(got));
    return got > 0;
}

sync::HttpResponse Connection::call(const sync::HttpRequest& request)
{
    send(httpText(request));
    for (;;) {
        if (auto parsed = parseResponse(m_buffer)) {
            m_buffer.erase(0, parsed->bytes);
            return std::move(parsed->response);
        }
        require(receive(m_buffer), "the connection broke");
    }
}

bool Connection::openLive(const CommunityId& community, const std::string& token, std::uint64_t after)
{
    send("GET " + sync::communityPath(community, "/live?after=" + std::to_string(after)) +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " +
         toBase64(crypto::randomBytes(16)) + "\r\n\r\n");
    while (m_buffer.find(headEnd) == std::string::npos)
        if (!receive(m_buffer))
            return false;
    return m_buffer.starts_with("HTTP/1.1 101");
}

std::string login(Connection& connection, const CommunityId& community, const Citizen& citizen)
{
    const crypto::Identity& identity = citizen.identity();
    pb::sync::ChallengeRequest ask;
    ask.set_device_id(identity.device.str());
    pb::sync::Challenge challenge;
    need(sync::readAnswer(connection.call(withBody(sync::communityPath(community, "/challenge"), {}, ask)), challenge));
    pb::sync::LoginRequest proof;
    proof.set_device_id(identity.device.str());
    proof.set_nonce(challenge.nonce());
    const Bytes message = sync::loginMessage(community, identity.device, asBytes(challenge.nonce()));
    proof.set_signature(asString(identity.signing.sign(sync::loginContext, message)));
    pb::sync::Login login;
    need(sync::readAnswer(connection.call(withBody(sync::communityPath(community, "/login"), {}, proof)), login));
    return login.token();
}

sync::HttpRequest pushRequest(const CommunityId& community, const std::string& token,
                              std::span<const log::SignedOperation> operations)
{
    pb::sync::Push push;
    for (const log::SignedOperation& operation : operations)
        log::operationToProto(operation, *push.add_operations());
    return withBody(sync::communityPath(community, "/operations"), token, push);
}

sync::HttpRequest getRequest(const CommunityId& community, const std::string& token, const std::string& rest)
{
    return {"GET", sync::communityPath(community, rest), token, {}, {}, {}};
}

std::size_t takenBy(const sync::HttpResponse& response)
{
    pb::sync::PushAnswer answers;
    need(sync::readAnswer(response, answers));
    std::size_t taken = 0;
    for (const auto& answer : answers.answers())
        taken += answer.status() == pb::sync::Answer::ACCEPTED || answer.status() == pb::sync::Answer::ALREADY ? 1 : 0;
    return taken;
}

} // namespace linli::bench
