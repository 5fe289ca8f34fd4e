// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Messages.h"

#include "core/base/Encoding.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

#include <zstd.h>

namespace linli::sync {
namespace {

constexpr int messageZstdLevel = 9;
/// Below this, zstd's frame costs more than it saves.
constexpr std::size_t worthCompressing = 256;

Bytes serialise(const google::protobuf::MessageLite& message)
{
    Bytes out(message.ByteSizeLong());
    message.SerializeToArray(out.data(), static_cast<int>(out.size()));
    return out;
}

std::optional<Bytes> compress(ByteView plain)
{
    if (plain.size() < worthCompressing)
        return std::nullopt;
    Bytes packed(ZSTD_compressBound(plain.size()));
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), messageZstdLevel);
    if (ZSTD_isError(size) != 0 || size >= plain.size())
        return std::nullopt;
    packed.resize(size);
    return packed;
}

std::unexpected<Error> badMessage(std::string_view why)
{
    return fail(ErrorKind::Invalid, "sync.bad_message", std::string(why));
}

Result<Bytes> decompress(ByteView packed, std::size_t most)
{
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > most)
        return badMessage("size of a compressed body");
    Bytes plain(static_cast<std::size_t>(size));
    const std::size_t done = ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) != 0 || done != plain.size())
        return badMessage("compressed body");
    return plain;
}

Result<void> parse(ByteView bytes, google::protobuf::MessageLite& message)
{
    if (bytes.size() > tuning::messageBytes || !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return badMessage("protobuf");
    return {};
}

} // namespace

std::string_view headerOf(const Headers& headers, std::string_view name)
{
    for (const auto& [key, value] : headers)
        if (key == name)
            return value;
    return {};
}

std::string communityPath(const CommunityId& community, std::string_view rest)
{
    return "/v1/c/" + toText(community) + std::string(rest);
}

Body encodeBody(const google::protobuf::MessageLite& message)
{
    Bytes plain = serialise(message);
    if (auto packed = compress(plain))
        return {std::string(zstdType), std::move(*packed)};
    return {std::string(plainType), std::move(plain)};
}

HttpRequest withBody(HttpRequest request, const google::protobuf::MessageLite& message)
{
    Body body = encodeBody(message);
    request.contentType = std::move(body.contentType);
    request.body = std::move(body.bytes);
    return request;
}

Result<void> decodeBody(std::string_view contentType, ByteView bytes, google::protobuf::MessageLite& message,
                        std::size_t most)
{
    if (contentType.starts_with(zstdType)) {
        LINLI_TRY(const Bytes plain, decompress(bytes, most));
        return parse(plain, message);
    }
    return contentType.starts_with(plainType) ? parse(bytes, message) : badMessage("content type");
}

Bytes encodeFrame(const google::protobuf::MessageLite& message)
{
    Bytes plain = serialise(message);
    auto packed = compress(plain);
    Bytes frame{static_cast<std::uint8_t>(packed ? 1 : 0)};
    append(frame, packed ? *packed : plain);
    return frame;
}

Result<void> decodeFrame(ByteView frame, google::protobuf::MessageLite& message)
{
    if (frame.empty() || frame.front() > 1)
        return badMessage("frame");
    return decodeBody(frame.front() == 1 ? zstdType : plainType, frame.subspan(1), message);
}

Bytes loginMessage(const CommunityId& community, const DeviceId& device, ByteView nonce)
{
    Bytes message;
    append(message, community.view());
    append(message, device.view());
    append(message, nonce);
    return message;
}

Error problemOf(const HttpResponse& response)
{
    pb::sync::Problem problem;
    const auto parsed = decodeBody(response.contentType, response.body, problem);
    if (!parsed || problem.code().empty())
        return {ErrorKind::Unreachable, "hub.not_a_hub", "status " + std::to_string(response.status)};
    const bool passing = response.status == 429 || response.status >= 500;
    return {passing ? ErrorKind::Unreachable : ErrorKind::Rejected, problem.code(), problem.detail()};
}

Result<void> readAnswer(const HttpResponse& response, google::protobuf::MessageLite& message)
{
    if (response.status != 200)
        return std::unexpected(problemOf(response));
    if (!decodeBody(response.contentType, response.body, message))
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "an answer that is no Linli message");
    return {};
}

} // namespace linli::sync
