// SPDX-License-Identifier: Apache-2.0
#include "core/store/Database.h"

#include <sqlite3.h>

#include <utility>

namespace linli::store {
namespace {

/// SQLite rolls back by itself on some errors (a full disk), so there may be nothing left to roll back.
void rollBack(Database* database)
{
    if (database != nullptr && database->inTransaction())
        (void)database->run("ROLLBACK");
}

} // namespace

Result<Transaction> Transaction::begin(Database& database)
{
    LINLI_CHECK(database.run("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}

Transaction::~Transaction()
{
    rollBack(m_database);
}

Result<void> Transaction::commit()
{
    if (m_database == nullptr || !m_database->inTransaction())
        return fail(ErrorKind::Store, "store.sql", "commit without an open transaction");
    LINLI_CHECK(m_database->run("COMMIT"));
    m_database = nullptr;
    return {};
}

WithoutTriggers::WithoutTriggers(Database& database) : m_database(database)
{
    sqlite3_db_config(m_database.handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
}

WithoutTriggers::~WithoutTriggers()
{
    sqlite3_db_config(m_database.handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, nullptr);
}

Result<ReadTransaction> ReadTransaction::begin(Database& database)
{
    LINLI_CHECK(database.run("BEGIN DEFERRED"));
    ReadTransaction transaction(database);
    // BEGIN alone takes no snapshot; the first read does.
    LINLI_CHECK(database.count("SELECT count(*) FROM sqlite_schema"));
    return transaction;
}

ReadTransaction::ReadTransaction(ReadTransaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

ReadTransaction::~ReadTransaction()
{
    rollBack(m_database);
}

} // namespace linli::store
