// SPDX-License-Identifier: Apache-2.0
#include "core/community/OldState.h"

#include "core/community/Schema.h"
#include "core/store/UndoLog.h"

#include <algorithm>

namespace linli::community {
namespace {

constexpr std::string_view suffix = "_before_update";

std::string asideOf(const std::string& table)
{
    return table + std::string(suffix);
}

/// Those that a statement may set.
Result<std::vector<std::string>> columnsOf(store::Database& db, const std::string& table)
{
    return db.all("SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0", {table},
                  [](const store::Row& row) { return row.text(0); });
}

Result<void> takeBack(store::Database& db, const std::string& table)
{
    LINLI_TRY(const auto then, columnsOf(db, asideOf(table)));
    LINLI_TRY(const auto now, columnsOf(db, table));
    std::string names;
    for (const std::string& column : now)
        if (std::ranges::contains(then, column))
            names += (names.empty() ? "" : ", ") + column;
    // Names come from TableSpecs and schemas of our own, never from input.
    if (!names.empty())
        LINLI_CHECK(
            db.run("INSERT OR IGNORE INTO " + table + "(" + names + ") SELECT " + names + " FROM " + asideOf(table)));
    return then.empty() ? Result<void>{} : db.runScript("DROP TABLE " + asideOf(table));
}

} // namespace

bool isSetAside(std::string_view table)
{
    return table.ends_with(suffix);
}

Result<void> setStateAside(store::Database& db)
{
    LINLI_TRY(auto undo, store::UndoLog::install(db, {}));
    LINLI_CHECK(undo.undo());
    for (const std::string& table : stateTableNames()) {
        LINLI_TRY(const auto columns, columnsOf(db, table));
        if (!columns.empty())
            LINLI_CHECK(db.runScript("CREATE TABLE " + asideOf(table) + " AS SELECT * FROM " + table));
    }
    return {};
}

Result<void> takeStateBack(store::Database& db)
{
    for (const std::string& table : stateTableNames())
        LINLI_CHECK(takeBack(db, table));
    return {};
}

} // namespace linli::community
