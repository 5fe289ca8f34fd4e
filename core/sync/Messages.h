// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/Transport.h"

#include <google/protobuf/message_lite.h>

/// Bodies and paths shared by phones and the hub.
namespace linli::sync {

inline constexpr std::string_view plainType = "application/x-protobuf";
inline constexpr std::string_view zstdType = "application/vnd.linli.zstd";
inline constexpr std::string_view jpegType = "image/jpeg";
/// A snapshot's signed manifest, and its pages as they are hashed.
inline constexpr std::string_view snapshotType = "application/vnd.linli.snapshot";
inline constexpr std::string_view loginContext = "linli/login/v1";
inline constexpr unsigned protocolVersion = 1;

/// "/v1/c/<community uuid><rest>"
[[nodiscard]] std::string communityPath(const CommunityId& community, std::string_view rest);

struct Body {
    std::string contentType;
    Bytes bytes;
};
/// Serialises; compresses with zstd when that is smaller.
[[nodiscard]] Body encodeBody(const google::protobuf::MessageLite& message);
/// The request with that body.
[[nodiscard]] HttpRequest withBody(HttpRequest request, const google::protobuf::MessageLite& message);
/// Unpacks (at most `most` bytes) and parses. "sync.bad_message" (Invalid).
[[nodiscard]] Result<void> decodeBody(std::string_view contentType, ByteView bytes,
                                      google::protobuf::MessageLite& message, std::size_t most = tuning::messageBytes);
/// A live frame: `u8 1 | zstd bytes` or `u8 0 | plain bytes`.
[[nodiscard]] Bytes encodeFrame(const google::protobuf::MessageLite& message);
[[nodiscard]] Result<void> decodeFrame(ByteView frame, google::protobuf::MessageLite& message);

/// The bytes that a device signs to log in: community_id 16 | device_id 16 | nonce.
[[nodiscard]] Bytes loginMessage(const CommunityId& community, const DeviceId& device, ByteView nonce);

/// A 200 answer's message, or the Problem that the hub gave as an Error: 401 and 403 are Rejected with the hub's code, 429
/// and 5xx are Unreachable "hub.busy" or the hub's code; anything that is not from a hub is Unreachable "hub.not_a_hub".
[[nodiscard]] Result<void> readAnswer(const HttpResponse& response, google::protobuf::MessageLite& message);
[[nodiscard]] Error problemOf(const HttpResponse& response);

} // namespace linli::sync
