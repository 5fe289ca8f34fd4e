// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/notices/notices.pb.h"
#include "core/sync/Courier.h"
#include "tests/support/ResultChecks.h"
#include "tests/unit/community/Scene.h"

namespace linli::test {

/// A Scene with a captain of JY-1, and what people do when the hub cannot be reached.
struct BundleScene : Scene {
    TestPhone captain{path("captain"), hub};

    BundleScene()
    {
        const std::string invite = admin.inviteRole(members::Role::Captain, {"JY-1"}, "JY-1-1-103");
        if (!admin.sync().empty() || !captain.join(invite, "楼栋长").empty())
            qFatal("the captain cannot join");
        for (TestPhone* phone : {&admin, &li, &wang, &captain})
            if (!phone->sync().empty())
                qFatal("a phone cannot sync");
    }
    /// A notice of the captain, in force for a day.
    OpId notice(const std::string& headline, Milliseconds life = std::chrono::days(1))
    {
        pb::notices::PublishFacts facts;
        facts.set_msg_type(pb::notices::ALERT);
        facts.set_category(pb::notices::INFRA);
        facts.set_urgency(pb::notices::IMMEDIATE);
        facts.set_severity(pb::notices::SEVERE);
        facts.set_certainty(pb::notices::OBSERVED);
        facts.set_expires_ms(toMs(hub.now() + life));
        facts.mutable_area()->add_buildings("JY-1");
        pb::notices::PublishContent content;
        content.set_headline(headline);
        return captain.submit("notices.publish", facts, content);
    }
    [[nodiscard]] Bytes handOver(TestPhone& phone, bool notices = true) const
    {
        return sync::Courier(phone.replica()).handOver(phone.home().identity().device, notices, hub.now()).value().file;
    }
    [[nodiscard]] Result<sync::Courier::TakenIn> takeIn(TestPhone& phone, ByteView file) const
    {
        return sync::Courier(phone.replica()).takeIn(file, phone.home().identity().device, hub.now());
    }
    /// Everything `from` could hand over is taken in by `to`; how many were new there.
    std::size_t pass(TestPhone& from, TestPhone& to)
    {
        const auto taken = takeIn(to, handOver(from));
        if (!taken || !taken->refused.empty())
            qFatal("a genuine bundle is refused");
        return taken->taken.size();
    }
    static std::vector<sync::CarriedItem> carried(TestPhone& phone)
    {
        return sync::Carried(phone.replica().db()).items().value();
    }
    [[nodiscard]] std::uint64_t logSize() { return hub.replica().confirmed().size; }
};

} // namespace linli::test
