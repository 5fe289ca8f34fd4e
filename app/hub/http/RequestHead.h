// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpService.h"
#include "app/hub/http/Stream.h"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

namespace linli::hub {

/// A request's line and headers taken apart. The views live as long as both arguments.
struct RequestHead {
    /// target: the path with its query.
    RequestHead(const beast::http::request_header<>& header, std::string_view target);
    RequestHead(const RequestHead&) = delete;
    RequestHead& operator=(const RequestHead&) = delete;

    Request request;
};

/// The value of `name` in "a=1&b=2"; empty when it is not there. Nothing of ours is escaped in a query.
[[nodiscard]] std::string_view queryValue(std::string_view query, std::string_view name);

} // namespace linli::hub
