// SPDX-License-Identifier: Apache-2.0
#include "tests/hub/StoreUnderTest.h"

#include "app/hub/SqliteLogStore.h"
#include "app/hub/postgres/PostgresLogStore.h"
#include "core/base/Encoding.h"

#include <QTemporaryDir>

namespace linli::test {
namespace {

using hub::PostgresLogStore;
using hub::SqliteLogStore;

template <class Store> StoreUnderTest::Opened boxed(Result<Store> store)
{
    return std::move(store).transform([](Store opened) { return std::make_unique<Store>(std::move(opened)); });
}

std::string filledIn(std::string sql, const std::string& community)
{
    const std::string mark = "{community}";
    for (auto at = sql.find(mark); at != std::string::npos; at = sql.find(mark))
        sql.replace(at, mark.size(), community);
    return sql;
}

class SqliteUnderTest final : public StoreUnderTest {
public:
    Opened create(const CommunityId& community) override
    {
        LINLI_TRY(auto database, database(store::Database::Access::Create));
        return boxed(SqliteLogStore::create(std::move(database), community));
    }
    Opened open(const CommunityId& community, Access access) override
    {
        LINLI_TRY(auto opened,
                  database(access == Access::Read ? store::Database::Access::Read : store::Database::Access::Write));
        return boxed(SqliteLogStore::open(std::move(opened), community));
    }
    Result<std::int64_t> tamper(const CommunityId& community, const std::string& sql) override
    {
        LINLI_TRY(auto opened, database(store::Database::Access::Write));
        LINLI_CHECK(opened.run(filledIn(sql, "x'" + toHex(community.view()) + "'")));
        return opened.changes();
    }

private:
    Result<store::Database> database(store::Database::Access access)
    {
        return store::Database::open(m_folder.filePath("log.db").toStdString(), m_key, access);
    }
    QTemporaryDir m_folder;
    store::DatabaseKey m_key{crypto::Secret32::random()};
};

class PostgresUnderTest final : public StoreUnderTest {
public:
    explicit PostgresUnderTest(hub::PostgresPool& pool) : m_pool(pool) {}
    Opened create(const CommunityId& community) override
    {
        return boxed(PostgresLogStore::create(m_pool, community, m_key, asBytes("sealed identity")));
    }
    Opened open(const CommunityId& community, Access access) override
    {
        return boxed(PostgresLogStore::open(m_pool, community, m_key,
                                            access == Access::Read ? PostgresLogStore::Access::Read
                                                                   : PostgresLogStore::Access::Write));
    }
    Result<std::int64_t> tamper(const CommunityId& community, const std::string& sql) override
    {
        try {
            pqxx::connection connection(m_pool.database());
            pqxx::work work(connection);
            work.exec("SET search_path = linli");
            const auto changed = work.exec(filledIn(sql, "'" + toText(community) + "'")).affected_rows();
            work.commit();
            return changed;
        } catch (const std::exception& error) {
            return fail(ErrorKind::Store, "store.sql", error.what());
        }
    }

private:
    hub::PostgresPool& m_pool;
    crypto::Secret32 m_key = crypto::Secret32::random();
};

} // namespace

std::unique_ptr<StoreUnderTest> sqliteUnderTest()
{
    return std::make_unique<SqliteUnderTest>();
}

std::unique_ptr<StoreUnderTest> postgresUnderTest(hub::PostgresPool& pool)
{
    return std::make_unique<PostgresUnderTest>(pool);
}

} // namespace linli::test
