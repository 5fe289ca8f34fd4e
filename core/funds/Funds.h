// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

/// The community's money in the open: accounts on three tracks and a double-entry journal. Kinds, rules and codes are
/// listed in README.md.
namespace linli::funds {

/// Stateless; any thread, any number of databases.
[[nodiscard]] const log::Capability& capability();

} // namespace linli::funds
