// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/members/Invite.h"
#include "core/members/Members.h"
#include "core/members/members.pb.h"
#include "tests/support/Neighbourhood.h"

#include <chrono>

namespace linli::test {

/// A neighbourhood with one of each kind of member, and messages that the rules accept, for tests to spoil in one place.
struct MembersFixture {
    Neighbourhood place;
    MemberId admin = place.firstAdmin();
    MemberId resident = place.resident("JY-1-1-101");
    MemberId captain = place.staff(members::Role::Captain, {"JY-1"}, "JY-1-1-102");
    MemberId worker = place.staff(members::Role::Worker);

    using Outcome = Neighbourhood::Outcome;

    /// A newcomer's keys; its id is later than those of the members who are there.
    struct Phone {
        DeviceId device{crypto::uuidV7(fromMs(1'900'000'000'000))};
        crypto::SigningKey signing = crypto::SigningKey::generate();
        crypto::SealingKey sealing = crypto::SealingKey::generate();
    };

    pb::members::Invite inviteFacts(const crypto::SigningKey& key) const
    {
        pb::members::Invite facts;
        facts.set_key(asString(key.publicKey()));
        facts.set_expires_ms(toMs(place.now() + std::chrono::days(7)));
        return facts;
    }
    pb::members::Invite toHousehold(const crypto::SigningKey& key, const std::string& household) const
    {
        auto facts = inviteFacts(key);
        facts.set_household(household);
        return facts;
    }
    pb::members::Invite toOwnDevice(const crypto::SigningKey& key, const MemberId& member) const
    {
        auto facts = inviteFacts(key);
        facts.set_own_device(member.str());
        return facts;
    }
    pb::members::Invite toReadmission(const crypto::SigningKey& key, const MemberId& member) const
    {
        auto facts = inviteFacts(key);
        facts.set_readmit_member(member.str());
        return facts;
    }
    pb::members::Invite toRole(const crypto::SigningKey& key, pb::members::Role role,
                               const std::vector<std::string>& buildings = {}, const std::string& home = {}) const
    {
        auto facts = inviteFacts(key);
        facts.mutable_role()->set_role(role);
        for (const std::string& building : buildings)
            facts.mutable_role()->add_buildings(building);
        facts.mutable_role()->set_household(home);
        return facts;
    }
    std::string invite(const MemberId& by, const pb::members::Invite& facts)
    {
        return place.submit(by, "members.invite", facts, pb::members::Nothing{}).verdict.code;
    }

    pb::members::Join joinFacts(const crypto::SigningKey& invite, const Phone& phone) const
    {
        pb::members::Join facts;
        facts.set_invite_key(asString(invite.publicKey()));
        facts.set_signing_key(asString(phone.signing.publicKey()));
        facts.set_sealing_key(asString(phone.sealing.publicKey()));
        facts.set_genesis_hash(asString(place.genesis()));
        facts.set_invite_signature(asString(members::signProof(
            {place.communityId(), phone.device, phone.signing.publicKey(), phone.sealing.publicKey()}, invite)));
        return facts;
    }
    Outcome join(const pb::members::Join& facts, const DeviceId& device, const std::string& name = "新邻居")
    {
        pb::members::Name content;
        content.set_name(name);
        return place.submitFrom(device, {}, "members.join", facts.SerializeAsString(), content.SerializeAsString());
    }
    Outcome join(const crypto::SigningKey& invite, const Phone& phone)
    {
        return join(joinFacts(invite, phone), phone.device);
    }
    /// One more device of a member; its id.
    DeviceId addDevice(const MemberId& member)
    {
        const auto key = crypto::SigningKey::generate();
        const Phone phone;
        if (!invite(member, toOwnDevice(key, member)).empty() || !join(key, phone).accepted())
            return {};
        return phone.device;
    }
    DeviceId firstDevice(const MemberId& member) { return members::devicesOf(place.db(), member).value().front().id; }

    template <class Facts> std::string run(const MemberId& by, const char* kind, const Facts& facts)
    {
        return place.submit(by, kind, facts, pb::members::Nothing{}).verdict.code;
    }
    std::string grant(const MemberId& by, const MemberId& to, pb::members::Role role,
                      const std::vector<std::string>& buildings = {})
    {
        pb::members::Grant facts;
        facts.set_member(to.str());
        facts.set_role(role);
        for (const std::string& building : buildings)
            facts.add_buildings(building);
        return run(by, "members.grant", facts);
    }
    std::string withdraw(const MemberId& by, const MemberId& from, pb::members::Role role)
    {
        pb::members::WithdrawRole facts;
        facts.set_member(from.str());
        facts.set_role(role);
        return run(by, "members.withdraw_role", facts);
    }
    std::string revoke(const MemberId& by, const DeviceId& device)
    {
        pb::members::RevokeDevice facts;
        facts.set_device(device.str());
        return run(by, "members.revoke_device", facts);
    }
    std::string moveOut(const MemberId& by, const MemberId& who)
    {
        pb::members::MoveOut facts;
        facts.set_member(who.str());
        return run(by, "members.move_out", facts);
    }
    members::Member memberOf(const MemberId& id) { return members::member(place.db(), id).value().value(); }
};

inline void addShare(google::protobuf::RepeatedPtrField<pb::members::Share>& shares, const std::string& owner,
                     std::uint32_t numerator, std::uint32_t denominator)
{
    auto& share = *shares.Add();
    share.set_owner(owner);
    share.set_numerator(numerator);
    share.set_denominator(denominator);
}

} // namespace linli::test
