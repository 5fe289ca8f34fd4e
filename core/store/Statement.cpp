// SPDX-License-Identifier: Apache-2.0
#include "core/store/Statement.h"

#include "core/base/Encoding.h"

#include <sqlite3.h>

namespace linli::store {

Value::Type Row::type(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        return Value::Type::Integer;
    case SQLITE_FLOAT:
        return Value::Type::Real;
    case SQLITE_TEXT:
        return Value::Type::Text;
    case SQLITE_BLOB:
        return Value::Type::Blob;
    default:
        return Value::Type::Null;
    }
}

std::int64_t Row::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Row::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::string Row::text(int column) const
{
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    if (data == nullptr)
        return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

Bytes Row::blob(int column) const
{
    const ByteView view = blobView(column);
    return {view.begin(), view.end()};
}

Hash Row::hash(int column) const
{
    return toHash(blobView(column)).value_or(Hash{});
}

std::optional<std::int64_t> Row::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<double> Row::optionalReal(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(real(column));
}

std::optional<Timestamp> Row::optionalTime(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(time(column));
}

std::optional<std::string> Row::optionalText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

ByteView Row::blobView(int column) const
{
    const void* data = sqlite3_column_blob(m_statement, column);
    if (data == nullptr)
        return {};
    return {static_cast<const std::uint8_t*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

int Row::columnCount() const
{
    return sqlite3_column_count(m_statement);
}

std::string Row::columnName(int column) const
{
    const char* name = sqlite3_column_name(m_statement, column);
    return name != nullptr ? name : std::string();
}

} // namespace linli::store
