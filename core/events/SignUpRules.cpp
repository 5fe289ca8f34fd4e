// SPDX-License-Identifier: Apache-2.0
#include "core/events/Rules.h"

#include "core/events/Target.h"

namespace linli::events {

using log::Context;
using log::Verdict;

Result<Target> findTarget(const Context& context, std::string_view id)
{
    if (!context.audience.isCommunity())
        return Target{std::nullopt, Verdict::reject("op.audience")};
    LINLI_TRY(auto event, findEventRow(context.db, id));
    if (!event)
        return Target{std::nullopt, Verdict::reject("events.unknown_event")};
    return Target{std::move(event), Verdict::accept()};
}

Owner ownerOf(const EventRow& event)
{
    return {event.publisher, event.building};
}

Verdict checkNotStarted(const EventRow& event, Timestamp at)
{
    if (event.state == EventState::Cancelled)
        return Verdict::reject("events.cancelled");
    if (event.state == EventState::Started || at >= event.starts)
        return Verdict::reject("events.started");
    return Verdict::accept();
}

Result<Verdict> decideSignUp(const Context& context, const pb::events::SignUpFacts& facts)
{
    LINLI_TRY(const auto target, findTarget(context, facts.event()));
    if (!target.event)
        return target.verdict;
    const auto& event = *target.event;
    if (context.member.isNull())
        return Verdict::reject("events.not_allowed");
    if (auto verdict = checkNotStarted(event, context.at); !verdict.accepted())
        return verdict;
    if (context.at >= event.signUpCloses)
        return Verdict::reject("events.signup_closed");
    if (facts.companions() > event.companionsMax)
        return Verdict::reject("events.too_many_companions");
    if (facts.companions() + 1 > event.capacity)
        return Verdict::reject("events.party_exceeds_capacity");
    LINLI_TRY(const auto mine, findSignUpRow(context.db, event.id, context.member));
    if (mine && mine->state != SignUpState::Withdrawn)
        return Verdict::reject("events.already_signed_up");
    return Verdict::accept();
}

Result<Verdict> decideWithdraw(const Context& context, const pb::events::WithdrawFacts& facts)
{
    LINLI_TRY(const auto target, findTarget(context, facts.event()));
    if (!target.event)
        return target.verdict;
    const auto& event = *target.event;
    const auto member = withdrawnMember(context, facts);
    if (!member)
        return Verdict::reject("events.not_signed_up");
    if (*member != context.member) {
        LINLI_TRY(auto allowed, mayAct(context, "events.withdraw", ownerOf(event)));
        if (!allowed.accepted())
            return allowed;
    }
    if (auto verdict = checkNotStarted(event, context.at); !verdict.accepted())
        return verdict;
    LINLI_TRY(const auto signUp, findSignUpRow(context.db, event.id, *member));
    if (!signUp || signUp->state == SignUpState::Withdrawn)
        return Verdict::reject("events.not_signed_up");
    return signUp->checkedIn ? Verdict::reject("events.already_checked_in") : Verdict::accept();
}

Result<Verdict> decideCheckIn(const Context& context, const pb::events::CheckInFacts& facts)
{
    LINLI_TRY(const auto target, findTarget(context, facts.event()));
    if (!target.event)
        return target.verdict;
    const auto& event = *target.event;
    LINLI_TRY(auto allowed, mayAct(context, "events.check_in", ownerOf(event)));
    if (!allowed.accepted())
        return allowed;
    if (event.state == EventState::Cancelled)
        return Verdict::reject("events.cancelled");
    if (context.at >= event.ends + checkInAfterEnd)
        return Verdict::reject("events.check_in_closed");
    const auto member = MemberId::fromBytes(asBytes(facts.member()));
    if (!member)
        return Verdict::reject("events.not_going");
    LINLI_TRY(const auto signUp, findSignUpRow(context.db, event.id, *member));
    if (!signUp || signUp->state != SignUpState::Going)
        return Verdict::reject("events.not_going");
    return signUp->checkedIn ? Verdict::reject("events.already_checked_in") : Verdict::accept();
}

} // namespace linli::events
