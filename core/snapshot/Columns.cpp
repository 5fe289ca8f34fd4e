// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Columns.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <ranges>
#include <unordered_map>

namespace linli::snapshot {
namespace {

using google::protobuf::io::CodedOutputStream;
using pb::snapshot::Cell;

constexpr std::size_t idBytes = sizeof(Id);

Id toId(ByteView bytes)
{
    Id id{};
    std::ranges::copy(bytes, id.begin());
    return id;
}

std::vector<std::int64_t> differences(std::span<const std::int64_t> values)
{
    std::vector<std::int64_t> out;
    out.reserve(values.size());
    std::uint64_t before = 0;
    for (const std::int64_t value : values) {
        // Unsigned, so that a difference beyond 63 bits wraps and comes back the same way.
        out.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(value) - before));
        before = static_cast<std::uint64_t>(value);
    }
    return out;
}

std::size_t varintBytes(std::span<const std::int64_t> values)
{
    std::size_t bytes = 0;
    for (const std::int64_t value : values) {
        const auto zigzag = static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
        bytes += CodedOutputStream::VarintSize64(zigzag);
    }
    return bytes;
}

/// The shorter of the values and their differences; true when those are what was written.
template <class Field> bool writeShorter(std::span<const std::int64_t> values, Field& field)
{
    const auto deltas = differences(values);
    const bool shorter = varintBytes(deltas) < varintBytes(values);
    const std::span<const std::int64_t> chosen = shorter ? std::span<const std::int64_t>(deltas) : values;
    field.Add(chosen.begin(), chosen.end());
    return shorter;
}

void writeWords(const std::vector<std::string>& words, pb::snapshot::Column& out)
{
    std::unordered_map<std::string_view, std::uint32_t> places;
    for (const std::string& word : words)
        places.emplace(word, static_cast<std::uint32_t>(places.size()));
    if (places.size() * 2 > words.size()) {
        for (const std::string& word : words) {
            out.add_lengths(static_cast<std::uint32_t>(word.size()));
            out.mutable_joined()->append(word);
        }
        return;
    }
    for (const std::string& word : words) {
        const std::uint32_t place = places.at(word);
        if (static_cast<int>(place) == out.dictionary_size())
            out.add_dictionary(word);
        out.add_words(place);
    }
}

/// Hands out the values of one type in the order of the rows.
class ColumnReader {
public:
    ColumnReader(const pb::snapshot::Column& column, std::span<const Id> ids)
        : m_column(column), m_ids(ids), m_joined(column.joined())
    {
    }

    Result<store::Value> next(std::uint8_t type)
    {
        switch (type) {
        case Cell::NULL_CELL:
            return store::Value(nullptr);
        case Cell::INTEGER:
            return nextInteger();
        case Cell::TEXT:
            return nextWord().transform([](std::string_view word) { return store::Value(word); });
        case Cell::BLOB:
            return nextWord().transform([](std::string_view word) { return store::Value(asBytes(word)); });
        case Cell::ID:
            return nextId();
        default:
            return malformed("type of a cell");
        }
    }
    [[nodiscard]] bool isUsedUp() const
    {
        const bool words =
            m_column.dictionary_size() > 0 ? m_word == m_column.words_size() : m_column.words_size() == 0;
        return m_integer == m_column.integers_size() && m_id == m_column.ids_size() &&
               m_length == m_column.lengths_size() && m_joined.empty() && words;
    }

private:
    Result<store::Value> nextInteger()
    {
        if (m_integer == m_column.integers_size())
            return malformed("integers");
        return store::Value(step(m_lastInteger, m_column.integers(m_integer++), m_column.deltas()));
    }
    Result<store::Value> nextId()
    {
        if (m_id == m_column.ids_size())
            return malformed("ids");
        const std::int64_t place = step(m_lastId, m_column.ids(m_id++), m_column.id_deltas());
        if (place < 0 || static_cast<std::uint64_t>(place) >= m_ids.size())
            return malformed("place of an id");
        return store::Value(ByteView(m_ids[static_cast<std::size_t>(place)]));
    }
    Result<std::string_view> nextWord()
    {
        if (m_column.dictionary_size() > 0)
            return nextOfDictionary();
        if (m_length == m_column.lengths_size() || m_column.lengths(m_length) > m_joined.size())
            return malformed("lengths");
        const std::size_t length = m_column.lengths(m_length++);
        const std::string_view word = m_joined.substr(0, length);
        m_joined.remove_prefix(length);
        return word;
    }
    Result<std::string_view> nextOfDictionary()
    {
        if (m_word == m_column.words_size())
            return malformed("words");
        const std::uint32_t place = m_column.words(m_word++);
        if (place >= static_cast<std::uint32_t>(m_column.dictionary_size()))
            return malformed("place of a word");
        return std::string_view(m_column.dictionary(static_cast<int>(place)));
    }
    static std::int64_t step(std::int64_t& last, std::int64_t value, bool deltas)
    {
        last = deltas ? static_cast<std::int64_t>(static_cast<std::uint64_t>(last) + static_cast<std::uint64_t>(value))
                      : value;
        return last;
    }

