// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/RequestHead.h"

namespace linli::hub {

namespace http = beast::http;

RequestHead::RequestHead(const http::request_header<>& header, std::string_view target)
{
    const std::size_t mark = target.find('?');
    request.method = header.method_string();
    request.path = target.substr(0, mark);
    const std::string_view query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    request.after = queryValue(query, "after");
    request.own = queryValue(query, "own");
    request.authorization = header[http::field::authorization];
    request.contentType = header[http::field::content_type];
    request.range = header[http::field::range];
    request.tusVersion = header["Tus-Resumable"];
    request.uploadLength = header["Upload-Length"];
    request.uploadMetadata = header["Upload-Metadata"];
    request.uploadOffset = header["Upload-Offset"];
    request.uploadChecksum = header["Upload-Checksum"];
}

std::string_view queryValue(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
    }
    return {};
}

} // namespace linli::hub
