// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/DatabaseKey.h"
#include "core/store/Statement.h"

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

struct sqlite3;

namespace linli::store {

/// One connection to one encrypted SQLCipher file.
///
/// Invariant: an open Database has proved its key (the first read succeeded) and really is SQLCipher
/// (`PRAGMA cipher_version` is not empty). It is configured as DESIGN §5 says.
/// Threads: used by one thread at a time; readers open a connection of their own with Access::Read.
/// Errors (all ErrorKind::Store): "store.missing", "store.wrong_key" (cannot be decrypted: another key, a foreign or a
/// damaged file; the file is left as it is), "store.not_sqlcipher", "store.busy", "store.disk_full", "store.corrupt",
/// "store.io", "store.sql" (a bug in a statement).
class Database {
public:
    enum class Access {
        Read,  ///< an existing file, read only
        Write, ///< an existing file
        Create ///< "store.exists" when the file is there already
    };
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, const DatabaseKey& key,
                                               Access access);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Runs one statement that returns no rows. Parameters are ?1, ?2, … Statements are prepared once and cached.
    [[nodiscard]] Result<void> run(std::string_view sql, std::initializer_list<Value> values = {});
    /// Runs several statements (a schema); no parameters.
    [[nodiscard]] Result<void> runScript(std::string_view sql);
    /// Calls `each` for every row; `each` returns false to stop early.
    [[nodiscard]] Result<void> query(std::string_view sql, std::initializer_list<Value> values,
                                     const std::function<bool(const Row&)>& each);
    /// As run and query, for callers that build their values at run time.
    [[nodiscard]] Result<void> runWith(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Result<void> queryWith(std::string_view sql, std::span<const Value> values,
                                         const std::function<bool(const Row&)>& each);

    /// Every row through `map`: Result<std::vector<T>>.
    template <class Map>
    [[nodiscard]] auto all(std::string_view sql, std::initializer_list<Value> values, Map map)
        -> Result<std::vector<std::invoke_result_t<Map, const Row&>>>
    {
        std::vector<std::invoke_result_t<Map, const Row&>> rows;
        LINLI_CHECK(query(sql, values, [&](const Row& row) {
            rows.push_back(map(row));
            return true;
        }));
        return rows;
    }
    /// The first row through `map`, or nothing: Result<std::optional<T>>.
    template <class Map>
    [[nodiscard]] auto one(std::string_view sql, std::initializer_list<Value> values, Map map)
        -> Result<std::optional<std::invoke_result_t<Map, const Row&>>>
    {
        std::optional<std::invoke_result_t<Map, const Row&>> found;
        LINLI_CHECK(query(sql, values, [&](const Row& row) {
            found.emplace(map(row));
            return false;
        }));
        return found;
    }
    /// The first column of the first row as integer; 0 when there is no row.
    [[nodiscard]] Result<std::int64_t> count(std::string_view sql, std::initializer_list<Value> values = {});

    /// How much of the file stays decrypted in memory, in KiB. SQLite's own 2,000 are right but for much work at once.
    [[nodiscard]] Result<void> setCache(std::int64_t kibibytes);
    [[nodiscard]] std::int64_t changes() const; ///< rows changed by the last run()
    [[nodiscard]] bool inTransaction() const;
    [[nodiscard]] sqlite3* handle() const; ///< for store/ only (undo log, backup, recovery)

private:
    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// A write transaction (BEGIN IMMEDIATE); rolls back on destruction unless commit() succeeded. Not nestable.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

/// While it lives, no trigger fires: for rows that come in masses and whose triggers' work is done by other means.
/// No statement may be running when it begins or ends.
class WithoutTriggers {
public:
    explicit WithoutTriggers(Database& database);
    ~WithoutTriggers();
    WithoutTriggers(const WithoutTriggers&) = delete;
    WithoutTriggers& operator=(const WithoutTriggers&) = delete;

private:
    Database& m_database;
};

/// Several reads that see one state (BEGIN DEFERRED … ROLLBACK).
class ReadTransaction {
public:
    [[nodiscard]] static Result<ReadTransaction> begin(Database& database);
    ReadTransaction(ReadTransaction&& other) noexcept;
    ReadTransaction& operator=(ReadTransaction&&) = delete;
    ~ReadTransaction();

private:
    explicit ReadTransaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

} // namespace linli::store
