// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "core/community/Judge.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"

/// HttpApi for those who have no token yet.
namespace linli::hub {

void HttpApi::info(const Request&, const Target& target, Respond respond)
{
    const community::Genesis& genesis = target.community.genesis();
    pb::sync::HubInfo info;
    info.set_protocol(sync::protocolVersion);
    info.set_community_id(genesis.community.str());
    info.set_hub_key(asString(genesis.hubKey));
    info.set_genesis_hash(asString(genesis.foundingHash));
    info.set_epoch(asString(target.community.epoch()));
    respond(replyWith(info));
}

void HttpApi::challenge(const Request& request, const Target& target, Respond respond)
{
    if (auto refused = overRate(m_strangerRates, request.address, 1))
        return respond(std::move(*refused));
    pb::sync::ChallengeRequest asked;
    if (const auto read = sync::decodeBody(request.contentType, request.body, asked); !read)
        return respond(problem(read.error()));
    const auto device = DeviceId::fromBytes(asBytes(asked.device_id()));
    if (!device)
        return respond(problem(400, "auth.malformed"));
    pb::sync::Challenge challenge;
    challenge.set_nonce(asString(target.community.sessions().newNonce(*device, m_clock.monotonic())));
    respond(replyWith(challenge));
}

void HttpApi::login(const Request& request, const Target& target, Respond respond)
{
    if (auto refused = overRate(m_strangerRates, request.address, 1))
        return respond(std::move(*refused));
    pb::sync::LoginRequest asked;
    if (const auto read = sync::decodeBody(request.contentType, request.body, asked); !read)
        return respond(problem(read.error()));
    const auto device = DeviceId::fromBytes(asBytes(asked.device_id()));
    if (!device)
        return respond(problem(400, "auth.malformed"));
    const auto reader = target.community.gatekeeper().reader(*device);
    if (!reader)
        return respond(problem(reader.error()));
    Sessions& sessions = target.community.sessions();
    const Bytes message = sync::loginMessage(target.community.genesis().community, *device, asBytes(asked.nonce()));
    // The nonce is used up even by a wrong signature, so that one nonce is one guess.
    const bool fresh = sessions.takeNonce(*device, asBytes(asked.nonce()), m_clock.monotonic());
    if (!fresh || !crypto::verify(reader->key, sync::loginContext, message, asBytes(asked.signature())))
        return respond(problem(401, fresh ? "auth.bad_signature" : "auth.stale_nonce"));
    CommunityHub& community = target.community;
    community.see(asked.checkpoint(), [this, &community, device = *device, respond = std::move(respond)] {
        pb::sync::Login login;
        login.set_token(community.sessions().newToken(device, m_clock.monotonic()));
        login.set_valid_ms(Sessions::tokenLife.count());
        login.set_epoch(asString(community.epoch()));
        respond(replyWith(login));
    });
}

void HttpApi::join(const Request& request, const Target& target, Respond respond)
{
    if (auto refused = overRate(m_strangerRates, request.address, 1))
        return respond(std::move(*refused));
    auto operations = readPush(request);
    if (!operations)
        return respond(problem(operations.error()));
    const auto header = operations->size() == 1 ? log::decodeHeader(operations->front().header)
                                                : fail(ErrorKind::Invalid, "join.one_operation");
    if (!header || header->kind != community::joinKind)
        return respond(problem(400, "join.one_operation", "exactly one members.join"));
    push(target, std::move(*operations), std::nullopt, std::move(respond));
}

} // namespace linli::hub
