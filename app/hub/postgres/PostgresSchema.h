// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/postgres/PostgresSession.h"

namespace linli::hub {

/// The tables, all in the schema "linli", all keyed and hash-partitioned by community. `linli.migration` says which numbered
/// steps a database has had.
///
/// Runs what is missing, each step in a transaction of its own that holds an advisory lock, so that several hubs may start at
/// once and a step that was interrupted has not happened. "store.newer" (Store) when a newer hub has been here.
[[nodiscard]] Result<void> migrate(PostgresSession& session);

} // namespace linli::hub
