// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresValues.h"

#include "core/base/Encoding.h"

#include <charconv>

namespace linli::hub {
namespace {

constexpr std::string_view hexMark = "\\x";

std::unexpected<Error> corrupt()
{
    return fail(ErrorKind::Store, "store.corrupt", "a column does not hold what it should");
}

template <class Number> Result<Number> parse(std::string_view text)
{
    Number number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        return corrupt();
    return number;
}

} // namespace

pqxx::bytes_view asParameter(ByteView bytes)
{
    static constexpr char nothing = 0; // a null pointer would be an SQL null
    return pqxx::binary_cast(bytes.empty() ? &nothing : reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Result<Bytes> bytesIn(const pqxx::field& field)
{
    const std::string_view text = field.view();
    if (!text.starts_with(hexMark))
        return corrupt();
    auto bytes = fromHex(text.substr(hexMark.size()));
    if (!bytes)
        return corrupt();
    return std::move(*bytes);
}

Result<Hash> hashIn(const pqxx::field& field)
{
    LINLI_TRY(const Bytes bytes, bytesIn(field));
    const auto hash = toHash(bytes);
    if (!hash)
        return corrupt();
    return *hash;
}

Result<std::vector<Hash>> hashesIn(const pqxx::result& rows)
{
    std::vector<Hash> hashes;
    for (const auto& row : rows) {
        LINLI_TRY(const Hash hash, hashIn(row[0]));
        hashes.push_back(hash);
    }
    return hashes;
}

Result<std::uint64_t> countIn(const pqxx::field& field)
{
    return parse<std::uint64_t>(field.view());
}

Result<Timestamp> timeIn(const pqxx::field& field)
{
    return parse<std::int64_t>(field.view()).transform(fromMs);
}

Result<CommunityId> communityIn(const pqxx::field& field)
{
    const auto id = parseId<CommunityId>(field.view());
    if (!id)
        return corrupt();
    return *id;
}

void ArrayText::next()
{
    if (m_text.size() > 1)
        m_text += ',';
}

void ArrayText::addNumber(std::int64_t number)
{
    next();
    m_text += std::to_string(number);
}

void ArrayText::addText(std::string_view text)
{
    next();
    m_text += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            m_text += '\\';
        m_text += c;
    }
    m_text += '"';
}

void ArrayText::addBytes(ByteView bytes)
{
    addText(std::string(hexMark) + toHex(bytes));
}

void ArrayText::addNull()
{
    next();
    m_text += "NULL";
}

std::string ArrayText::finish() &&
{
    return std::move(m_text) + '}';
}

} // namespace linli::hub
