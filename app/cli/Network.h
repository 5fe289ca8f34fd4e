// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Exchange.h"

namespace linli::cli {

/// Runs an exchange to its end in the application's event loop.
void runExchange(sync::Transport& transport, sync::Exchange& exchange);

} // namespace linli::cli
