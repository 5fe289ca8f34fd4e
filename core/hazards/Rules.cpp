// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Rules.h"

#include "core/hazards/Catalogue.h"
#include "core/hazards/Table.h"
#include "core/hazards/Target.h"
#include "core/log/Photos.h"

namespace linli::hazards {
namespace {

using log::Audience;
using log::Context;
using log::Verdict;
using pb::hazards::AdvanceFacts;
using pb::hazards::ReportFacts;

bool isPosition(const pb::hazards::Position& position)
{
    return members::isValid({position.latitude_e7() / 1e7, position.longitude_e7() / 1e7});
}

Result<Verdict> checkPlace(const Context& context, const ReportFacts& facts)
{
    if (facts.building().empty() && !facts.has_position())
        return Verdict::reject("hazards.no_place");
    if (facts.has_position() && !isPosition(facts.position()))
        return Verdict::reject("hazards.bad_position");
    if (facts.building().empty())
        return Verdict::accept();
    LINLI_TRY(const auto building, members::building(context.db, BuildingId{facts.building()}));
    return building ? Verdict::accept() : Verdict::reject("hazards.unknown_building");
}

Result<Verdict> checkBehalf(const Context& context, const ReportFacts& facts)
{
    if (facts.household().empty())
        return Verdict::accept();
    if (!facts.on_behalf())
        return Verdict::reject("hazards.on_behalf");
    LINLI_TRY(const auto household, members::household(context.db, HouseholdId{facts.household()}));
    return household ? Verdict::accept() : Verdict::reject("hazards.unknown_household");
}

/// Withdrawing is its reporter's alone; every other step is for those who deal with hazards.
bool mayMove(const Target& target, State to, ClosingReason reason)
{
    const bool withdraws = to == State::Closed && reason == ClosingReason::Withdrawn;
    return target.may(withdraws ? Act::Withdraw : Act::Advance);
}

Verdict checkMove(const HazardState& hazard, State to, const AdvanceFacts& facts)
{
    if (hazard.state != to)
        return canFollow(hazard.state, to) ? Verdict::accept() : Verdict::reject("hazards.transition");
    const bool changesPlan = isWork(to) && (!facts.assignee().empty() || facts.has_expected_ms());
    return changesPlan ? Verdict::accept() : Verdict::reject("hazards.already");
}

Result<Verdict> checkReason(const Context& context, const HazardState& hazard, State to, const AdvanceFacts& facts)
{
    const auto reason = reasonFrom(facts.reason());
    if (!reason || (to == State::Closed) != (*reason != ClosingReason::None))
        return Verdict::reject("hazards.closing_reason");
    if (*reason != ClosingReason::Duplicate)
        return facts.duplicate_of().empty() ? Verdict::accept() : Verdict::reject("hazards.closing_reason");
    const auto id = OpId::fromBytes(asBytes(facts.duplicate_of()));
    if (!id || *id == hazard.id)
        return Verdict::reject("hazards.unknown_duplicate");
    LINLI_TRY(const auto other, findState(context.db, *id));
    // An operation for the community must not be judged by a report that only staff can see.
    if (!other || (other->isPrivate && context.audience.isCommunity()))
        return Verdict::reject("hazards.unknown_duplicate");
    // Links are one step deep, so that they can neither form a ring nor end at a report nobody works on.
    return other->reason == ClosingReason::Duplicate ? Verdict::reject("hazards.duplicate_of_duplicate")
                                                     : Verdict::accept();
}

Result<Verdict> checkAssignee(const Context& context, const std::string& assignee)
{
    if (assignee.empty())
        return Verdict::accept();
    const auto id = MemberId::fromBytes(asBytes(assignee));
    if (!id)
        return Verdict::reject("hazards.assignee");
    LINLI_TRY(const auto actor, members::actor(context.db, *id));
    return actor.member.active && actor.isStaff() ? Verdict::accept() : Verdict::reject("hazards.assignee");
}

Verdict checkExpected(const Context& context, const AdvanceFacts& facts)
{
    if (!facts.has_expected_ms())
        return Verdict::accept();
    if (facts.expected_ms() < toMs(context.at - expectedPastLimit))
        return Verdict::reject("hazards.expected_past");
    return facts.expected_ms() > toMs(context.at + expectedFutureLimit) ? Verdict::reject("hazards.expected_far")
                                                                        : Verdict::accept();
}

} // namespace

Result<Verdict> decideReport(const Context& context, const ReportFacts& facts)
{
    if (context.byHub || context.member.isNull())
        return Verdict::reject("hazards.not_allowed");
    if (context.audience.kind == Audience::Kind::Parties)
        return Verdict::reject("op.audience");
    if (catalogue().item(facts.item()) == nullptr)
        return Verdict::reject("hazards.unknown_item");
    LINLI_TRY(auto place, checkPlace(context, facts));
    if (!place.accepted())
        return place;
    LINLI_TRY(auto behalf, checkBehalf(context, facts));
    if (!behalf.accepted())
        return behalf;
    return log::checkPhotos(facts.photos()).accepted() ? Verdict::accept() : Verdict::reject("hazards.photos");
}

Result<Verdict> decideAdvance(const Context& context, const AdvanceFacts& facts)
{
    LINLI_TRY(const Target target, findTarget(context, facts.hazard(), AudienceRule::AlsoStaff));
    if (!target.verdict.accepted())
        return target.verdict;
    const auto to = stateFrom(facts.state());
    if (!to)
        return Verdict::reject("hazards.transition");
    if (!mayMove(target, *to, reasonFrom(facts.reason()).value_or(ClosingReason::None)))
        return Verdict::reject("hazards.not_allowed");
    if (auto verdict = checkMove(*target.hazard, *to, facts); !verdict.accepted())
        return verdict;
    LINLI_TRY(auto reason, checkReason(context, *target.hazard, *to, facts));
    if (!reason.accepted())
        return reason;
    if (!log::checkPhotos(facts.photos()).accepted())
        return Verdict::reject("hazards.photos");
    if (*to == State::Fixed && facts.photos().empty())
        return Verdict::reject("hazards.photo_required");
    LINLI_TRY(auto assignee, checkAssignee(context, facts.assignee()));
    return assignee.accepted() ? checkExpected(context, facts) : std::move(assignee);
}

} // namespace linli::hazards
