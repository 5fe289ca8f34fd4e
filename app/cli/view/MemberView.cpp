// SPDX-License-Identifier: Apache-2.0
// Members with their roles and devices, and the register of homes.
#include "app/cli/view/Views.h"
#include "core/members/Directory.h"

namespace linli::cli {
namespace {

std::string_view deviceStateName(members::DeviceState state)
{
    switch (state) {
    case members::DeviceState::Active:
        return "active";
    case members::DeviceState::Revoked:
        return "revoked";
    case members::DeviceState::Suspended:
        return "suspended";
    }
    return {};
}

Json rolesJson(const members::Member& member)
{
    Json roles = Json::array();
    for (const members::Grant& grant : member.grants)
        roles.push_back({{"role", members::roleName(grant.role)}, {"buildings", toJson(grant.buildings)}});
    return roles;
}

Result<Json> memberJson(const View& view, const members::Member& member)
{
    Json out{{"type", "member"},
             {"id", toJson(member.id)},
             {"name", member.name.empty() ? Json(nullptr) : Json(member.name)},
             {"household", toJson(member.household)},
             {"roles", rolesJson(member)},
             {"active", member.active},
             {"me", member.id == view.self()}};
    LINLI_TRY(const auto devices, members::devicesOf(view.db(), member.id));
    out["devices"] = Json::array();
    for (const members::Device& device : devices)
        out["devices"].push_back({{"id", toJson(device.id)},
                                  {"state", deviceStateName(device.state)},
                                  {"this", device.id == view.device()}});
    return out;
}

Json ownersJson(const std::vector<members::OwnerShare>& owners)
{
    Json list = Json::array();
    for (const members::OwnerShare& share : owners)
        list.push_back({{"owner", share.owner}, {"numerator", share.numerator}, {"denominator", share.denominator}});
    return list;
}

} // namespace

Result<Json> listMembers(const View& view)
{
    LINLI_TRY(const auto members, members::allMembers(view.db()));
    Json rows = Json::array();
    for (const members::Member& member : members) {
        LINLI_TRY(Json row, memberJson(view, member));
        rows.push_back(std::move(row));
    }
    return rows;
}

Shown showMember(const View& view, const OpId& id)
{
    LINLI_TRY(const auto member, members::member(view.db(), MemberId{id.bytes}));
    if (!member)
        return std::nullopt;
    LINLI_TRY(Json out, memberJson(view, *member));
    LINLI_TRY(out["erasure"], view.erasure(id));
    return out;
}

Result<Json> listHouseholds(const View& view)
{
    LINLI_TRY(const auto households, members::households(view.db()));
    LINLI_TRY(const auto members, members::allMembers(view.db()));
    std::map<HouseholdId, Json> living;
    for (const members::Member& member : members)
        if (member.household)
            living.try_emplace(*member.household, Json::array()).first->second.push_back(toJson(member.id));
    Json rows = Json::array();
    for (const members::Household& household : households) {
        const auto found = living.find(household.id);
        rows.push_back({{"id", toJson(household.id)},
                        {"building", toJson(household.building)},
                        {"unit", household.unit},
                        {"room", household.room},
                        {"area_cm2", household.area.value},
                        {"owners", ownersJson(household.owners)},
                        {"members", found == living.end() ? Json::array() : found->second}});
    }
    return rows;
}

} // namespace linli::cli
