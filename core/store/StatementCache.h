// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace linli::store {

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const;
};
using StatementPointer = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Compiles exactly one statement; "store.sql" when the text holds none or more than one.
[[nodiscard]] Result<StatementPointer> prepareOne(sqlite3* db, std::string_view sql);

/// The compiled statements of one connection by their SQL text, least recently used dropped first.
///
/// Invariant: a cached statement is reset and has no bindings. One that is in use is not in the cache, so the same SQL
/// may run again inside its own row callback.
/// Threads: those of its connection; destroyed before the connection is closed.
class StatementCache {
    struct Entry {
        std::string sql;
        StatementPointer statement;
    };

public:
    /// A statement in use; goes back to the cache when the lease ends.
    class Lease {
    public:
        Lease(StatementCache& cache, std::list<Entry> entry) : m_cache(&cache), m_entry(std::move(entry)) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();
        [[nodiscard]] sqlite3_stmt* get() const { return m_entry.front().statement.get(); }

    private:
        StatementCache* m_cache;
        std::list<Entry> m_entry; ///< one node, empty when moved from
    };

    [[nodiscard]] Result<Lease> take(sqlite3* db, std::string_view sql);

private:
    void giveBack(std::list<Entry>& entry);

    static constexpr std::size_t capacity = 256;
    std::list<Entry> m_entries; ///< most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_bySql;
};

} // namespace linli::store
