// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <QUrl>

#include <string>
#include <string_view>

namespace linli::platform {

/// A hub's base URL from what a person typed or an invite says: http or https (a hub may stand on the building's own
/// network), a host, perhaps a port and a path prefix; no user, query or fragment. At most 2048 bytes. The answer has
/// no slash at its end. "hub.bad_url" (Invalid) with the reason.
[[nodiscard]] Result<QUrl> parseHubUrl(std::string_view text);

/// `path` (with query, beginning with one "/") below the hub's base URL. "hub.bad_url" when it would not stay there.
[[nodiscard]] Result<QUrl> urlBelow(const QUrl& hub, std::string_view path);

/// The same place for a WebSocket: ws for http, wss for https.
[[nodiscard]] QUrl webSocketUrl(QUrl url);

/// Whether the hub is on this machine, where no proxy can reach it.
[[nodiscard]] bool isLoopback(const QUrl& url);

} // namespace linli::platform
