// SPDX-License-Identifier: Apache-2.0
#include "core/members/Register.h"

#include "core/members/members.pb.h"

#include <numeric>
#include <set>

namespace linli::members {
namespace {

/// Products of two values up to this and maxDenominator stay within 64 bits.
constexpr std::uint64_t maxCommonDenominator = 1'000'000'000'000;

std::vector<Point> fromUnits(const google::protobuf::RepeatedField<std::int32_t>& units)
{
    std::vector<Point> points;
    for (int i = 0; i + 1 < units.size(); i += 2)
        points.push_back({units[i] * degreesPerUnit, units[i + 1] * degreesPerUnit});
    return points;
}

} // namespace

std::optional<HouseholdId> householdId(std::string_view building, std::string_view unit, std::string_view room)
{
    if (unit.empty() || room.empty())
        return std::nullopt;
    HouseholdId id{std::string(building) + "-" + std::string(unit) + "-" + std::string(room)};
    return isTextId(id.value) ? std::optional(std::move(id)) : std::nullopt;
}

bool sharesHold(const Shares& shares)
{
    if (shares.empty() || shares.size() > maxOwners)
        return false;
    std::set<std::string_view> owners;
    std::uint64_t sum = 0; // of `whole`, kept ≤ whole
    std::uint64_t whole = 1;
    for (const auto& share : shares) {
        const std::uint64_t part = share.numerator();
        const std::uint64_t denominator = share.denominator();
        if (!isTextId(share.owner()) || !owners.insert(share.owner()).second)
            return false;
        if (part == 0 || part > denominator || denominator > maxDenominator)
            return false;
        const std::uint64_t common = std::lcm(whole, denominator);
        if (common > maxCommonDenominator)
            return false;
        sum = sum * (common / whole) + part * (common / denominator);
        whole = common;
        if (sum > whole)
            return false;
    }
    return sum == whole;
}

bool areaHolds(std::uint64_t areaCm2)
{
    return areaCm2 > 0 && areaCm2 <= maxAreaCm2;
}

bool outlineHolds(const google::protobuf::RepeatedField<std::int32_t>& outline, int least)
{
    if (outline.size() % 2 != 0 || outline.size() < 2 * least || outline.size() > 2 * maxOutlinePoints)
        return false;
    constexpr int quarterTurn = 900'000'000;
    for (int i = 0; i < outline.size(); i += 2) {
        const std::int64_t latitude = outline[i];
        const std::int64_t longitude = outline[i + 1];
        if (std::abs(latitude) > quarterTurn || std::abs(longitude) > 2LL * quarterTurn)
            return false;
    }
    return true;
}

Compound fromProto(const pb::members::Compound& in)
{
    return {CompoundId{in.id()}, in.name(), fromUnits(in.outline())};
}

Building fromProto(const pb::members::Building& in)
{
    return {BuildingId{in.id()},          CompoundId{in.compound()},     in.name(),
            static_cast<int>(in.units()), static_cast<int>(in.floors()), fromUnits(in.outline())};
}

Household fromProto(const pb::members::Household& in)
{
    return {householdId(in.building(), in.unit(), in.room()).value_or(HouseholdId{}),
            BuildingId{in.building()},
            in.unit(),
            in.room(),
            AreaCm2{static_cast<std::int64_t>(in.area_cm2())},
            fromProto(in.owners())};
}

std::vector<OwnerShare> fromProto(const Shares& in)
{
    std::vector<OwnerShare> shares;
    for (const auto& share : in)
        shares.push_back({share.owner(), share.numerator(), share.denominator()});
    return shares;
}

} // namespace linli::members
