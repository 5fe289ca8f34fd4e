// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Target.h"

#include "core/hazards/Table.h"

namespace linli::hazards {
namespace {

using log::Audience;
using log::Verdict;

Target refused(std::string code)
{
    Target target;
    target.verdict = Verdict::reject(std::move(code));
    return target;
}

} // namespace

Result<Target> findTarget(const log::Context& context, const std::string& id, AudienceRule audiences)
{
    const auto hazard = OpId::fromBytes(asBytes(id));
    if (!hazard)
        return refused("op.malformed");
    if (context.byHub || context.member.isNull())
        return refused("hazards.not_allowed");
    const bool forStaff = context.audience.kind == Audience::Kind::Staff && audiences == AudienceRule::AlsoStaff;
    if (!context.audience.isCommunity() && !forStaff)
        return refused("op.audience");

    Target target;
    LINLI_TRY(target.hazard, findState(context.db, *hazard));
    LINLI_TRY(target.actor, members::actor(context.db, context.member));
    const bool visible =
        target.hazard && (!target.hazard->isPrivate ||
                          (forStaff && (target.actor.isStaff() || target.hazard->author == context.member)));
    if (!visible)
        return refused("hazards.unknown_hazard");
    if (forStaff && !target.hazard->isPrivate)
        return refused("op.audience");
    LINLI_TRY(target.supports, hasSupported(context.db, *hazard, context.member));
    return target;
}

} // namespace linli::hazards
