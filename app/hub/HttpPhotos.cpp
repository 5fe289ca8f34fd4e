// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
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
    respond(replyRange(sync::jpegType, std::move(**jpeg), request.range, "photo.bad_range"));
}

} // namespace linli::hub
