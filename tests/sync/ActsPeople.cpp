// SPDX-License-Identifier: Apache-2.0
#include "core/members/Directory.h"
#include "core/members/members.pb.h"
#include "core/notices/notices.pb.h"
#include "tests/sync/Acts.h"
#include "tests/sync/Setting.h"

/// Acts of members and notices.
namespace linli::sim {
namespace {

/// What hurts a whole run (a phone shut out, a home emptied) is done rarely.
constexpr double rarely = 0.12;

void inviteSomebody(Random& random, pb::members::Invite& invite, const std::string& household,
                    const std::string& member)
{
    switch (random.below(4)) {
    case 0: {
        auto* target = invite.mutable_role();
        target->set_role(static_cast<pb::members::Role>(random.between(1, 6)));
        if (target->role() == pb::members::CAPTAIN)
            target->add_buildings("JY-2");
        break;
    }
    case 1:
        invite.set_own_device(member);
        break;
    default:
        invite.set_household(household);
    }
}

} // namespace

void Hand::members()
{
    const std::string member = anyId("SELECT id FROM member ORDER BY id");
    const std::string home = anyText("SELECT id FROM household ORDER BY id");
    pb::members::Nothing nothing;
    const bool hard = m_random.chance(rarely);
    switch (m_random.below(hard ? 5 : 4)) {
    case 0: {
        const std::string text = makeInvite(
            m_phone, [&](void* to) { inviteSomebody(m_random, *static_cast<pb::members::Invite*>(to), home, member); });
        // Whoever is still waiting for an invite takes the first that comes along.
        for (const auto& other : m_world.phones)
            if (!text.empty() && other->invite.empty() && other->waitsForInvite) {
                other->invite = text;
                break;
            }
        return;
    }
    case 1: {
        pb::members::Name name;
        name.set_name(words());
        return submit("members.rename", nothing, name);
    }
    case 2: {
        pb::members::Grant facts;
        facts.set_member(member);
        facts.set_role(static_cast<pb::members::Role>(m_random.between(0, 6)));
        if (facts.role() == pb::members::CAPTAIN)
            facts.add_buildings(anyText("SELECT id FROM building ORDER BY id"));
        return submit("members.grant", facts, nothing);
    }
    case 3: {
        pb::members::RegisterHousehold facts;
        auto* entry = facts.mutable_household();
        entry->set_building(anyText("SELECT id FROM building ORDER BY id"));
        entry->set_unit("1");
        entry->set_room(std::to_string(m_random.between(101, 106)));
        entry->set_area_cm2(static_cast<std::uint64_t>(m_random.between(0, 1'000'000)));
        auto* share = entry->add_owners();
        share->set_owner("1009");
        share->set_numerator(1);
        share->set_denominator(m_random.chance(0.1) ? 2 : 1);
        pb::members::Reason reason;
        reason.set_reason(words());
        return submit("members.register_household", facts, reason);
    }
    default:
        break;
    }
    switch (m_random.below(4)) {
    case 0: {
        pb::members::WithdrawRole facts;
        facts.set_member(member);
        facts.set_role(static_cast<pb::members::Role>(m_random.between(1, 6)));
        return submit("members.withdraw_role", facts, nothing);
    }
    case 1: {
        pb::members::RevokeDevice facts;
        facts.set_device(anyId("SELECT id FROM device ORDER BY id"));
        return submit("members.revoke_device", facts, nothing);
    }
    case 2: {
        pb::members::MoveOut facts;
        facts.set_member(member);
        return submit("members.move_out", facts, nothing);
    }
    default: {
        pb::members::TransferHousehold facts;
        facts.set_household(home);
        auto* share = facts.add_owners();
        share->set_owner("1010");
        share->set_numerator(1);
        share->set_denominator(1);
        facts.set_keep_members(m_random.chance(0.5));
        return submit("members.transfer_household", facts, nothing);
    }
    }
}

void Hand::notices()
{
    switch (m_random.below(5)) {
    case 0:
    case 1: {
        pb::notices::PublishFacts facts;
        const bool update = m_random.chance(0.3);
        facts.set_msg_type(update ? pb::notices::UPDATE : pb::notices::ALERT);
        if (update)
            facts.add_references(anyId("SELECT id FROM notices_notice ORDER BY id"));
        facts.set_category(pb::notices::INFRA);
        facts.set_urgency(pb::notices::EXPECTED);
        facts.set_severity(static_cast<pb::notices::Severity>(m_random.between(1, 5)));
        facts.set_certainty(pb::notices::LIKELY);
        facts.set_expires_ms(soon());
        if (m_random.chance(0.5))
            facts.mutable_area()->set_community(true);
        else
            facts.mutable_area()->add_buildings(anyText("SELECT id FROM building ORDER BY id"));
        pb::notices::PublishContent content;
        content.set_headline(words());
        if (m_random.chance(0.2))
            content.add_photos(photo());
        return submit("notices.publish", facts, content);
    }
    case 2: {
        pb::notices::CancelFacts facts;
        facts.set_reference(anyId("SELECT id FROM notices_notice ORDER BY id"));
        pb::notices::CancelContent content;
        content.set_reason(words());
        return submit("notices.cancel", facts, content);
    }
    default: {
        pb::notices::AcknowledgeFacts facts;
        facts.set_notice(anyId("SELECT id FROM notices_notice ORDER BY id"));
        return submit("notices.acknowledge", facts, pb::notices::AcknowledgeContent());
    }
    }
}

} // namespace linli::sim
