// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

/// Hazards: residents report them, staff deal with them in the open, neighbours say whether they are fixed. Kinds, rules
/// and codes are listed in README.md.
namespace linli::hazards {

/// Stateless; any thread, any number of databases.
[[nodiscard]] const log::Capability& capability();

} // namespace linli::hazards
