// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/crypto/Crypto.h"

#include <string>

namespace linli::members {

/// What an invite's paper or QR code holds: the community, how to know its hub, and the secret that opens the door once.
/// Whoever holds the text may use it, so it is never logged or stored by the hub.
///
/// Text: "LL1-" and base64url of `u8 version 1 | community id 16 | hub key 32 | genesis hash 32 | seed 32 | check 4`,
/// check = first 4 bytes of SHA-256 over what is before it. 117 bytes are 156 characters with no spare bits, so one
/// invite has one text.
struct Invite {
    CommunityId community;
    crypto::SigningPublicKey hubKey{};
    Hash genesis{};        ///< op hash of the founding
    crypto::Secret32 seed; ///< of the invite's Ed25519 key, whose public half is in the log
    [[nodiscard]] crypto::SigningKey key() const { return crypto::SigningKey::fromSeed(seed); }
};
[[nodiscard]] std::string inviteText(const Invite& invite);
/// White space around it is ignored. "invite.malformed" (also when the hub's key is no public key), "invite.version" (made by a newer app), "invite.checksum"
/// (mistyped or cut).
[[nodiscard]] Result<Invite> parseInvite(std::string_view text);

/// `linli://join?hub=<percent-encoded http(s) URL>&invite=<text>`
struct InviteLink {
    std::string hub;
    Invite invite;
};
[[nodiscard]] std::string inviteUrl(std::string_view hub, const Invite& invite);
/// Codes of parseInvite(); "invite.malformed" also for another scheme or a hub that is no http(s) URL. Parameters that
/// it does not know are ignored.
[[nodiscard]] Result<InviteLink> parseInviteUrl(std::string_view url);

/// What the invite's key signs, context "linli/invite/v1": `community id 16 | device id 16 | signing key 32 |
/// sealing key 32`, so that an invite seen on its way cannot be used for another device.
struct JoinProof {
    CommunityId community;
    DeviceId device;
    crypto::SigningPublicKey signingKey{};
    crypto::SealingPublicKey sealingKey{};
};
[[nodiscard]] crypto::Signature signProof(const JoinProof& proof, const crypto::SigningKey& inviteKey);
[[nodiscard]] bool proofHolds(const JoinProof& proof, const crypto::SigningPublicKey& inviteKey, ByteView signature);

} // namespace linli::members
