// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/World.h"

namespace linli::sim {

/// What must hold once everything has healed; every breach is a failure in the world's journal. `foundWith` is the size of
/// the log that the run began with.
void checkEverything(World& world, std::uint64_t foundWith);

/// A photo that the hub has is not on the phone yet.
[[nodiscard]] bool lacksPhoto(World& world, SimPhone& phone);

/// The parts, in the order in which they are asked.
void checkLog(World& world, const std::vector<log::Entry>& log, std::uint64_t foundWith);
void checkPhones(World& world, const std::vector<log::Entry>& log);
void checkSaved(World& world, const std::vector<log::Entry>& log);
void checkModel(World& world, const std::vector<log::Entry>& log);

} // namespace linli::sim
