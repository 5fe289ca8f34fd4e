// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Rules.h"

#include "core/base/Text.h"
#include "core/log/Photos.h"
#include "core/members/Directory.h"
#include "core/notices/Table.h"

#include <algorithm>
#include <array>
#include <set>

namespace linli::notices {
namespace {

using log::Context;
using log::Verdict;
using members::Actor;
using members::Role;

enum class Power {
    PublishAnywhere, ///< any area
    PublishOwn,      ///< areas made of own buildings only
    EndOthers        ///< update or cancel what somebody else wrote
};
struct Permission {
    Role role;
    Power power;
};
constexpr std::array<Permission, 6> permissions{{
    {Role::Admin, Power::PublishAnywhere},
    {Role::Worker, Power::PublishAnywhere},
    {Role::Property, Power::PublishAnywhere},
    {Role::Captain, Power::PublishOwn},
    {Role::Admin, Power::EndOthers},
    {Role::Worker, Power::EndOthers},
}};

bool may(const Actor& actor, Power power)
{
    return std::ranges::any_of(permissions, [&](const Permission& permission) {
        return permission.power == power && actor.has(permission.role);
    });
}

Verdict checkCodes(const pb::notices::PublishFacts& facts)
{
    const auto type = capFromNumber<MsgType>(facts.msg_type());
    if (!type)
        return Verdict::reject("notices.msg_type");
    if (!capFromNumber<Category>(facts.category()))
        return Verdict::reject("notices.category");
    if (!capFromNumber<Urgency>(facts.urgency()))
        return Verdict::reject("notices.urgency");
    if (!capFromNumber<Severity>(facts.severity()))
        return Verdict::reject("notices.severity");
    if (!capFromNumber<Certainty>(facts.certainty()))
        return Verdict::reject("notices.certainty");
    if (*type == MsgType::Alert && facts.references_size() > 0)
        return Verdict::reject("notices.references");
    if (*type == MsgType::Update && facts.references_size() == 0)
        return Verdict::reject("notices.reference_required");
    return facts.references_size() > maxReferences ? Verdict::reject("notices.reference_count") : Verdict::accept();
}

Verdict checkTimes(const pb::notices::PublishFacts& facts, Timestamp at)
{
    const Timestamp expires = fromMs(facts.expires_ms());
    if (facts.expires_ms() == 0)
        return Verdict::reject("notices.expires_required");
    if (expires <= at)
        return Verdict::reject("notices.expires_past");
    if (expires > at + maxLifetime)
        return Verdict::reject("notices.expires_far");
    if (facts.has_onset_ms() && fromMs(facts.onset_ms()) >= expires)
        return Verdict::reject("notices.onset");
    if (facts.has_effective_ms() && fromMs(facts.effective_ms()) >= expires)
        return Verdict::reject("notices.effective");
    return Verdict::accept();
}

Verdict checkAreaShape(const pb::notices::Area& area)
{
    const int given =
        (area.community() ? 1 : 0) + (area.compounds().empty() ? 0 : 1) + (area.buildings().empty() ? 0 : 1);
    if (given == 0)
        return Verdict::reject("notices.area_empty");
    if (given > 1)
        return Verdict::reject("notices.area_mixed");
    const auto& ids = area.compounds().empty() ? area.buildings() : area.compounds();
    if (ids.size() > maxAreaIds)
        return Verdict::reject("notices.area_count");
    const std::set<std::string> distinct(ids.begin(), ids.end());
    return std::cmp_equal(distinct.size(), ids.size()) ? Verdict::accept() : Verdict::reject("notices.area_duplicate");
}

Result<Verdict> checkAreaKnown(store::Database& db, const pb::notices::Area& area)
{
    for (const std::string& id : area.compounds()) {
        LINLI_TRY(const auto found, members::compound(db, CompoundId{id}));
        if (!found)
            return Verdict::reject("notices.unknown_area");
    }
    for (const std::string& id : area.buildings()) {
        LINLI_TRY(const auto found, members::building(db, BuildingId{id}));
        if (!found)
            return Verdict::reject("notices.unknown_area");
    }
    return Verdict::accept();
}

Verdict checkReach(const Actor& actor, const pb::notices::Area& area)
{
    if (may(actor, Power::PublishAnywhere))
        return Verdict::accept();
    if (area.buildings().empty())
        return Verdict::reject("notices.foreign_area");
    const bool own = std::ranges::all_of(area.buildings(),
                                         [&actor](const std::string& id) { return actor.isCaptainOf(BuildingId{id}); });
    return own ? Verdict::accept() : Verdict::reject("notices.foreign_building");
}

/// The notice lives, and the actor may end it.
Result<Verdict> checkEnding(const Context& context, const Actor& actor, const std::string& reference)
{
    const auto id = OpId::fromBytes(asBytes(reference));
    if (!id)
        return Verdict::reject("notices.unknown_notice");
    LINLI_TRY(const auto notice, standing(context.db, *id));
    if (!notice)
        return Verdict::reject("notices.unknown_notice");
    if (notice->state == State::Cancelled)
        return Verdict::reject("notices.already_cancelled");
    if (notice->state == State::Superseded)
        return Verdict::reject("notices.superseded");
    // Pending operations are judged before the deadline's tick is in the log: the time itself decides.
    if (notice->state == State::Expired || notice->expires <= context.at)
        return Verdict::reject("notices.expired");
    if (notice->author != context.member && !may(actor, Power::EndOthers))
        return Verdict::reject("notices.not_author");
    return Verdict::accept();
}

Result<Verdict> checkReferences(const Context& context, const Actor& actor, const pb::notices::PublishFacts& facts)
{
    std::set<std::string> seen;
    for (const std::string& reference : facts.references()) {
        if (!seen.insert(reference).second)
            return Verdict::reject("notices.reference_duplicate");
        LINLI_TRY(auto verdict, checkEnding(context, actor, reference));
        if (!verdict.accepted())
            return verdict;
    }
    return Verdict::accept();
}

Verdict checkOne(std::string_view text, std::size_t limit, bool mayBeEmpty)
{
    const TextFault fault = checkText(text, limit, mayBeEmpty);
    return Verdict{std::string(textFaultCode(fault))};
}

} // namespace

Result<Verdict> decidePublish(const Context& context, const pb::notices::PublishFacts& facts)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    LINLI_TRY(const auto actor, members::actor(context.db, context.member));
    if (!may(actor, Power::PublishAnywhere) && !may(actor, Power::PublishOwn))
        return Verdict::reject("notices.not_allowed");
    for (const auto& verdict : {checkCodes(facts), checkTimes(facts, context.at), checkAreaShape(facts.area())}) {
        if (!verdict.accepted())
            return verdict;
    }
    LINLI_TRY(auto known, checkAreaKnown(context.db, facts.area()));
    if (!known.accepted())
        return known;
    if (auto reach = checkReach(actor, facts.area()); !reach.accepted())
        return reach;
    return checkReferences(context, actor, facts);
}

