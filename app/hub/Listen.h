// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace linli::hub {

/// An address to listen on; always an IP address, as names may mean several.
struct ListenAddress {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8460;

    [[nodiscard]] std::string text() const; ///< "127.0.0.1:8460", "[::1]:8460"
};

/// "HOST:PORT" or "[V6]:PORT"; "localhost" is 127.0.0.1. "hub.bad_address" (Invalid).
[[nodiscard]] Result<ListenAddress> parseListen(std::string_view text);

/// Says early and clearly whether the port can be had, and which one it is when asked for port 0. "hub.address_in_use",
/// "hub.bad_address" (an address that this machine has not). The port is free again on return, so another program may
/// still take it before the web server does.
[[nodiscard]] Result<ListenAddress> findPort(ListenAddress wanted);

} // namespace linli::hub
