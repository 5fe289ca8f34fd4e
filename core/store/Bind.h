// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Statement.h"

struct sqlite3;

namespace linli::store {

/// Text and blobs are not copied: `values` must live until the statement is reset. "store.sql" when their number is not that of the
/// parameters.
[[nodiscard]] Result<void> bindAll(sqlite3* db, sqlite3_stmt* statement, std::string_view sql,
                                   std::span<const Value> values);

} // namespace linli::store
