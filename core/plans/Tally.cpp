// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Tally.h"

#include <cstddef>
#include <numeric>

namespace linli::plans {

std::string_view outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::None:
        return "none";
    case Outcome::Decided:
        return "decided";
    case Outcome::NoMajority:
        return "no_majority";
    case Outcome::NoQuorum:
        return "no_quorum";
    }
    return "none";
}

Decision householdMajority(std::span<const std::int64_t> votes, std::int64_t roll, int quorumPercent)
{
    const std::int64_t ballots = std::accumulate(votes.begin(), votes.end(), std::int64_t{0});
    if (ballots * 100 < roll * quorumPercent)
        return {Outcome::NoQuorum, 0};
    for (std::size_t i = 0; i < votes.size(); ++i) {
        if (votes[i] * 2 > ballots)
            return {Outcome::Decided, static_cast<int>(i) + 1};
    }
    return {Outcome::NoMajority, 0};
}

} // namespace linli::plans