    const pb::snapshot::Column& m_column;
    std::span<const Id> m_ids;
    std::string_view m_joined;
    int m_integer = 0;
    int m_id = 0;
    int m_length = 0;
    int m_word = 0;
    std::int64_t m_lastInteger = 0;
    std::int64_t m_lastId = 0;
};

} // namespace

std::unexpected<Error> malformed(std::string detail)
{
    return fail(ErrorKind::Integrity, "snapshot.malformed", std::move(detail));
}

void IdList::add(ByteView id)
{
    m_places.emplace(toId(id), 0);
}

void IdList::close()
{
    std::uint32_t place = 0;
    for (auto& [id, number] : m_places)
        number = place++;
}

std::uint32_t IdList::placeOf(ByteView id) const
{
    return m_places.at(toId(id));
}

std::string IdList::planes() const
{
    std::string out;
    out.reserve(m_places.size() * idBytes);
    for (std::size_t plane = 0; plane < idBytes; ++plane)
        for (const Id& id : m_places | std::views::keys)
            out.push_back(static_cast<char>(id[plane]));
    return out;
}

Result<std::vector<Id>> IdList::fromPlanes(ByteView planes)
{
    if (planes.size() % idBytes != 0)
        return malformed("ids");
    std::vector<Id> ids(planes.size() / idBytes);
    for (std::size_t plane = 0; plane < idBytes; ++plane)
        for (std::size_t i = 0; i < ids.size(); ++i)
            ids[i][plane] = planes[plane * ids.size() + i];
    return ids;
}

Result<void> ColumnWriter::add(const store::Row& row, int column, IdList& ids)
{
    const auto put = [&](Cell cell, std::size_t bytes) {
        m_types.push_back(static_cast<char>(cell));
        m_bytes += bytes;
    };
    switch (row.type(column)) {
    case store::Value::Type::Null:
        put(Cell::NULL_CELL, 0);
        return {};
    case store::Value::Type::Integer:
        m_integers.push_back(row.integer(column));
        put(Cell::INTEGER, 2);
        return {};
    case store::Value::Type::Text:
        m_words.push_back(row.text(column));
        put(Cell::TEXT, m_words.back().size());
        return {};
    case store::Value::Type::Blob: {
        const ByteView blob = row.blobView(column);
        if (blob.size() == idBytes) {
            ids.add(blob);
            m_ids.push_back(toId(blob));
        } else {
            m_words.push_back(asString(blob));
        }
        put(blob.size() == idBytes ? Cell::ID : Cell::BLOB, blob.size());
        return {};
    }
    case store::Value::Type::Real:
        break;
    }
    return fail(ErrorKind::Internal, "snapshot.real", m_name);
}

void ColumnWriter::write(const IdList& ids, pb::snapshot::Column& out) const
{
    out.set_name(m_name);
    const bool uniform = std::ranges::adjacent_find(m_types, std::ranges::not_equal_to{}) == m_types.end();
    out.set_types(uniform ? m_types.substr(0, 1) : m_types);
    out.set_deltas(writeShorter(m_integers, *out.mutable_integers()));
    std::vector<std::int64_t> places;
    places.reserve(m_ids.size());
    for (const Id& id : m_ids)
        places.push_back(ids.placeOf(id));
    out.set_id_deltas(writeShorter(places, *out.mutable_ids()));
    writeWords(m_words, out);
}

Result<std::vector<store::Value>> readColumn(const pb::snapshot::Column& column, std::size_t rows,
                                             std::span<const Id> ids)
{
    const std::string& types = column.types();
    if (rows == 0 || (types.size() != 1 && types.size() != rows))
        return malformed("number of cells");
    ColumnReader reader(column, ids);
    std::vector<store::Value> values;
    values.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        LINLI_TRY(const store::Value value, reader.next(static_cast<std::uint8_t>(types[types.size() == 1 ? 0 : row])));
        values.push_back(value);
    }
    if (!reader.isUsedUp())
        return malformed("cells left over");
    return values;
}

} // namespace linli::snapshot
