// SPDX-License-Identifier: Apache-2.0
#include "core/store/Database.h"

#include "core/store/Bind.h"
#include "core/store/Errors.h"
#include "core/store/OpenDatabase.h"
#include "core/store/StatementCache.h"

#include <sqlite3.h>

namespace linli::store {

// The cache comes after the connection so that its statements are finalized before the connection closes.
struct Database::Impl {
    Connection connection;
    StatementCache cache;
};

Database::Database(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& file, const DatabaseKey& key, Access access)
{
    LINLI_TRY(auto connection, openConnection(file, key, access));
    return Database(std::make_unique<Impl>(Impl{std::move(connection), {}}));
}

Result<void> Database::run(std::string_view sql, std::initializer_list<Value> values)
{
    return runWith(sql, {values.begin(), values.size()});
}

Result<void> Database::query(std::string_view sql, std::initializer_list<Value> values,
                             const std::function<bool(const Row&)>& each)
{
    return queryWith(sql, {values.begin(), values.size()}, each);
}

Result<void> Database::runWith(std::string_view sql, std::span<const Value> values)
{
    LINLI_TRY(const auto lease, m_impl->cache.take(handle(), sql));
    if (sqlite3_column_count(lease.get()) > 0)
        return fail(ErrorKind::Store, "store.sql", "run() of a statement with rows: " + std::string(sql));
    LINLI_CHECK(bindAll(handle(), lease.get(), sql, values));
    if (const int code = sqlite3_step(lease.get()); code != SQLITE_DONE)
        return stepFailure(handle(), code, sql);
    return {};
}

Result<void> Database::queryWith(std::string_view sql, std::span<const Value> values,
                                 const std::function<bool(const Row&)>& each)
{
    LINLI_TRY(const auto lease, m_impl->cache.take(handle(), sql));
    LINLI_CHECK(bindAll(handle(), lease.get(), sql, values));
    while (true) {
        const int code = sqlite3_step(lease.get());
        if (code == SQLITE_DONE)
            return {};
        if (code != SQLITE_ROW)
            return stepFailure(handle(), code, sql);
        if (!each(Row(lease.get())))
            return {};
    }
}

Result<void> Database::runScript(std::string_view sql)
{
    const std::string script(sql);
    if (const int code = sqlite3_exec(handle(), script.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
        return prepareFailure(handle(), code);
    return {};
}

Result<std::int64_t> Database::count(std::string_view sql, std::initializer_list<Value> values)
{
    std::int64_t found = 0;
    LINLI_CHECK(query(sql, values, [&](const Row& row) {
        found = row.integer(0);
        return false;
    }));
    return found;
}

Result<void> Database::setCache(std::int64_t kibibytes)
{
    return run("PRAGMA cache_size = " + std::to_string(-kibibytes));
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(handle());
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(handle()) == 0;
}

sqlite3* Database::handle() const
{
    return m_impl->connection.get();
}

} // namespace linli::store
