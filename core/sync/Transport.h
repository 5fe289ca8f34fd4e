// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/base/Time.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linli::sync {

/// Header fields beyond those that have a place of their own; names in small letters.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method;      ///< GET, HEAD, POST, PUT, PATCH
    std::string path;        ///< with query, from the hub's base URL
    std::string token;       ///< bearer token; empty: none
    std::string contentType; ///< of the body; empty when there is no body
    Bytes body;
    Milliseconds deadline{};
    Headers headers = {};
    /// When the answer breaks off, deliver what came of it as an answer that is not whole. For GETs that go on by Range.
    bool keepsPart = false;
};

struct HttpResponse {
    int status = 0;
    std::string contentType;
    Bytes body;
    std::optional<Milliseconds> retryAfter;
    Headers headers = {}; ///< the first value of each that a phone reads, see headerOf()
    bool whole = true;    ///< false: it broke off after these bytes; only where the request keeps parts
};

/// A header's value; empty when it is not there. `name` in small letters.
[[nodiscard]] std::string_view headerOf(const Headers& headers, std::string_view name);

/// An open WebSocket. Closing it (destruction included) delivers no further callbacks.
class LiveChannel {
public:
    virtual ~LiveChannel() = default;
};

/// Port: HTTP and WebSocket to one hub, asynchronous. Callbacks come on the thread that called, later (never from within
/// the call), exactly once per request. Errors: ErrorKind::Unreachable with "hub.unreachable", "hub.timeout",
/// "hub.tls", "hub.answer_too_large" (over 32 MiB).
class Transport {
public:
    virtual ~Transport() = default;
    virtual void send(HttpRequest request, std::function<void(Result<HttpResponse>)> done) = 0;
    struct LiveHandlers {
        std::function<void()> opened;
        std::function<void(Bytes frame)> received;
        std::function<void(Error reason)> closed; ///< at most once
    };
    [[nodiscard]] virtual std::unique_ptr<LiveChannel> openLive(const std::string& path, const std::string& token,
                                                                LiveHandlers handlers) = 0;
};

} // namespace linli::sync
