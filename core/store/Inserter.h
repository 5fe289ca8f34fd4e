// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"
#include "core/store/StatementCache.h"

namespace linli::store {

/// One statement for many rows, looked up once. Gone before its Database is. Errors: those of Database::run.
class Inserter {
public:
    [[nodiscard]] static Result<Inserter> prepare(Database& database, const std::string& sql);
    /// One value for each parameter.
    [[nodiscard]] Result<void> run(std::span<const Value> values);

private:
    Inserter(sqlite3* db, StatementPointer statement, std::string sql);
    sqlite3* m_db;
    StatementPointer m_statement;
    std::string m_sql; ///< for messages
};

} // namespace linli::store
