// SPDX-License-Identifier: Apache-2.0
#include "core/store/PackedValues.h"

#include "core/base/Encoding.h"

#include <bit>
#include <utility>

#include <sqlite3.h>

namespace linli::store {
namespace {

using Type = Value::Type;

Type typeOf(sqlite3_value* value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return Type::Integer;
    case SQLITE_FLOAT:
        return Type::Real;
    case SQLITE_TEXT:
        return Type::Text;
    case SQLITE_BLOB:
        return Type::Blob;
    default:
        return Type::Null;
    }
}

void packOne(Bytes& out, sqlite3_value* value)
{
    const Type type = typeOf(value);
    out.push_back(static_cast<std::uint8_t>(type));
    if (type == Type::Integer)
        return appendU64(out, static_cast<std::uint64_t>(sqlite3_value_int64(value)));
    if (type == Type::Real)
        return appendU64(out, std::bit_cast<std::uint64_t>(sqlite3_value_double(value)));
    if (type == Type::Null)
        return;
    const auto* const data =
        static_cast<const std::uint8_t*>(type == Type::Text ? sqlite3_value_text(value) : sqlite3_value_blob(value));
    const auto size = static_cast<std::uint32_t>(sqlite3_value_bytes(value));
    appendU32(out, size);
    if (size > 0)
        append(out, {data, size});
}

/// What is left of the bytes to be read.
class Reader {
public:
    explicit Reader(ByteView bytes) : m_left(bytes) {}
    [[nodiscard]] bool atEnd() const { return m_left.empty(); }
    [[nodiscard]] std::optional<ByteView> take(std::size_t count)
    {
        if (count > m_left.size())
            return std::nullopt;
        const ByteView taken = m_left.first(count);
        m_left = m_left.subspan(count);
        return taken;
    }
    [[nodiscard]] std::optional<std::uint64_t> number(std::size_t bytes)
    {
        const auto taken = take(bytes);
        if (!taken)
            return std::nullopt;
        std::uint64_t value = 0;
        for (const std::uint8_t byte : *taken)
            value = value << 8 | byte;
        return value;
    }

private:
    ByteView m_left;
};

std::optional<Value> unpackBytes(Reader& reader, Type type)
{
    const auto size = reader.number(4);
    const auto bytes = size ? reader.take(*size) : std::nullopt;
    if (!bytes)
        return std::nullopt;
    if (type == Type::Blob)
        return Value(*bytes);
    return Value(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
}

std::optional<Value> unpackOne(Reader& reader)
{
    const auto tag = reader.number(1);
    if (!tag || *tag > static_cast<std::uint64_t>(Type::Blob))
        return std::nullopt;
    const auto type = static_cast<Type>(*tag);
    if (type == Type::Null)
        return Value(nullptr);
    if (type == Type::Text || type == Type::Blob)
        return unpackBytes(reader, type);
    const auto bits = reader.number(8);
    if (!bits)
        return std::nullopt;
    return type == Type::Integer ? Value(*bits) : Value(std::bit_cast<double>(*bits));
}

} // namespace

Bytes packValues(std::span<sqlite3_value* const> values)
{
    Bytes out;
    for (sqlite3_value* const value : values)
        packOne(out, value);
    return out;
}

Result<std::vector<Value>> unpackValues(ByteView packed)
{
    std::vector<Value> values;
    Reader reader(packed);
    while (!reader.atEnd()) {
        const auto value = unpackOne(reader);
        if (!value)
            return fail(ErrorKind::Store, "store.corrupt", "packed values");
        values.push_back(*value);
    }
    return values;
}

} // namespace linli::store
