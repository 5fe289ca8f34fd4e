// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/sync/Transport.h"

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace linli::hub {

class CommunityHub;

/// A request as the web server got it. Views are valid during the call that they are given to.
struct Request {
    std::string_view method;
    std::string_view path;
    std::string_view after;         ///< query parameter "after", empty when absent
    std::string_view authorization; ///< header
    std::string_view contentType;
    ByteView body;
    std::string_view own = {};            ///< query parameter "own", likewise
    std::string_view range = {};          ///< header
    std::string_view tusVersion = {};     ///< header Tus-Resumable; the next four are tus' too, see Tus.h
    std::string_view uploadLength = {};   ///< of a photo that begins
    std::string_view uploadMetadata = {}; ///< of a photo that begins
    std::string_view uploadOffset = {};   ///< of a chunk
    std::string_view uploadChecksum = {}; ///< of a chunk
    std::string address;                  ///< of the peer, for rates of those who have no device yet
    std::optional<std::uint64_t> bodySize = std::nullopt; ///< as Content-Length says it, before there is a body
};
using Reply = sync::HttpResponse;
using Respond = std::function<void(Reply)>;

/// A phone that asks for the live channel, admitted.
struct LiveAdmission {
    CommunityHub* community;
    DeviceId device;
    Seq after;
    std::optional<std::uint64_t> hasOwnFrom = std::nullopt; ///< as Reader says it
};

/// Takes a body while it arrives. Destroyed without finish(): the connection was cut, and what arrived is all there is.
class BodySink {
public:
    virtual ~BodySink() = default;
    /// False: no more is wanted; finish() says why.
    [[nodiscard]] virtual bool receive(ByteView part) = 0;
    [[nodiscard]] virtual Reply finish() = 0;
};

/// What is done with the body of a request whose head was read.
struct Admission {
    std::size_t maxBody = 0;        ///< more is 413; what is taken is collected and given to handle()
    std::unique_ptr<BodySink> sink; ///< or handed over piece by piece: then handle() is not called
};

/// What a web server serves. Every request that was admitted gets exactly one reply, perhaps later and on another thread.
/// Threads: any.
class HttpService {
public:
    virtual ~HttpService() = default;
    /// Looks at a request before its body is read: where it goes and how much it may bring, or the reply that refuses it.
    [[nodiscard]] virtual std::expected<Admission, Reply> admit(const Request& head) = 0;
    virtual void handle(const Request& request, Respond respond) = 0;
    /// For a WebSocket: admission, or the reply that refuses it.
    [[nodiscard]] virtual std::expected<LiveAdmission, Reply> admitLive(const Request& request) = 0;
};

} // namespace linli::hub
