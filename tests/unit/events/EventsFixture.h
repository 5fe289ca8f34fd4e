// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/Events.h"
#include "core/events/Queries.h"
#include "core/events/events.pb.h"
#include "tests/support/Neighbourhood.h"

#include <chrono>

namespace linli::test {

/// A neighbourhood with events, and messages that every rule accepts, for tests to spoil in one place.
struct EventsFixture {
    Neighbourhood place{{&events::capability()}};
    MemberId worker = place.staff(members::Role::Worker);

    using Outcome = Neighbourhood::Outcome;
    static constexpr std::chrono::hours untilStart{48};
    static constexpr std::chrono::hours lasts{3};

    pb::events::PublishFacts publishFacts(std::uint32_t capacity = 30, std::uint32_t companions = 4) const
    {
        pb::events::PublishFacts facts;
        facts.set_starts_ms(toMs(place.now() + untilStart));
        facts.set_ends_ms(toMs(place.now() + untilStart + lasts));
        facts.set_capacity(capacity);
        facts.set_companions_max(companions);
        return facts;
    }
    static pb::events::PublishContent publishContent()
    {
        pb::events::PublishContent content;
        content.set_title("百家宴");
        content.set_text("每家带一道菜。");
        content.set_place("中心花园");
        return content;
    }
    Outcome publish(const MemberId& by, const pb::events::PublishFacts& facts)
    {
        return place.submit(by, "events.publish", facts, publishContent());
    }
    OpId event(std::uint32_t capacity = 30, std::uint32_t companions = 4)
    {
        return publish(worker, publishFacts(capacity, companions)).op;
    }

    Outcome signUp(const MemberId& by, const OpId& event, std::uint32_t companions = 0, log::Audience audience = {})
    {
        pb::events::SignUpFacts facts;
        facts.set_event(event.str());
        facts.set_companions(companions);
        return place.submit(by, "events.sign_up", facts, pb::events::Nothing{}, std::move(audience));
    }
    Outcome withdraw(const MemberId& by, const OpId& event, const std::optional<MemberId>& member = {},
                     log::Audience audience = {})
    {
        pb::events::WithdrawFacts facts;
        facts.set_event(event.str());
        if (member)
            facts.set_member(member->str());
        return place.submit(by, "events.withdraw", facts, pb::events::Nothing{}, std::move(audience));
    }
    Outcome checkIn(const MemberId& by, const OpId& event, const MemberId& member, log::Audience audience = {})
    {
        pb::events::CheckInFacts facts;
        facts.set_event(event.str());
        facts.set_member(member.str());
        return place.submit(by, "events.check_in", facts, pb::events::Nothing{}, std::move(audience));
    }
    Outcome update(const MemberId& by, const OpId& event, std::uint32_t capacity, log::Audience audience = {})
    {
        pb::events::UpdateFacts facts;
        facts.set_event(event.str());
        facts.set_capacity(capacity);
        return place.submit(by, "events.update", facts, pb::events::Nothing{}, std::move(audience));
    }
    Outcome cancel(const MemberId& by, const OpId& event, const std::string& reason = "天气原因",
                   log::Audience audience = {})
    {
        pb::events::CancelFacts facts;
        facts.set_event(event.str());
        pb::events::CancelContent content;
        content.set_reason(reason);
        return place.submit(by, "events.cancel", facts, content, std::move(audience));
    }

    /// One resident in each of the first `count` households of the register.
    std::vector<MemberId> residents(std::size_t count)
    {
        std::vector<MemberId> people;
        const auto homes = members::households(place.db()).value();
        for (std::size_t i = 0; i < count; ++i)
            people.push_back(place.resident(homes.at(i).id.value));
        return people;
    }
    events::Event find(const OpId& event) { return events::event(place.db(), event).value().value(); }
    /// "going", "waiting 2", "withdrawn", "none"
    std::string standing(const OpId& event, const MemberId& member)
    {
        const auto found = events::signUpOf(place.db(), event, member).value();
        if (!found)
            return "none";
        std::string text(events::stateName(found->state));
        return found->position > 0 ? text + " " + std::to_string(found->position) : text;
    }
};

} // namespace linli::test
