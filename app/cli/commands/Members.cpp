// SPDX-License-Identifier: Apache-2.0
// Commands about people and homes: invite, revoke, grant, move-out, transfer, households.
#include "app/cli/Command.h"
#include "app/cli/Input.h"
#include "app/cli/Values.h"
#include "app/cli/view/Print.h"
#include "app/cli/view/Views.h"
#include "core/members/Invite.h"
#include "core/members/members.pb.h"

namespace linli::cli {
namespace {

constexpr std::string_view roleWords = "captain, worker, property, treasurer, auditor or admin";

Result<pb::members::Role> parseRoleWord(const std::string& word)
{
    const auto role = members::parseRole(word);
    if (!role)
        return fail(ErrorKind::Invalid, "input.role", "'" + word + "' is not " + std::string(roleWords));
    return static_cast<pb::members::Role>(*role);
}

struct InviteOptions {
    std::string household;
    std::string role;
    std::vector<std::string> buildings;
    std::string member;
    bool readmit = false;
    std::string expires = "+7d";
};

Result<pb::members::Invite> inviteFacts(Session& session, const InviteOptions& in)
{
    pb::members::Invite facts;
    LINLI_TRY(const Timestamp now, session.now());
    LINLI_TRY(const Timestamp expires, parseTime(in.expires, now));
    facts.set_expires_ms(toMs(expires));
    if (!in.member.empty()) {
        LINLI_TRY(const MemberId member, findMember(session.db(), in.member));
        in.readmit ? facts.set_readmit_member(member.str()) : facts.set_own_device(member.str());
    } else if (!in.role.empty()) {
        pb::members::RoleTarget& target = *facts.mutable_role();
        LINLI_TRY(const auto role, parseRoleWord(in.role));
        target.set_role(role);
        target.mutable_buildings()->Assign(in.buildings.begin(), in.buildings.end());
        target.set_household(in.household);
    } else if (!in.household.empty()) {
        facts.set_household(in.household);
    } else {
        return fail(ErrorKind::Invalid, "usage.arguments", "--household, --role or --member is needed");
    }
    return facts;
}

Result<void> runInvite(Session& session, const InviteOptions& in)
{
    crypto::Secret32 seed = crypto::Secret32::random();
    LINLI_TRY(auto facts, inviteFacts(session, in));
    facts.set_key(asString(crypto::SigningKey::fromSeed(seed).publicKey()));
    LINLI_TRY(const OpId id, session.submit("members.invite", facts, pb::members::Nothing()));
    const community::Genesis& genesis = session.home().replica().genesis();
    const members::Invite invite{genesis.community, genesis.hubKey, genesis.foundingHash, std::move(seed)};
    Session::print({{"id", toText(id)},
                    {"invite", members::inviteText(invite)},
                    {"url", members::inviteUrl(session.home().hubUrl(), invite)},
                    {"expires", toJson(fromMs(facts.expires_ms()))}});
    return {};
}

Action prepareInvite(CLI::App& app)
{
    const auto in = std::make_shared<InviteOptions>();
    auto* household = app.add_option("--household", in->household, "id of the home, building-unit-room");
    auto* role = app.add_option("--role", in->role, "of a member who serves: " + std::string(roleWords));
    app.add_option("--buildings", in->buildings, "a captain's buildings, separated by commas")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->needs(role);
    auto* member =
        app.add_option("--member", in->member, "yourself (a further phone), or with --readmit whose phone is lost");
    app.add_flag("--readmit", in->readmit, "the new phone replaces all old ones")->needs(member);
    app.add_option("--expires", in->expires, "until when it can be used")->capture_default_str();
    member->excludes(household)->excludes(role);
    return [in](Session& session) { return runInvite(session, *in); };
}

Action prepareRevoke(CLI::App& app)
{
    const auto id = std::make_shared<std::string>();
    app.add_option("DEVICE", *id, "id of the device, as 'show MEMBER' lists it")->required();
    return [id](Session& session) -> Result<void> {
        LINLI_TRY(const auto device, parseIdText<DeviceId>(*id));
        pb::members::RevokeDevice facts;
        facts.set_device(device.str());
        return session.post("members.revoke_device", facts, pb::members::Nothing());
    };
}

struct GrantOptions {
    std::string member;
    std::string role;
    std::vector<std::string> buildings;
    bool withdraw = false;
};

Result<void> runGrant(Session& session, const GrantOptions& in)
{
    LINLI_TRY(const MemberId member, findMember(session.db(), in.member));
    LINLI_TRY(const auto role, parseRoleWord(in.role));
    if (in.withdraw) {
        pb::members::WithdrawRole facts;
        facts.set_member(member.str());
        facts.set_role(role);
        return session.post("members.withdraw_role", facts, pb::members::Nothing());
    }
    pb::members::Grant facts;
    facts.set_member(member.str());
    facts.set_role(role);
    facts.mutable_buildings()->Assign(in.buildings.begin(), in.buildings.end());
    return session.post("members.grant", facts, pb::members::Nothing());
}

Action prepareGrant(CLI::App& app)
{
    const auto in = std::make_shared<GrantOptions>();
    app.add_option("MEMBER", in->member, "id or exact name")->required();
    app.add_option("--role", in->role, std::string(roleWords))->required();
    app.add_option("--buildings", in->buildings, "a captain's buildings, separated by commas")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_flag("--withdraw", in->withdraw, "take the role away instead");
    return [in](Session& session) { return runGrant(session, *in); };
}

Action prepareMoveOut(CLI::App& app)
{
    const auto member = std::make_shared<std::string>();
    app.add_option("MEMBER", *member, "id or exact name")->required();
    return [member](Session& session) -> Result<void> {
        LINLI_TRY(const MemberId id, findMember(session.db(), *member));
        pb::members::MoveOut facts;
        facts.set_member(id.str());
        return session.post("members.move_out", facts, pb::members::Nothing());
    };
}

/// {"owners": [{"owner": "1057", "numerator": 1, "denominator": 2}, …], "keep_members": false}
Result<void> runTransfer(Session& session, const std::string& household, const std::string& file)
{
    LINLI_TRY(const Timestamp now, session.now());
    LINLI_TRY(Input in, Input::read(file, now));
    pb::members::TransferHousehold facts;
    facts.set_household(household);
    facts.set_keep_members(in.flag("keep_members"));
    for (Input& owner : in.objects("owners")) {
        pb::members::Share& share = *facts.add_owners();
        share.set_owner(owner.text("owner"));
        share.set_numerator(owner.maybeCount("numerator").value_or(1));
        share.set_denominator(owner.maybeCount("denominator").value_or(1));
    }
    LINLI_CHECK(in.finish());
    return session.post("members.transfer_household", facts, pb::members::Nothing());
}

Action prepareTransfer(CLI::App& app)
{
    struct Options {
        std::string household;
        std::string file;
    };
    const auto in = std::make_shared<Options>();
    app.add_option("HOUSEHOLD", in->household, "id of the home that was sold")->required();
    app.add_option("FILE", in->file, "JSON: its new owners")->required();
    return [in](Session& session) { return runTransfer(session, in->household, in->file); };
}

Action prepareHouseholds(CLI::App& app)
{
    const auto json = addJsonFlag(app);
    return [json](Session& session) -> Result<void> {
        LINLI_TRY(const View view, View::of(session));
        LINLI_TRY(const Json rows, listHouseholds(view));
        printList(rows, {"id", "area_cm2", "members", "owners"}, *json);
        return {};
    };
}

} // namespace

std::span<const Command> memberCommands()
{
    static constexpr std::array commands{
        Command{"invite", "make an invite, as text and as the address for a QR code", prepareInvite},
        Command{"revoke", "shut out a device that was lost or stolen", prepareRevoke},
        Command{"grant", "give a member a role, or take it away", prepareGrant},
        Command{"move-out", "a member leaves the household", prepareMoveOut},
        Command{"transfer", "a household is sold: its new owners", prepareTransfer},
        Command{"households", "the register of homes", prepareHouseholds},
    };
    return commands;
}

} // namespace linli::cli
