// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Slices.h"

#include "core/community/Replica.h"

#include <algorithm>
#include <format>

namespace linli::snapshot {
namespace {

/// Pages aim below the limit, since how well they pack is known only afterwards.
constexpr double aim = 0.9;
/// The first page of a list should be on the screen soon, also over a thin network.
constexpr std::size_t firstSliceOperations = 150;
/// Few enough to fit a page whatever people wrote; how well those pack tells how many come next.
constexpr std::size_t secondSliceOperations = 500;
/// Above every 16-byte id.
const Bytes aboveAll(17, 0xFF);

std::string joined(const std::vector<std::string>& names)
{
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + name;
    return out;
}

/// An order that leaves nothing to chance, so that the same state gives the same pages.
std::string orderOf(const TableShape& shape)
{
    return joined(shape.spec->key.empty() ? shape.columns : shape.spec->key);
}

/// Rows that are for the whole community, and that no entry in the snapshot makes.
std::string condition(const TableShape& shape)
{
    std::string sql = shape.spec->privateColumn.empty() ? "1" : shape.spec->privateColumn + " = 0";
    if (!shape.spec->key.empty() || shape.spec->opColumn.empty())
        return sql;
    // A table of several capabilities, such as photo_ref.
    std::string kinds;
    for (const log::Capability* capability : community::capabilities())
        for (const log::Kind& kind : capability->kinds())
            if (kind.provenInSnapshots)
                kinds += (kinds.empty() ? "'" : ", '") + kind.name + "'";
    return sql + " AND NOT EXISTS(SELECT 1 FROM entry WHERE entry.op_id = " + shape.spec->name + "." +
           shape.spec->opColumn + " AND entry.kind IN (" + kinds + "))";
}

} // namespace

Slices::Slices(store::Database& db, std::span<const TableShape> shapes, Sink sink)
    : m_db(db), m_shapes(shapes), m_sink(std::move(sink))
{
}

/// Rows that belong to a time, which the id of their operation tells. Those of one operation stand in one page, where they share
/// its id and hashes.
bool Slices::isTimed(const TableShape& shape) const
{
    return !shape.spec->opColumn.empty() && !isFirst(shape);
}

/// The first capability is the one that all others know.
bool Slices::isFirst(const TableShape& shape) const
{
    return std::ranges::contains(community::capabilities().front()->tables(), shape.spec->name, &log::TableSpec::name);
}

bool Slices::isFull() const
{
    const auto plain = static_cast<double>(m_page.plainBytes());
    return plain * m_packing > aim * static_cast<double>(pageBytes);
}

Result<void> Slices::flush()
{
    const std::size_t rows = m_page.rows();
    const auto plain = static_cast<double>(m_page.plainBytes());
    PageWriter full = std::exchange(m_page, PageWriter());
    Bytes packed = full.finish();
    if (plain > 0)
        m_packing = static_cast<double>(packed.size()) / plain;
    return m_sink(std::move(packed), rows);
}

Result<void> Slices::writeWhole(const TableShape& shape)
{
    Result<void> added;
    // Names come from the schema of our own store, never from input.
    LINLI_CHECK(m_db.query("SELECT " + joined(shape.columns) + " FROM " + shape.spec->name + " WHERE " +
                               condition(shape) + " ORDER BY " + orderOf(shape),
                           {}, [&](const store::Row& row) {
                               added = isFull() ? flush() : Result<void>{};
                               if (added)
                                   added = m_page.addRow(shape, row);
                               return added.has_value();
                           }));
    return added;
}

Result<void> Slices::addSlice(PageWriter& page, ByteView from, ByteView before)
{
    for (const TableShape& shape : m_shapes) {
        if (!isTimed(shape))
            continue;
        const std::string& op = shape.spec->opColumn;
        Result<void> added;
        const std::string sql =
            std::format("SELECT {0} FROM {1} WHERE {2} >= ?1 AND {2} < ?2 AND {3} ORDER BY {2}, {4}",
                        joined(shape.columns), shape.spec->name, op, condition(shape), orderOf(shape));
        LINLI_CHECK(m_db.query(sql, {from, before}, [&](const store::Row& row) {
            added = page.addRow(shape, row);
            return added.has_value();
        }));
        LINLI_CHECK(added);
    }
    return {};
}

/// Writes the first `count` operations, or fewer where those do not fit a page.
Result<Slices::Slice> Slices::writeSlice(std::span<const Id> operations, std::size_t count, ByteView end)
{
    for (;; count /= 2) {
        PageWriter page;
        LINLI_CHECK(addSlice(page, operations.front(), count < operations.size() ? operations[count] : end));
        const std::size_t rows = page.rows();
        Bytes packed = page.finish();
        if (packed.size() > pageBytes && count > 1)
            continue;
        const Slice slice{count, packed.size()};
        LINLI_CHECK(m_sink(std::move(packed), rows));
        return slice;
    }
}

Result<std::vector<Id>> Slices::operations()
{
    std::vector<Id> ops;
    for (const TableShape& shape : m_shapes) {
        if (!isTimed(shape))
            continue;
        LINLI_CHECK(m_db.query(
            "SELECT " + shape.spec->opColumn + " FROM " + shape.spec->name + " WHERE " + condition(shape), {},
            [&](const store::Row& row) {
                Id id{};
                std::ranges::copy(row.blobView(0).first(std::min<std::size_t>(16, row.blobView(0).size())), id.begin());
                ops.push_back(id);
                return true;
            }));
    }
    std::ranges::sort(ops);
    ops.erase(std::ranges::unique(ops).begin(), ops.end());
    return ops;
}

Result<void> Slices::writeSlices(std::span<const Id> operations, ByteView end)
{
    std::size_t count = secondSliceOperations;
    while (!operations.empty()) {
        LINLI_TRY(const Slice slice, writeSlice(operations, std::min(count, operations.size()), end));
        operations = operations.subspan(slice.operations);
        const double each = static_cast<double>(slice.bytes) / static_cast<double>(slice.operations);
        count = std::max<std::size_t>(1, static_cast<std::size_t>(aim * static_cast<double>(pageBytes) / each));
    }
    return {};
}

Result<void> Slices::write(const std::function<Result<void>()>& early)
{
    for (const TableShape& shape : m_shapes)
        if (isFirst(shape))
            LINLI_CHECK(writeWhole(shape));
    LINLI_TRY(const std::vector<Id> ops, operations());
    const std::size_t older = ops.size() - std::min(firstSliceOperations, ops.size());
    const std::span<const Id> newest = std::span(ops).subspan(older);
    const ByteView end = newest.empty() ? ByteView(aboveAll) : ByteView(newest.front());
    if (!newest.empty())
        LINLI_CHECK(addSlice(m_page, newest.front(), aboveAll));
    LINLI_CHECK(flush());
    LINLI_CHECK(early());
    LINLI_CHECK(writeSlices(std::span(ops).first(older), end));
    for (const TableShape& shape : m_shapes)
        if (!isFirst(shape) && !isTimed(shape))
            LINLI_CHECK(writeWhole(shape));
    return {};
}

} // namespace linli::snapshot
