// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/members/Directory.h"
#include "core/plans/plans.pb.h"

/// The rules of polls: who is on the roll, who may open one, and when a ballot counts.
namespace linli::plans {

inline constexpr std::string_view householdMajorityRule = "household_majority";
inline constexpr std::uint32_t minOptions = 2;
inline constexpr std::uint32_t maxOptions = 8;  ///< what a phone shows without scrolling in large text
inline constexpr std::uint32_t planOptions = 3; ///< 1 yes, 2 no, 3 abstain
inline constexpr std::int64_t maxPollMs = std::int64_t{60} * 24 * 3600 * 1000; ///< the register must not grow stale

[[nodiscard]] Result<log::Verdict> decideOpenPoll(const log::Context& context, const pb::plans::OpenPollFacts& facts);
[[nodiscard]] Result<log::Verdict> decideVote(const log::Context& context, const pb::plans::VoteFacts& facts);

/// The households that facts name, from the register as it is now, ordered by id.
[[nodiscard]] Result<std::vector<members::Household>> selectRoll(store::Database& db,
                                                                 const pb::plans::OpenPollFacts& facts);

} // namespace linli::plans
