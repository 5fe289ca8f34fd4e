// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/members/Directory.h"

#include <google/protobuf/repeated_field.h>

namespace linli::pb::members {
class Building;
class Compound;
class Household;
class Share;
} // namespace linli::pb::members

/// Checks and conversions of register records, shared by the import and the rules, so that what imports also founds.
/// Pure functions.
namespace linli::members {

inline constexpr std::size_t maxPlaceName = 80;             ///< code points; fits a line on a phone
inline constexpr int maxOutlinePoints = 2048;               ///< a surveyed outline has dozens
inline constexpr std::uint32_t maxUnits = 100;              ///< entrances of one building
inline constexpr std::uint32_t maxFloors = 200;             ///< the tallest tower has 163
inline constexpr std::uint64_t maxAreaCm2 = 10'000'000'000; ///< 1,000,000 m²: a slip of the decimal point, not a home
inline constexpr std::uint32_t maxDenominator = 1'000'000;  ///< keeps sums of shares within 64 bits
inline constexpr int maxOwners = 64;
inline constexpr double degreesPerUnit = 1e-7; ///< of outlines in facts

/// building-unit-room; nothing when it is not a valid id.
[[nodiscard]] std::optional<HouseholdId> householdId(std::string_view building, std::string_view unit,
                                                     std::string_view room);

using Shares = google::protobuf::RepeatedPtrField<pb::members::Share>;
/// Owners are distinct ids, every share is positive, and together they are exactly 1.
[[nodiscard]] bool sharesHold(const Shares& shares);

[[nodiscard]] bool areaHolds(std::uint64_t areaCm2);
/// Pairs in range; `least` points or more.
[[nodiscard]] bool outlineHolds(const google::protobuf::RepeatedField<std::int32_t>& outline, int least);

[[nodiscard]] Compound fromProto(const pb::members::Compound& in);
[[nodiscard]] Building fromProto(const pb::members::Building& in);
/// The id must have been checked.
[[nodiscard]] Household fromProto(const pb::members::Household& in);
[[nodiscard]] std::vector<OwnerShare> fromProto(const Shares& in);

} // namespace linli::members
