// SPDX-License-Identifier: Apache-2.0
#include "core/community/CommunityRules.h"

#include "core/base/Text.h"
#include "core/community/CloneProof.h"
#include "core/community/OldLog.h"
#include "core/community/Schema.h"
#include "core/community/community.pb.h"
#include "core/log/RulesVersion.h"
#include "core/log/log.pb.h"
#include "core/members/Directory.h"
#include "core/members/Members.h"

namespace linli::community {
namespace {

using log::Context;
using log::Verdict;
using pb::community::EraseContent;
using pb::community::EraseFacts;
using pb::community::RaiseRulesContent;
using pb::community::RaiseRulesFacts;
using pb::community::TickContent;
using pb::community::TickFacts;

constexpr std::size_t maxReason = 300;

struct Target {
    MemberId author;
    bool erasable = false;
    log::Audience audience;
};

Result<std::optional<Target>> findTarget(store::Database& db, const OpId& op)
{
    LINLI_TRY(auto held,
              db.one("SELECT member, kind <> 'members.found' AND kind <> 'community.erase' AND verdict = '', audience "
                     "FROM entry WHERE op_id = ?1",
                     {op}, [](const store::Row& row) {
                         return Target{row.id<MemberId>(0), row.boolean(1),
                                       log::decodeAudience(row.blobView(2)).value_or(log::Audience{})};
                     }));
    if (held)
        return held;
    LINLI_TRY(const auto old, findOldOperation(db, op));
    return old ? std::optional(Target{old->author, true, {}}) : std::nullopt;
}

Result<Verdict> decideErase(const Context& context, const EraseFacts& facts)
{
    const auto op = OpId::fromBytes(asBytes(facts.target()));
    if (!op)
        return Verdict::reject("op.malformed");
    LINLI_TRY(const auto target, findTarget(context.db, *op));
    // Those who read the erasure must be those who know what it is about, or they could not judge it.
    if (!target || !target->erasable || target->audience != context.audience)
        return Verdict::reject("community.unknown_operation");
    LINLI_TRY(const members::Actor author, members::actor(context.db, context.member));
    const bool own = target->author == context.member;
    if (!own && !author.hasAny({members::Role::Admin, members::Role::Worker}))
        return Verdict::reject("community.not_allowed");
    LINLI_TRY(const auto earlier, context.db.count("SELECT count(*) FROM erasure WHERE target = ?1", {*op}));
    return earlier > 0 ? Verdict::reject("community.already_erased") : Verdict::accept();
}

Verdict checkErase(const EraseFacts&, const EraseContent& content)
{
    return Verdict::reject(std::string(textFaultCode(checkText(content.reason(), maxReason))));
}

Result<void> applyErase(const Context& context, const EraseFacts& facts, const EraseContent* content)
{
    const OpId target = OpId::fromBytes(asBytes(facts.target())).value_or(OpId{});
    LINLI_CHECK(context.db.run(
        "INSERT INTO erasure(target, op_id, member, accepted_at, private, reason) VALUES(?1,?2,?3,?4,?5,?6)",
        {target, context.op, context.member, context.at, !context.audience.isCommunity(),
         content ? std::optional(content->reason()) : std::nullopt}));
    LINLI_CHECK(log::eraseContent(context.db, stateTables(), target));
    // Taking back a pending erasure must give the text back, so only a confirmed one removes the signed payload.
    if (context.pending())
        return {};
    return context.db.run("UPDATE entry SET payload = NULL WHERE op_id = ?1", {target});
}

Result<void> revealErase(const Context& context, const EraseFacts&, const EraseContent& content)
{
    return context.db.run("UPDATE erasure SET reason = ?2 WHERE op_id = ?1", {context.op, content.reason()});
}

Result<Verdict> decideTick(const Context& context, const TickFacts& facts)
{
    if (!context.byHub)
        return Verdict::reject("community.hub_only");
    for (const pb::community::Clone& clone : facts.clones()) {
        LINLI_TRY(const auto device, clonedDevice(context.db, clone));
        if (!device)
            return Verdict::reject("community.proves_nothing");
    }
    return Verdict::accept();
}

Result<void> applyTick(const Context& context, const TickFacts& facts, const TickContent*)
{
    for (const pb::community::Clone& clone : facts.clones()) {
        LINLI_TRY(const auto device, clonedDevice(context.db, clone));
        if (device)
            LINLI_CHECK(members::suspendDevice(context.db, *device));
    }
    return {};
}

/// The version is compared with the log's, never with what this build knows: all builds must decide alike.
Result<Verdict> decideRaise(const Context& context, const RaiseRulesFacts& facts)
{
    LINLI_TRY(const members::Actor author, members::actor(context.db, context.member));
    if (!author.has(members::Role::Admin) || !context.audience.isCommunity())
        return Verdict::reject("community.not_allowed");
    LINLI_TRY(const std::uint32_t present, log::rulesVersion(context.db));
    return facts.version() > present ? Verdict::accept() : Verdict::reject("community.rules_not_raised");
}

Result<void> applyRaise(const Context& context, const RaiseRulesFacts& facts, const RaiseRulesContent*)
{
    return log::raiseRules(context, facts.version());
}

class Community final : public log::Capability {
public:
    [[nodiscard]] std::string_view schema() const override
    {
        return R"sql(
            CREATE TABLE erasure(
                target BLOB PRIMARY KEY, op_id BLOB NOT NULL, member BLOB NOT NULL, accepted_at INTEGER NOT NULL,
                private INTEGER NOT NULL, reason TEXT) WITHOUT ROWID;
        )sql";
    }
    [[nodiscard]] std::span<const log::TableSpec> tables() const override { return m_tables; }
    [[nodiscard]] std::span<const log::Kind> kinds() const override { return m_kinds; }

private:
    std::vector<log::TableSpec> m_tables = {{.name = "erasure",
                                             .key = {"target"},
                                             .facts = {"op_id", "member", "accepted_at"},
                                             .content = {"reason"},
                                             .opColumn = "op_id",
                                             .privateColumn = "private"}};
    std::vector<log::Kind> m_kinds = {
        log::makeKind<EraseFacts, EraseContent>(std::string(eraseKind), decideErase, checkErase, applyErase,
                                                revealErase),
        log::makeKind<TickFacts, TickContent>(std::string(tickKind), decideTick,
                                              log::acceptContent<TickFacts, TickContent>, applyTick),
        log::makeKind<RaiseRulesFacts, RaiseRulesContent>(std::string(raiseRulesKind), decideRaise,
                                                          log::acceptContent<RaiseRulesFacts, RaiseRulesContent>,
                                                          applyRaise)};
};

} // namespace

const log::Capability& capability()
{
    static const Community instance;
    return instance;
}

std::uint32_t raisedRules(const log::Header& header)
{
    RaiseRulesFacts facts;
    if (header.kind != raiseRulesKind ||
        !facts.ParseFromArray(header.facts.data(), static_cast<int>(header.facts.size())))
        return 0;
    return facts.version();
}

Result<log::Audience> audienceOf(store::Database& db, const OpId& op)
{
    LINLI_TRY(const auto target, findTarget(db, op));
    return target ? target->audience : log::Audience{};
}

Result<std::optional<Erasure>> erasureOf(store::Database& db, const OpId& target)
{
    return db.one("SELECT target, op_id, member, accepted_at, reason FROM erasure WHERE target = ?1", {target},
                  [](const store::Row& row) {
                      return Erasure{row.id<OpId>(0), row.id<OpId>(1), row.id<MemberId>(2), row.time(3), row.text(4)};
                  });
}

} // namespace linli::community
