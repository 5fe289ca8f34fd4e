// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "core/base/Encoding.h"
#include "core/snapshot/snapshot.pb.h"
#include "core/sync/Messages.h"

/// HttpApi: snapshots, for phones that begin.
namespace linli::hub {
namespace {

Reply reply(Result<std::optional<Bytes>> found)
{
    if (!found)
        return problem(found.error());
    if (!*found)
        return problem(404, "snapshot.none");
    return {200, std::string(sync::snapshotType), std::move(**found), std::nullopt};
}

} // namespace

void HttpApi::snapshotManifest(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    respond(reader ? reply(target.community.snapshots().manifest()) : problem(reader.error()));
}

void HttpApi::snapshotPage(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    const auto bytes = fromHex(target.name);
    const auto name = bytes ? toHash(*bytes) : std::nullopt;
    auto page = name ? target.community.snapshots().page(*name) : std::optional<Bytes>();
    if (!page || !*page || request.range.empty())
        return respond(reply(std::move(page)));
    respond(replyRange(sync::snapshotType, std::move(**page), request.range, "snapshot.bad_range"));
}

void HttpApi::snapshotOwnPart(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    const auto size = parseAfter(target.name);
    const auto after = parseAfter(request.after);
    if (!size || !after)
        return respond(problem(400, "log.bad_after"));
    const auto part = target.community.snapshots().ownPart(*reader, size->value, *after);
    if (!part)
        return respond(part.error().code == "snapshot.none" ? problem(404, "snapshot.none") : problem(part.error()));
    respond(replyWith(*part));
}

} // namespace linli::hub
