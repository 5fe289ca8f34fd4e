// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/World.h"

#include <string_view>

namespace linli::sim {

/// Bugs that the simulator must find. The product has no hooks, so each is planted around it: it misbehaves as a product
/// with that bug would, for those who look from outside. README.md says of each what it does.
enum class Mutation { SkippedDedupe, OffByOneCursor, LostUndo, AckBeforeCommit, WallClockTime };
inline constexpr std::array allMutations{Mutation::SkippedDedupe, Mutation::OffByOneCursor, Mutation::LostUndo,
                                         Mutation::AckBeforeCommit, Mutation::WallClockTime};
[[nodiscard]] std::string_view mutationName(Mutation mutation); ///< "skipped-dedupe", …
void plant(World& world, Mutation mutation);

} // namespace linli::sim
