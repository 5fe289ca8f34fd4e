// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"

/// HttpApi: entries that the log lost come back.
namespace linli::hub {
namespace {

Reply refillReply(const RefillDesk::Wanted& wanted)
{
    pb::sync::RefillAnswer out;
    out.set_wanted(wanted.open);
    out.set_size(wanted.size);
    out.set_arrived(wanted.arrived);
    out.set_proven(wanted.proven);
    for (const Seq seq : wanted.missing)
        out.add_missing(seq.value);
    return replyWith(out);
}

} // namespace

Result<RefillDesk::Offer> HttpApi::readOffer(const Request& request, const DeviceId& device)
{
    pb::sync::Refill in;
    LINLI_CHECK(sync::decodeBody(request.contentType, request.body, in, maxUnpackedBody));
    if (static_cast<std::size_t>(in.entries_size()) > maxPushOperations)
        return fail(ErrorKind::Invalid, "refill.too_large", "at most 500 entries");
    RefillDesk::Offer offer{device, in.checkpoint(), {}};
    for (const auto& each : in.entries()) {
        LINLI_TRY(auto entry, log::fromProto(each));
        offer.entries.push_back(std::move(entry));
    }
    return offer;
}

void HttpApi::refill(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    auto offer = readOffer(request, reader->device);
    if (!offer)
        return respond(problem(offer.error()));
    target.community.refill(std::move(*offer),
                            [respond = std::move(respond)](const Result<RefillDesk::Wanted>& wanted) {
                                respond(wanted ? refillReply(*wanted) : problem(wanted.error()));
                            });
}

} // namespace linli::hub
