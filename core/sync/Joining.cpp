// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Joining.h"

#include "core/base/Text.h"
#include "core/members/Invite.h"
#include "core/members/Members.h"
#include "core/members/members.pb.h"

namespace linli::sync {
namespace {

using community::Home;
using community::Replica;

constexpr std::string_view joinKind = "members.join";
constexpr std::size_t maxName = 40;

Result<members::InviteLink> readInvite(const std::string& hubUrl, const std::string& text)
{
    if (text.starts_with("linli:")) {
        LINLI_TRY(auto link, members::parseInviteUrl(text));
        if (!hubUrl.empty())
            link.hub = hubUrl;
        return link;
    }
    if (hubUrl.empty())
        return fail(ErrorKind::Invalid, "hub.bad_url", "an invite without a hub's address");
    LINLI_TRY(auto invite, members::parseInvite(text));
    return members::InviteLink{hubUrl, std::move(invite)};
}

Replica::Draft makeJoin(const members::Invite& invite, const crypto::Identity& identity, const std::string& name)
{
    const members::JoinProof proof{invite.community, identity.device, identity.signing.publicKey(),
                                   identity.sealing.publicKey()};
    const crypto::SigningKey key = invite.key();
    pb::members::Join facts;
    facts.set_invite_key(asString(key.publicKey()));
    facts.set_signing_key(asString(proof.signingKey));
    facts.set_sealing_key(asString(proof.sealingKey));
    facts.set_genesis_hash(asString(invite.genesis));
    facts.set_invite_signature(asString(members::signProof(proof, key)));
    pb::members::Name content;
    content.set_name(name);
    return {std::string(joinKind), toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()), {}};
}

/// A join that was queued for another invite belongs to an attempt that was given up.
Result<bool> holdsOtherJoin(Replica& replica, const crypto::SigningPublicKey& inviteKey)
{
    LINLI_TRY(const auto items, replica.outbox().items());
    for (const community::OutboxItem& item : items) {
        if (item.kind != joinKind)
            continue;
        LINLI_TRY(const auto header, log::decodeHeader(item.operation.header));
        const auto joining = members::joiningDevice(header.facts);
        return !joining || joining->inviteKey != inviteKey;
    }
    return false;
}

} // namespace

Result<Joining> startJoining(const std::filesystem::path& folder, crypto::KeyVault& vault, const std::string& hubUrl,
                             const std::string& invite, const std::string& name, Timestamp now)
{
    LINLI_TRY(const auto link, readInvite(hubUrl, invite));
    if (const TextFault fault = checkText(name, maxName); fault != TextFault::None)
        return fail(ErrorKind::Rejected, std::string(textFaultCode(fault)), "name");
    const community::Genesis genesis{link.invite.community, link.invite.hubKey, link.invite.genesis};
    LINLI_TRY(Home home, Home::create(folder, vault, genesis, link.hub, now));
    LINLI_TRY(const bool other, holdsOtherJoin(home.replica(), link.invite.key().publicKey()));
    if (other) {
        Home::abandonJoining(std::move(home));
        LINLI_TRY(home, Home::create(folder, vault, genesis, link.hub, now));
    }
    LINLI_TRY(auto join, home.replica().queueJoin(home.identity(), makeJoin(link.invite, home.identity(), name), now));
    return Joining{std::move(home), std::move(join)};
}

} // namespace linli::sync
