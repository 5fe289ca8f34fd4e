// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

/// Events with a capacity, sign-up with companions, a waitlist in log order, and check-in.
/// README.md has the words, the roles and every rejection code; events.proto the messages.
namespace linli::events {

/// Stateless; lives as long as the process; any thread.
[[nodiscard]] const log::Capability& capability();

} // namespace linli::events
