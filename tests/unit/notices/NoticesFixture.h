// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/notices/Notices.h"
#include "core/notices/Queries.h"
#include "core/notices/Reach.h"
#include "core/notices/notices.pb.h"
#include "tests/support/Neighbourhood.h"

namespace linli::test {

/// A neighbourhood with a worker, and short words for what the tests do with notices.
struct NoticesFixture {
    Neighbourhood place{{&notices::capability()}};
    MemberId worker = place.staff(members::Role::Worker);

    /// An alert to the community that expires in a day.
    pb::notices::PublishFacts alert()
    {
        pb::notices::PublishFacts facts;
        facts.set_msg_type(pb::notices::ALERT);
        facts.set_category(pb::notices::INFRA);
        facts.set_urgency(pb::notices::EXPECTED);
        facts.set_severity(pb::notices::MODERATE);
        facts.set_certainty(pb::notices::LIKELY);
        facts.set_expires_ms(toMs(place.now() + std::chrono::hours(24)));
        facts.mutable_area()->set_community(true);
        return facts;
    }
    pb::notices::PublishFacts toBuildings(const std::vector<std::string>& ids)
    {
        auto facts = alert();
        facts.mutable_area()->clear_community();
        for (const std::string& id : ids)
            facts.mutable_area()->add_buildings(id);
        return facts;
    }
    pb::notices::PublishFacts toCompounds(const std::vector<std::string>& ids)
    {
        auto facts = alert();
        facts.mutable_area()->clear_community();
        for (const std::string& id : ids)
            facts.mutable_area()->add_compounds(id);
        return facts;
    }
    pb::notices::PublishFacts update(const std::vector<OpId>& references)
    {
        auto facts = alert();
        facts.set_msg_type(pb::notices::UPDATE);
        for (const OpId& reference : references)
            facts.add_references(reference.str());
        return facts;
    }
    static pb::notices::PublishContent words()
    {
        pb::notices::PublishContent content;
        content.set_headline("明日停水");
        content.set_description("上午九点到十一点检修水管。");
        content.set_instruction("请提前储水。");
        return content;
    }
    Neighbourhood::Outcome publish(const pb::notices::PublishFacts& facts) { return publish(worker, facts); }
    Neighbourhood::Outcome publish(const MemberId& by, const pb::notices::PublishFacts& facts,
                                   log::Audience audience = {})
    {
        return place.submit(by, "notices.publish", facts, words(), std::move(audience));
    }
    Neighbourhood::Outcome cancel(const MemberId& by, const OpId& notice, log::Audience audience = {})
    {
        pb::notices::CancelFacts facts;
        facts.set_reference(notice.str());
        pb::notices::CancelContent content;
        content.set_reason("水管提前修好");
        return place.submit(by, "notices.cancel", facts, content, std::move(audience));
    }
    Neighbourhood::Outcome acknowledge(const MemberId& by, const OpId& notice, log::Audience audience = {})
    {
        pb::notices::AcknowledgeFacts facts;
        facts.set_notice(notice.str());
        return place.submit(by, "notices.acknowledge", facts, pb::notices::AcknowledgeContent{}, std::move(audience));
    }
    notices::NoticeDetail detail(const OpId& id) { return **notices::notice(place.db(), id, worker); }
    notices::State state(const OpId& id) { return detail(id).notice.state; }
};

} // namespace linli::test
