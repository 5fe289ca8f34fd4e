// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

/// Plans and their "three shows" (plan, progress, result), and polls of households.
/// README.md has the words, the roles and every rejection code; plans.proto the messages.
namespace linli::plans {

/// Stateless; lives as long as the process; any thread.
[[nodiscard]] const log::Capability& capability();

} // namespace linli::plans
