// SPDX-License-Identifier: Apache-2.0
#include "core/store/Bind.h"

#include "core/store/Errors.h"

#include <sqlite3.h>

namespace linli::store {
namespace {

int bindOne(sqlite3_stmt* statement, int index, const Value& value)
{
    const ByteView view = value.view();
    // A null pointer would bind NULL; an empty text is not NULL.
    const void* data = view.empty() ? "" : static_cast<const void*>(view.data());
    switch (value.type()) {
    case Value::Type::Null:
        return sqlite3_bind_null(statement, index);
    case Value::Type::Integer:
        return sqlite3_bind_int64(statement, index, value.integer());
    case Value::Type::Real:
        return sqlite3_bind_double(statement, index, value.real());
    case Value::Type::Text:
        return sqlite3_bind_text64(statement, index, static_cast<const char*>(data), view.size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    case Value::Type::Blob:
        return sqlite3_bind_blob64(statement, index, data, view.size(), SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

} // namespace

Result<void> bindAll(sqlite3* db, sqlite3_stmt* statement, std::string_view sql, std::span<const Value> values)
{
    const int wanted = sqlite3_bind_parameter_count(statement);
    if (static_cast<std::size_t>(wanted) != values.size())
        return fail(ErrorKind::Store, "store.sql", "parameter count differs: " + std::string(sql));
    for (int index = 1; index <= wanted; ++index)
        if (const int code = bindOne(statement, index, values[static_cast<std::size_t>(index) - 1]); code != SQLITE_OK)
            return stepFailure(db, code, sql);
    return {};
}

} // namespace linli::store
