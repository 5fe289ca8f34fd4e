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

} // namespace linli::hub
