// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/Time.h"

#include <optional>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace linli::store {

/// A value bound to a `?1` parameter, implicitly made from the types that the core uses. Text and blobs are views:
/// they must live until the call returns, which holds for arguments.
class Value {
public:
    enum class Type { Null, Integer, Real, Text, Blob };

    Value(std::nullopt_t) {}
    Value(std::nullptr_t) {}
    Value(bool value) : m_type(Type::Integer), m_integer(value ? 1 : 0) {}
    Value(std::int64_t value) : m_type(Type::Integer), m_integer(value) {}
    Value(std::uint64_t value) : m_type(Type::Integer), m_integer(static_cast<std::int64_t>(value)) {}
    Value(int value) : m_type(Type::Integer), m_integer(value) {}
    Value(unsigned value) : m_type(Type::Integer), m_integer(value) {}
    Value(double value) : m_type(Type::Real), m_real(value) {}
    Value(std::string_view text) : m_type(Type::Text), m_view(asBytes(text)) {}
    Value(const std::string& text) : Value(std::string_view(text)) {}
    Value(const char* text) : Value(std::string_view(text)) {}
    Value(ByteView blob) : m_type(Type::Blob), m_view(blob) {}
    Value(const Bytes& blob) : Value(ByteView(blob)) {}
    Value(const Hash& hash) : Value(ByteView(hash)) {}
    Value(Timestamp at) : Value(toMs(at)) {}
    Value(Seq seq) : Value(seq.value) {}
    Value(Money money) : Value(money.fen) {}
    Value(AreaCm2 area) : Value(area.value) {}
    template <class Tag> Value(const Id16<Tag>& id) : Value(id.view()) {}
    template <class Tag> Value(const TextId<Tag>& id) : Value(std::string_view(id.value)) {}
    template <class T> Value(const std::optional<T>& maybe)
    {
        if (maybe)
            *this = Value(*maybe);
    }

    [[nodiscard]] Type type() const { return m_type; }
    [[nodiscard]] std::int64_t integer() const { return m_integer; }
    [[nodiscard]] double real() const { return m_real; }
    [[nodiscard]] ByteView view() const { return m_view; }

private:
    Type m_type = Type::Null;
    std::int64_t m_integer = 0;
    double m_real = 0;
    ByteView m_view;
};

/// One result row of a running statement; valid inside the mapper only. Columns count from 0.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : m_statement(statement) {}
    [[nodiscard]] Value::Type type(int column) const;
    [[nodiscard]] bool isNull(int column) const { return type(column) == Value::Type::Null; }
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] std::string text(int column) const; ///< empty for NULL
    [[nodiscard]] Bytes blob(int column) const;       ///< empty for NULL
    [[nodiscard]] Timestamp time(int column) const { return fromMs(integer(column)); }
    [[nodiscard]] Seq seq(int column) const { return Seq{static_cast<std::uint64_t>(integer(column))}; }
    [[nodiscard]] Money money(int column) const { return Money{integer(column)}; }
    [[nodiscard]] Hash hash(int column) const;                ///< all zero for NULL or another length
    template <class Id> [[nodiscard]] Id id(int column) const ///< an Id16; all zero for NULL
    {
        return Id::fromBytes(blobView(column)).value_or(Id{});
    }
    template <class Id> [[nodiscard]] Id textId(int column) const { return Id{text(column)}; }
    [[nodiscard]] std::optional<std::int64_t> optionalInteger(int column) const;
    [[nodiscard]] std::optional<double> optionalReal(int column) const;
    [[nodiscard]] std::optional<Timestamp> optionalTime(int column) const;
    [[nodiscard]] std::optional<std::string> optionalText(int column) const;
    [[nodiscard]] ByteView blobView(int column) const; ///< valid until the mapper returns
    [[nodiscard]] int columnCount() const;
    [[nodiscard]] std::string columnName(int column) const;

private:
    sqlite3_stmt* m_statement;
};

} // namespace linli::store
