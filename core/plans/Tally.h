// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace linli::plans {

/// How a poll ended.
enum class Outcome : std::uint8_t {
    None = 0,       ///< not closed yet
    Decided = 1,    ///< one option has its majority
    NoMajority = 2, ///< enough took part, no option has more than half (a tie is one case)
    NoQuorum = 3    ///< too few took part
};
[[nodiscard]] std::string_view outcomeName(Outcome outcome); ///< "none", "decided", "no_majority", "no_quorum"

struct Decision {
    Outcome outcome = Outcome::None;
    int winner = 0; ///< option id, 0 unless Decided
    friend bool operator==(const Decision&, const Decision&) = default;
};

/// Rule "household_majority" in whole numbers: every household that took part counts, one that abstains too.
/// Quorum: ballots · 100 ≥ quorumPercent · roll. Majority: an option with more than half of the ballots.
/// votes[i] are the ballots for option i + 1; roll is the number of households that might vote.
[[nodiscard]] Decision householdMajority(std::span<const std::int64_t> votes, std::int64_t roll, int quorumPercent);

} // namespace linli::plans
