// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/members/Directory.h"

/// Who may do what to members: the one table of this capability, and small helpers of its rules. Reads only.
namespace linli::members {

/// What is asked for; one row each in the table of Rights.cpp.
enum class Deed : std::uint8_t {
    InviteToHousehold,
    InviteToRole,
    AddOwnDevice,
    Readmit,
    ChangeRoles,
    RevokeDevice,
    EndMembership,
    ChangeRegister,
    Rename
};

/// Whom or what it is done to.
struct Subject {
    std::optional<MemberId> member;
    std::optional<BuildingId> building; ///< of the household concerned
    bool staff = false;                 ///< has a role: a captain must not get at that person's devices
};
[[nodiscard]] Result<Subject> subjectOf(store::Database& db, const Member& member);

/// "members.not_allowed"; "members.foreign_building" for a captain elsewhere.
[[nodiscard]] log::Verdict permit(Deed deed, const Actor& who, const Subject& subject);

/// "members.bad_role" for resident or an unknown number, "members.buildings_missing", "members.buildings_unexpected",
/// "members.unknown_building".
[[nodiscard]] Result<log::Verdict> checkGrant(store::Database& db, const Grant& grant);
/// True when no other member is an admin with a device in use.
[[nodiscard]] Result<bool> isLastAdmin(store::Database& db, const Member& member);

template <class Message> [[nodiscard]] Grant readGrant(const Message& in)
{
    Grant grant{static_cast<Role>(in.role()), {}};
    for (const auto& building : in.buildings())
        grant.buildings.push_back(BuildingId{building});
    return grant;
}

/// For rules: `LINLI_REQUIRE(permit(…));` returns a verdict that is not an acceptance.
#define LINLI_REQUIRE(...)                                                                                             \
    do {                                                                                                               \
        if (auto linliVerdict = (__VA_ARGS__); !linliVerdict.accepted())                                               \
            return linliVerdict;                                                                                       \
    } while (false)

} // namespace linli::members
