// SPDX-License-Identifier: Apache-2.0
#include "core/store/UndoTriggers.h"

#include <algorithm>
#include <format>
#include <set>

namespace linli::store {
namespace {

/// What an inverse needs to know of a table.
struct TableShape {
    std::string name;
    std::vector<std::string> written; ///< columns that a statement may set: all but generated ones
    std::vector<std::string> key;     ///< columns that find a row again: the rowid, or the primary key without one
};

std::string quoted(std::string_view text, char mark)
{
    std::string out(1, mark);
    for (const char c : text)
        out.append(c == mark ? 2 : 1, c);
    return out + mark;
}

std::string name(std::string_view identifier)
{
    return quoted(identifier, '"');
}

std::string literal(std::string_view text)
{
    return quoted(text, '\'');
}

/// Whether SQLite takes both for one name: it ignores the case of ASCII letters.
bool sameName(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// `"a"=?1,"b"=?2`: each column with the next parameter, from `first` on.
std::string assignments(const std::vector<std::string>& columns, std::string_view separator, std::size_t first = 1)
{
    std::string out;
    for (const std::string& column : columns)
        out += std::format("{}{}=?{}", out.empty() ? "" : separator, name(column), first++);
    return out;
}

/// `old."a",old."b"`.
std::string valuesOf(std::string_view row, const std::vector<std::string>& columns)
{
    std::string out;
    for (const std::string& column : columns)
        out += std::format("{}{}.{}", out.empty() ? "" : ",", row, name(column));
    return out;
}

/// A statement, and SQL that yields its parameters.
struct Inverse {
    std::string statement;
    std::string values;
};

/// Stores its inverse while recording is on.
std::string trigger(const TableShape& table, std::string_view event, const Inverse& inverse)
{
    return std::format("CREATE TRIGGER {} AFTER {} ON {} WHEN undo_recording() BEGIN "
                       "INSERT INTO undo_log(sql,was) VALUES({},undo_values({})); END",
                       name(std::format("undo_log_{}_{}", event, table.name)), event, name(table.name),
                       literal(inverse.statement), inverse.values);
}

Inverse inverseOfInsert(const TableShape& table)
{
    return {std::format("DELETE FROM {} WHERE {}", name(table.name), assignments(table.key, " AND ")),
            valuesOf("new", table.key)};
}

Inverse inverseOfUpdate(const TableShape& table)
{
    return {std::format("UPDATE {} SET {} WHERE {}", name(table.name), assignments(table.written, ","),
                        assignments(table.key, " AND ", table.written.size() + 1)),
            valuesOf("old", table.written) + "," + valuesOf("new", table.key)};
}

Inverse inverseOfDelete(const TableShape& table)
{
    std::string columns;
    std::string parameters;
    for (std::size_t i = 0; i < table.written.size(); ++i) {
        const std::string_view comma = i == 0 ? "" : ",";
        columns += std::format("{}{}", comma, name(table.written[i]));
        parameters += std::format("{}?{}", comma, i + 1);
    }
    return {std::format("INSERT INTO {}({}) VALUES({})", name(table.name), columns, parameters),
            valuesOf("old", table.written)};
}

/// A name of the rowid that no column has taken.
std::string rowidName(const std::vector<std::string>& columns)
{
    for (const char* candidate : {"rowid", "_rowid_", "oid"})
        if (std::ranges::none_of(columns, [&](const std::string& column) { return sameName(column, candidate); }))
            return candidate;
    return {};
}

Result<TableShape> shapeOf(Database& database, const std::string& table)
{
    constexpr std::string_view aboutTable =
        "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name = ?1";
    LINLI_TRY(const auto withoutRowid,
              database.one(aboutTable, {table}, [](const Row& row) { return row.boolean(0); }));
    if (!withoutRowid)
        return fail(ErrorKind::Store, "store.sql", "not a base table: " + table);

    TableShape shape{.name = table, .written = {}, .key = {}};
    std::vector<std::string> all;
    constexpr std::string_view aboutColumns = "SELECT name, hidden, pk FROM pragma_table_xinfo(?1, 'main')";
    LINLI_CHECK(database.query(aboutColumns, {table}, [&](const Row& row) {
        all.push_back(row.text(0));
        if (row.integer(1) == 0) // others are generated
            shape.written.push_back(row.text(0));
        if (*withoutRowid && row.integer(2) > 0)
            shape.key.push_back(row.text(0));
        return true;
    }));
    if (*withoutRowid)
        return shape;
    const std::string rowid = rowidName(all);
    if (rowid.empty())
        return fail(ErrorKind::Store, "store.sql", "every name of the rowid is a column: " + table);
    shape.key = {rowid};
    shape.written.insert(shape.written.begin(), rowid);
    return shape;
}

} // namespace

Result<void> installUndoTriggers(Database& database, std::span<const std::string> tables)
{
    std::set<std::string> wanted;
    for (const std::string& table : tables) {
        LINLI_TRY(const auto shape, shapeOf(database, table));
        wanted.insert(trigger(shape, "INSERT", inverseOfInsert(shape)));
        wanted.insert(trigger(shape, "UPDATE", inverseOfUpdate(shape)));
        wanted.insert(trigger(shape, "DELETE", inverseOfDelete(shape)));
    }
    // sqlite_schema keeps the text of a trigger as it was given, so equal text means that nothing has to be done.
    constexpr std::string_view installed =
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'undo_log_*'";
    LINLI_TRY(const auto present,
              database.all(installed, {}, [](const Row& row) { return std::pair(row.text(0), row.text(1)); }));
    for (const auto& [triggerName, sql] : present)
        if (wanted.erase(sql) == 0)
            LINLI_CHECK(database.runScript("DROP TRIGGER " + name(triggerName)));
    for (const std::string& sql : wanted)
        LINLI_CHECK(database.runScript(sql));
    return {};
}

} // namespace linli::store
