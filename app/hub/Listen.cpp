// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Listen.h"

#include <charconv>

#include <arpa/inet.h>

namespace linli::hub {
namespace {

std::unexpected<Error> badAddress(std::string_view text)
{
    return fail(ErrorKind::Invalid, "hub.bad_address", std::string(text));
}

bool isAddress(const std::string& host)
{
    in6_addr place{}; // large enough for both kinds
    return ::inet_pton(AF_INET, host.c_str(), &place) == 1 || ::inet_pton(AF_INET6, host.c_str(), &place) == 1;
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
    if (fault != std::errc() || end != port.data() + port.size() || !isAddress(out.host))
        return badAddress(text);
    return out;
}

} // namespace linli::hub
