// SPDX-License-Identifier: Apache-2.0
#include "core/store/Database.h"
#include "tests/bench/Need.h"
#include "tests/bench/ReferenceEndpoint.h"

#include <pqxx/pqxx>

namespace linli::bench {
namespace {

class SqliteReference final : public ReferenceStore {
public:
    explicit SqliteReference(const std::string& file)
        : m_db(need(store::Database::open(file, store::DatabaseKey(crypto::Secret32::random()),
                                          store::Database::Access::Create)))
    {
        need(m_db.runScript("CREATE TABLE operation(id BLOB PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID"));
    }
    void insert(const std::vector<Operation>& operations) override
    {
        auto transaction = need(store::Transaction::begin(m_db));
        for (const Operation& operation : operations)
            need(m_db.run("INSERT INTO operation(id, bytes) VALUES(?1, ?2)",
                          {asBytes(operation.id), asBytes(operation.bytes)}));
        need(transaction.commit());
    }

private:
    store::Database m_db;
};

class PostgresReference final : public ReferenceStore {
public:
    explicit PostgresReference(const std::string& database) : m_connection(database)
    {
        pqxx::work work(m_connection);
        work.exec("CREATE TABLE reference(id bytea PRIMARY KEY, bytes bytea NOT NULL)");
        work.commit();
        m_connection.prepare("insert_operation", "INSERT INTO reference(id, bytes) VALUES($1, $2)");
    }
    void insert(const std::vector<Operation>& operations) override
    {
        pqxx::work work(m_connection);
        for (const Operation& operation : operations)
            work.exec(pqxx::prepped("insert_operation"),
                      pqxx::params(pqxx::binary_cast(operation.id), pqxx::binary_cast(operation.bytes)));
        work.commit();
    }

private:
    pqxx::connection m_connection;
};

} // namespace

std::unique_ptr<ReferenceStore> sqliteReference(const std::string& file)
{
    return std::make_unique<SqliteReference>(file);
}

std::unique_ptr<ReferenceStore> postgresReference(const std::string& database)
{
    return std::make_unique<PostgresReference>(database);
}

} // namespace linli::bench
