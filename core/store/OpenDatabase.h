// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

/// Internal to core/store: how a connection comes to be, from a path to a proved and configured sqlite3 handle.
namespace linli::store {

struct CloseConnection {
    void operator()(sqlite3* db) const;
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

[[nodiscard]] Result<Connection> openConnection(const std::filesystem::path& file, const DatabaseKey& key,
                                                Database::Access access);

} // namespace linli::store
