// SPDX-License-Identifier: Apache-2.0
#include "core/members/Members.h"

#include "core/base/Text.h"
#include "core/members/Rules.h"
#include "core/members/StaffKeys.h"
#include "core/members/Table.h"

namespace linli::members {
namespace {

using log::acceptContent;
using log::Context;
using log::makeKind;
using log::Verdict;
namespace wire = linli::pb::members;

/// Everything here is about who may do what, which all members must be able to check.
template <class Facts> auto communityOnly(Result<Verdict> (*decide)(const Context&, const Facts&))
{
    return [decide](const Context& context, const Facts& facts) -> Result<Verdict> {
        if (!context.audience.isCommunity())
            return Verdict::reject("op.audience");
        return decide(context, facts);
    };
}

Verdict textVerdict(std::string_view text, std::size_t most, bool mayBeEmpty)
{
    return Verdict::reject(std::string(textFaultCode(checkText(text, most, mayBeEmpty))));
}

/// Empty for a further device, which keeps the member's name.
Verdict checkJoin(const wire::Join&, const wire::Name& content)
{
    return textVerdict(content.name(), maxName, true);
}

Verdict checkRename(const wire::Nothing&, const wire::Name& content)
{
    return textVerdict(content.name(), maxName, false);
}

Verdict checkRegister(const wire::RegisterHousehold&, const wire::Reason& content)
{
    return textVerdict(content.reason(), maxReason, false);
}

template <class Facts>
log::Kind silentKind(std::string_view name, Result<Verdict> (*decide)(const Context&, const Facts&),
                     Result<void> (*apply)(const Context&, const Facts&, const wire::Nothing*))
{
    return makeKind<Facts, wire::Nothing>(std::string(name), communityOnly(decide), acceptContent<Facts, wire::Nothing>,
                                          apply);
}

/// Kinds that phones make by themselves.
template <class Facts>
log::Kind housekeepingKind(std::string_view name, Result<Verdict> (*decide)(const Context&, const Facts&),
                           Result<void> (*apply)(const Context&, const Facts&, const wire::Nothing*))
{
    log::Kind kind = silentKind(name, decide, apply);
    kind.housekeeping = true;
    return kind;
}

std::vector<log::Kind> makeKinds()
{
    return {
        silentKind("members.found", decideFound, applyFound),
        silentKind("members.invite", decideInvite, applyInvite),
        makeKind<wire::Join, wire::Name>("members.join", communityOnly(decideJoin), checkJoin, applyJoin),
        silentKind("members.grant", decideGrant, applyGrant),
        silentKind("members.withdraw_role", decideWithdrawRole, applyWithdrawRole),
        silentKind("members.revoke_device", decideRevokeDevice, applyRevokeDevice),
        silentKind("members.move_out", decideMoveOut, applyMoveOut),
        silentKind("members.transfer_household", decideTransferHousehold, applyTransferHousehold),
        makeKind<wire::RegisterHousehold, wire::Reason>("members.register_household",
                                                        communityOnly(decideRegisterHousehold), checkRegister,
                                                        applyRegisterHousehold),
        makeKind<wire::Nothing, wire::Name>("members.rename", communityOnly(decideRename), checkRename, applyRename),
        housekeepingKind(staffKeyKind, decideStaffKey, applyStaffKey),
        housekeepingKind(shareStaffKeyKind, decideShareStaffKey, applyShareStaffKey),
    };
}

class MembersCapability final : public log::Capability {
public:
    [[nodiscard]] std::string_view schema() const override { return table::schema(); }
    [[nodiscard]] std::span<const log::TableSpec> tables() const override { return table::specs(); }
    [[nodiscard]] std::span<const log::Kind> kinds() const override { return m_kinds; }

private:
    std::vector<log::Kind> m_kinds = makeKinds();
};

} // namespace

const log::Capability& capability()
{
    static const MembersCapability instance;
    return instance;
}

} // namespace linli::members
