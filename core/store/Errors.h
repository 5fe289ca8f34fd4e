// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <string_view>

struct sqlite3;

/// Internal to core/store: from SQLite result codes to our stable codes (listed at Database).
namespace linli::store {

/// The error of a statement that could not be prepared. SQLite's message is kept: it can only quote our own SQL.
[[nodiscard]] std::unexpected<Error> prepareFailure(sqlite3* db, int code);

/// The error of a running statement. SQLite's message is kept for constraints only (it names columns); others may quote
/// values, such as the words of a text search, so `sql` is shown in their place.
[[nodiscard]] std::unexpected<Error> stepFailure(sqlite3* db, int code, std::string_view sql);

[[nodiscard]] std::string_view storeCode(sqlite3* db, int code);

} // namespace linli::store
