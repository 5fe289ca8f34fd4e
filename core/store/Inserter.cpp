// SPDX-License-Identifier: Apache-2.0
#include "core/store/Inserter.h"

#include "core/store/Bind.h"
#include "core/store/Errors.h"

#include <sqlite3.h>

namespace linli::store {

Inserter::Inserter(sqlite3* db, StatementPointer statement, std::string sql)
    : m_db(db), m_statement(std::move(statement)), m_sql(std::move(sql))
{
}

Result<Inserter> Inserter::prepare(Database& database, const std::string& sql)
{
    LINLI_TRY(StatementPointer statement, prepareOne(database.handle(), sql));
    return Inserter(database.handle(), std::move(statement), sql);
}

Result<void> Inserter::run(std::span<const Value> values)
{
    LINLI_CHECK(bindAll(m_db, m_statement.get(), m_sql, values));
    const int code = sqlite3_step(m_statement.get());
    const Result<void> done = code == SQLITE_DONE ? Result<void>{} : stepFailure(m_db, code, m_sql);
    sqlite3_reset(m_statement.get());
    return done;
}

} // namespace linli::store
