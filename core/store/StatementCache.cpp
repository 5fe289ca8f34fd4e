// SPDX-License-Identifier: Apache-2.0
#include "core/store/StatementCache.h"

#include "core/store/Errors.h"

#include <sqlite3.h>

#include <limits>

namespace linli::store {

void FinalizeStatement::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Result<StatementPointer> prepareOne(sqlite3* db, std::string_view sql)
{
    if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return fail(ErrorKind::Store, "store.sql", "statement too long");
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const int code =
        sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail);
    StatementPointer statement(raw);
    if (code != SQLITE_OK)
        return prepareFailure(db, code);
    if (!statement)
        return fail(ErrorKind::Store, "store.sql", "no statement");
    const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    if (rest.find_first_not_of(" \t\r\n;") != std::string_view::npos)
        return fail(ErrorKind::Store, "store.sql", "more than one statement");
    return statement;
}

StatementCache::Lease::~Lease()
{
    if (!m_entry.empty())
        m_cache->giveBack(m_entry);
}

Result<StatementCache::Lease> StatementCache::take(sqlite3* db, std::string_view sql)
{
    std::list<Entry> entry;
    if (const auto known = m_bySql.find(sql); known != m_bySql.end()) {
        entry.splice(entry.begin(), m_entries, known->second);
        m_bySql.erase(known);
    } else {
        LINLI_TRY(auto statement, prepareOne(db, sql));
        entry.push_back({std::string(sql), std::move(statement)});
    }
    return Lease(*this, std::move(entry));
}

void StatementCache::giveBack(std::list<Entry>& entry)
{
    sqlite3_reset(entry.front().statement.get());
    sqlite3_clear_bindings(entry.front().statement.get());
    const std::string_view sql = entry.front().sql;
    if (m_bySql.contains(sql))
        return;
    m_entries.splice(m_entries.begin(), entry);
    m_bySql.emplace(sql, m_entries.begin());
    if (m_entries.size() > capacity) {
        m_bySql.erase(m_entries.back().sql);
        m_entries.pop_back();
    }
}

} // namespace linli::store
