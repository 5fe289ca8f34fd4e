// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Listen.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace linli::hub {
namespace {

std::unexpected<Error> badAddress(std::string_view text)
{
    return fail(ErrorKind::Invalid, "hub.bad_address", std::string(text));
}

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;

    [[nodiscard]] sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
    [[nodiscard]] std::uint16_t port() const
    {
        return ntohs(storage.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(storage).sin6_port
                                                   : reinterpret_cast<const sockaddr_in&>(storage).sin_port);
    }
};

Result<SocketAddress> resolve(const ListenAddress& address)
{
    SocketAddress out;
    auto& v4 = reinterpret_cast<sockaddr_in&>(out.storage);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(out.storage);
    if (::inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(address.port);
        out.length = sizeof(sockaddr_in);
    } else if (::inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(address.port);
        out.length = sizeof(sockaddr_in6);
    } else {
        return badAddress(address.host);
    }
    return out;
}

} // namespace

std::string ListenAddress::text() const
{
    const bool v6 = host.contains(':');
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<ListenAddress> parseListen(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return badAddress(text);
    ListenAddress out;
    std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    out.host = host == "localhost" ? std::string_view("127.0.0.1") : host;
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), out.port);
    if (fault != std::errc() || end != port.data() + port.size() || !resolve(out))
        return badAddress(text);
    return out;
}

Result<ListenAddress> findPort(ListenAddress wanted)
{
    LINLI_TRY(SocketAddress address, resolve(wanted));
    const int probe = ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    const bool bound = probe >= 0 && ::setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                       ::bind(probe, address.get(), address.length) == 0 &&
                       ::getsockname(probe, address.get(), &address.length) == 0;
    const int trouble = errno;
    if (probe >= 0)
        ::close(probe);
    if (!bound)
        return fail(ErrorKind::Unreachable, trouble == EADDRINUSE ? "hub.address_in_use" : "hub.bad_address",
                    wanted.text() + ": " + std::error_code(trouble, std::generic_category()).message());
    wanted.port = address.port();
    return wanted;
}

} // namespace linli::hub
