// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/hazards/hazards.pb.h"
#include "core/notices/notices.pb.h"
#include "tests/support/HubPhone.h"

/// What people of a sample community do on their phones.
namespace linli::test {

/// 5000 bytes that begin as a JPEG file does, else all `mark`.
inline Bytes jpeg(std::uint8_t mark)
{
    Bytes bytes(5000, mark);
    bytes[0] = 0xFF;
    bytes[1] = 0xD8;
    bytes[2] = 0xFF;
    return bytes;
}

/// This and the acts below return the operation's id, or the null id when the phone's own rules refuse it (`rejection` says why).
inline OpId report(HubPhone& phone, const std::string& text, const Bytes& photo = {}, log::Audience audience = {})
{
    pb::hazards::ReportFacts facts;
    facts.set_item("facilities.lighting");
    facts.set_building("JY-1");
    if (!photo.empty())
        facts.add_photos(asString(phone.home().photos().addOwn(photo).value()));
    pb::hazards::ReportContent content;
    content.set_text(text);
    return phone.submit("hazards.report", facts, content, std::move(audience));
}

inline OpId erase(HubPhone& phone, const OpId& target)
{
    pb::community::EraseFacts facts;
    facts.set_target(target.str());
    pb::community::EraseContent content;
    content.set_reason("含个人信息");
    return phone.submit(community::eraseKind, facts, content);
}

inline OpId publishNotice(HubPhone& phone, Timestamp expires, const Bytes& photo = {})
{
    pb::notices::PublishFacts facts;
    facts.set_msg_type(pb::notices::ALERT);
    facts.set_category(pb::notices::INFRA);
    facts.set_urgency(pb::notices::EXPECTED);
    facts.set_severity(pb::notices::MINOR);
    facts.set_certainty(pb::notices::LIKELY);
    facts.set_expires_ms(toMs(expires));
    facts.mutable_area()->set_community(true);
    pb::notices::PublishContent content;
    content.set_headline("周四停水检修");
    if (!photo.empty())
        content.add_photos(asString(phone.home().photos().addOwn(photo).value()));
    return phone.submit("notices.publish", facts, content);
}

} // namespace linli::test
