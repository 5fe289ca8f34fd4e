// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Citizen.h"

#include "core/members/members.pb.h"

namespace linli::bench {

Citizen::Citizen(CommunityId community, Timestamp now)
    : m_community(community), m_identity(std::make_shared<const crypto::Identity>(crypto::Identity::generate(now)))
{
    m_next.device = m_identity->device;
}

log::SignedOperation Citizen::sign(const OpId& op, const std::string& kind, const std::string& facts,
                                   const std::string& content, Timestamp now)
{
    log::Header header;
    header.op = op;
    header.community = m_community;
    header.place = m_next;
    header.created = now;
    header.seen = m_seen;
    header.kind = kind;
    header.facts = toBytes(facts);
    auto operation = log::signOperation(header, asBytes(content), m_identity->signing);
    ++m_next.seq;
    m_next.prevHash = operation.hash();
    return operation;
}

log::SignedOperation Citizen::sign(const std::string& kind, const std::string& facts, const std::string& content,
                                   Timestamp now)
{
    return sign(OpId{crypto::uuidV7(now)}, kind, facts, content, now);
}

log::SignedOperation Citizen::join(const members::Invite& invite, const std::string& name, Timestamp now)
{
    const members::JoinProof proof{invite.community, m_identity->device, m_identity->signing.publicKey(),
                                   m_identity->sealing.publicKey()};
    const crypto::SigningKey key = invite.key();
    pb::members::Join facts;
    facts.set_invite_key(asString(key.publicKey()));
    facts.set_signing_key(asString(proof.signingKey));
    facts.set_sealing_key(asString(proof.sealingKey));
    facts.set_genesis_hash(asString(invite.genesis));
    facts.set_invite_signature(asString(members::signProof(proof, key)));
    pb::members::Name content;
    content.set_name(name);
    return sign("members.join", facts.SerializeAsString(), content.SerializeAsString(), now);
}

} // namespace linli::bench
