// SPDX-License-Identifier: Apache-2.0
#include "core/events/Rules.h"

#include "core/events/Target.h"
#include "core/members/Directory.h"

namespace linli::events {

using log::Context;
using log::Verdict;

namespace {

bool isCapacity(std::uint32_t persons)
{
    return persons >= 1 && persons <= maxCapacity;
}

bool isPoint(const pb::events::Point& point)
{
    return members::isValid({point.latitude_e7() / 1e7, point.longitude_e7() / 1e7});
}

Verdict checkPublishFacts(const pb::events::PublishFacts& facts, Timestamp at)
{
    if (facts.ends_ms() > maxTimeMs || facts.ends_ms() <= facts.starts_ms())
        return Verdict::reject("events.schedule");
    if (facts.starts_ms() <= toMs(at))
        return Verdict::reject("events.starts_in_past");
    if (!isCapacity(facts.capacity()))
        return Verdict::reject("events.capacity");
    if (facts.companions_max() > maxCompanions)
        return Verdict::reject("events.companions_max");
    if (facts.has_point() && !isPoint(facts.point()))
        return Verdict::reject("events.point");
    if (facts.has_signup_closes_ms() &&
        (facts.signup_closes_ms() > facts.starts_ms() || facts.signup_closes_ms() <= toMs(at)))
        return Verdict::reject("events.signup_closes");
    return Verdict::accept();
}

} // namespace

Result<Verdict> decidePublish(const Context& context, const pb::events::PublishFacts& facts)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    if (auto verdict = checkPublishFacts(facts, context.at); !verdict.accepted())
        return verdict;
    Owner owner;
    if (facts.has_building()) {
        owner.building = BuildingId{facts.building()};
        LINLI_TRY(const auto building, members::building(context.db, *owner.building));
        if (!building)
            return Verdict::reject("events.unknown_building");
    }
    return mayAct(context, "events.publish", owner);
}

Result<Verdict> decideUpdate(const Context& context, const pb::events::UpdateFacts& facts)
{
    LINLI_TRY(const auto target, findTarget(context, facts.event()));
    if (!target.event)
        return target.verdict;
    LINLI_TRY(auto allowed, mayAct(context, "events.update", ownerOf(*target.event)));
    if (!allowed.accepted())
        return allowed;
    if (auto verdict = checkNotStarted(*target.event, context.at); !verdict.accepted())
        return verdict;
    if (!isCapacity(facts.capacity()))
        return Verdict::reject("events.capacity");
    if (facts.capacity() < target.event->taken)
        return Verdict::reject("events.capacity_below_taken");
    return Verdict::accept();
}

Result<Verdict> decideCancel(const Context& context, const pb::events::CancelFacts& facts)
{
    LINLI_TRY(const auto target, findTarget(context, facts.event()));
    if (!target.event)
        return target.verdict;
    LINLI_TRY(auto allowed, mayAct(context, "events.cancel", ownerOf(*target.event)));
    return allowed.accepted() ? checkNotStarted(*target.event, context.at) : std::move(allowed);
}

} // namespace linli::events
