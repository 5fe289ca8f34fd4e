// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Rules.h"
#include "core/hazards/Table.h"
#include "core/hazards/Target.h"
#include "core/log/Photos.h"

namespace linli::hazards {
namespace {

using log::Context;
using log::Verdict;

/// "hazards.photo_required" for none, "hazards.photo_not_new" when the hazard has seen them all.
Result<Verdict> checkNewPhoto(const Context& context, const OpId& hazard, const pb::hazards::ReopenFacts& facts)
{
    if (facts.photos().empty())
        return Verdict::reject("hazards.photo_required");
    if (!log::checkPhotos(facts.photos()).accepted())
        return Verdict::reject("hazards.photos");
    for (const std::string& photo : facts.photos()) {
        LINLI_TRY(const bool seen, hasPhoto(context.db, hazard, asBytes(photo)));
        if (!seen)
            return Verdict::accept();
    }
    return Verdict::reject("hazards.photo_not_new");
}

} // namespace

Result<Verdict> decideSupport(const Context& context, const pb::hazards::SupportFacts& facts)
{
    LINLI_TRY(const Target target, findTarget(context, facts.hazard(), AudienceRule::CommunityOnly));
    if (!target.verdict.accepted())
        return target.verdict;
    if (!target.may(Act::Support))
        return Verdict::reject("hazards.not_allowed");
    if (target.hazard->author == context.member)
        return Verdict::reject("hazards.own_report");
    return target.supports ? Verdict::reject("hazards.already_supported") : Verdict::accept();
}

Result<Verdict> decideComment(const Context& context, const pb::hazards::CommentFacts& facts)
{
    LINLI_TRY(const Target target, findTarget(context, facts.hazard(), AudienceRule::AlsoStaff));
    if (!target.verdict.accepted())
        return target.verdict;
    return target.may(Act::Comment) ? Verdict::accept() : Verdict::reject("hazards.not_allowed");
}

Result<Verdict> decideRate(const Context& context, const pb::hazards::RateFacts& facts)
{
    LINLI_TRY(const Target target, findTarget(context, facts.hazard(), AudienceRule::CommunityOnly));
    if (!target.verdict.accepted())
        return target.verdict;
    if (!answerFrom(facts.answer()))
        return Verdict::reject("hazards.bad_answer");
    if (!target.may(Act::Rate))
        return Verdict::reject("hazards.not_affected");
    return target.hazard->state == State::Fixed ? Verdict::accept() : Verdict::reject("hazards.not_fixed");
}

Result<Verdict> decideReopen(const Context& context, const pb::hazards::ReopenFacts& facts)
{
    LINLI_TRY(const Target target, findTarget(context, facts.hazard(), AudienceRule::CommunityOnly));
    if (!target.verdict.accepted())
        return target.verdict;
    if (!target.may(Act::Reopen))
        return Verdict::reject("hazards.not_affected");
    if (isOpen(target.hazard->state))
        return Verdict::reject("hazards.transition");
    if (!canReopen(target.hazard->state, target.hazard->reason))
        return Verdict::reject("hazards.closed_for_good");
    return checkNewPhoto(context, target.hazard->id, facts);
}

} // namespace linli::hazards
