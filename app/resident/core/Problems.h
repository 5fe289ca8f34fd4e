// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace linli::resident {

/// What one or several stable codes mean to a resident and what to do next. Behind problemText() of Texts.h.
struct Problem {
    std::string_view codes; ///< separated by single spaces; a code stands in one row only
    const char* text;       ///< English source, translated in context "Problem"
};

/// What a community's rules say no to.
[[nodiscard]] std::span<const Problem> ruleProblemTable();
/// What goes wrong on this phone, on the way to the hub, and at the hub.
[[nodiscard]] std::span<const Problem> deviceProblemTable();

/// The row of this code; null when there is none.
[[nodiscard]] const Problem* findProblem(std::string_view code);

} // namespace linli::resident