Result<Verdict> decideCancel(const Context& context, const pb::notices::CancelFacts& facts)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    LINLI_TRY(const auto actor, members::actor(context.db, context.member));
    return checkEnding(context, actor, facts.reference());
}

Result<Verdict> decideAcknowledge(const Context& context, const pb::notices::AcknowledgeFacts& facts)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    const auto id = OpId::fromBytes(asBytes(facts.notice()));
    if (!id)
        return Verdict::reject("notices.unknown_notice");
    LINLI_TRY(const auto area, areaOf(context.db, *id));
    if (!area)
        return Verdict::reject("notices.unknown_notice");
    LINLI_TRY(const auto actor, members::actor(context.db, context.member));
    if (context.byHub || !area->covers(actor.homeCompound, actor.homeBuilding))
        return Verdict::reject("notices.not_addressed");
    // A notice that ended can still be acknowledged: it may have been read while it lived, on a phone without a network.
    LINLI_TRY(const bool already, hasAcknowledged(context.db, *id, context.member));
    return already ? Verdict::reject("notices.already_acknowledged") : Verdict::accept();
}

Verdict checkPublish(const pb::notices::PublishFacts&, const pb::notices::PublishContent& content)
{
    for (const auto& verdict :
         {checkOne(content.headline(), maxHeadline, false), checkOne(content.description(), maxDescription, true),
          checkOne(content.instruction(), maxInstruction, true)}) {
        if (!verdict.accepted())
            return verdict;
    }
    return log::checkPhotos(content.photos());
}

Verdict checkCancel(const pb::notices::CancelFacts&, const pb::notices::CancelContent& content)
{
    return checkOne(content.reason(), maxReason, false);
}

} // namespace linli::notices
