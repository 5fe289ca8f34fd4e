// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace linli::plans {

/// Where a plan is. Numbers are stored and digested: never renumber.
/// published → voting → approved | rejected; approved (or published, when nothing is to be voted on) →
/// under_construction → completed; rejected → voting when it is put to the vote again.
enum class Phase : std::uint8_t {
    Published = 0,
    Voting = 1,
    Approved = 2,
    Rejected = 3,
    UnderConstruction = 4,
    Completed = 5
};
[[nodiscard]] std::string_view phaseName(Phase phase); ///< "published", … "under_construction", "completed"

} // namespace linli::plans
