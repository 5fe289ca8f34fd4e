// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "app/hub/Tus.h"
#include "core/base/Encoding.h"
#include "core/sync/Messages.h"

namespace linli::hub {

std::optional<Hash> HttpApi::photoName(std::string_view hex)
{
    const auto bytes = fromHex(hex);
    const auto hash = bytes ? toHash(*bytes) : std::nullopt;
    // Upper-case letters would make a second name.
    return hash && toHex(*hash) == hex ? hash : std::nullopt;
}

void HttpApi::putPhoto(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    const auto name = photoName(target.name);
    if (!name)
        return respond(problem(400, "photo.bad_name"));
    if (auto refused = overRate(m_photoRates, reader->device.str(), 1))
        return respond(std::move(*refused));
    if (!request.contentType.starts_with(sync::jpegType))
        return respond(problem(400, "photo.not_jpeg"));
    const auto stored = target.community.photos().put(*name, request.body);
    respond(stored ? replyText("ok") : problem(stored.error()));
}

namespace {

/// All of it, or the range that was asked for.
Reply photoReply(Bytes jpeg, std::string_view asked)
{
    Reply reply{200, std::string(sync::jpegType), {}, std::nullopt, {{"Accept-Ranges", "bytes"}}};
    if (asked.empty()) {
        reply.body = std::move(jpeg);
        return reply;
    }
    const auto range = tus::parseRange(asked, jpeg.size());
    const std::string size = std::to_string(jpeg.size());
    if (!range) {
        Reply refused = problem(416, "photo.bad_range");
        refused.headers.emplace_back("Content-Range", "bytes */" + size);
        return refused;
    }
    reply.status = 206;
    reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(range->first) + "-" +
                                                    std::to_string(range->last) + "/" + size);
    const ByteView part = ByteView(jpeg).subspan(range->first, range->last - range->first + 1);
    reply.body.assign(part.begin(), part.end());
    return reply;
}

} // namespace

void HttpApi::getPhoto(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    const auto name = photoName(target.name);
    if (!name)
        return respond(problem(400, "photo.bad_name"));
    const auto allowed = target.community.gatekeeper().maySeePhoto(*reader, *name);
    if (!allowed)
        return respond(problem(allowed.error()));
    auto jpeg = *allowed ? target.community.photos().find(*name) : std::optional<Bytes>();
    if (!jpeg)
        return respond(problem(jpeg.error()));
    if (!*jpeg)
        return respond(problem(404, "photo.unknown"));
    respond(photoReply(std::move(**jpeg), request.range));
}

} // namespace linli::hub
