// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

#include <span>

namespace linli::store {

/// Internal to core/store: makes the AFTER triggers that write inverses into undo_log, replaces those whose table has
/// other columns now, and drops those of tables no longer named. Runs inside the caller's transaction.
/// "store.sql" for what is not a base table.
[[nodiscard]] Result<void> installUndoTriggers(Database& database, std::span<const std::string> tables);

} // namespace linli::store
