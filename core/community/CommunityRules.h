// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

namespace linli::community {

inline constexpr std::string_view eraseKind = "community.erase";
inline constexpr std::string_view tickKind = "community.tick";
inline constexpr std::string_view raiseRulesKind = "community.raise_rules";

/// Operations about the log itself: erasing what somebody wrote, the hub's ticks, and raising the rules' version.
/// Codes: "community.not_allowed", "community.unknown_operation", "community.already_erased", "community.hub_only",
/// "community.rules_not_raised".
[[nodiscard]] const log::Capability& capability();

/// The rules' version that an operation raises the log to, as it says itself; 0 for every other kind.
[[nodiscard]] std::uint32_t raisedRules(const log::Header& header);

/// The audience of an operation in the log, which its erasure must have too; the community's when it is not known here.
[[nodiscard]] Result<log::Audience> audienceOf(store::Database& db, const OpId& op);

/// What is known of an erasure, for showing "hidden by … because …".
struct Erasure {
    OpId target;
    OpId op;
    MemberId by;
    Timestamp at;
    std::string reason;
};
[[nodiscard]] Result<std::optional<Erasure>> erasureOf(store::Database& db, const OpId& target);

} // namespace linli::community
