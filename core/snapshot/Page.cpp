// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Page.h"

#include "core/base/Encoding.h"
#include "core/community/Schema.h"

#include <zstd.h>

namespace linli::snapshot {
namespace {

/// The hub packs once what every phone reads.
constexpr int zstdLevel = 19;
/// Cells of one table in a page: far above what any page holds; keeps a lie from taking memory.
constexpr std::uint64_t maxCells = 2'000'000;

Result<std::string> unpack(ByteView packed)
{
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (packed.size() > packedPageBytes || size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR ||
        size > plainPageBytes)
        return malformed("size of a page");
    std::string plain(static_cast<std::size_t>(size), '\0');
    const std::size_t done = ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) != 0 || done != plain.size())
        return malformed("a page does not unpack");
    return plain;
}

/// What stands in a column that must not be NULL until it is made.
std::string placeholder(std::string_view type)
{
    return type == "INTEGER" ? "0" : type == "TEXT" ? "''" : "x''";
}

Result<TableShape> shapeOf(store::Database& db, const log::TableSpec& spec)
{
    TableShape shape{&spec, {}, {}};
    LINLI_CHECK(db.query("SELECT name, type FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY name",
                         {spec.name}, [&](const store::Row& row) {
                             if (std::ranges::contains(spec.local, row.text(0)))
                                 shape.local.emplace_back(row.text(0), placeholder(row.text(1)));
                             else
                                 shape.columns.push_back(row.text(0));
                             return true;
                         }));
    const auto perRow = std::ranges::find(shape.columns, spec.perRowColumn);
    if (perRow != shape.columns.end())
        shape.perRow = static_cast<std::size_t>(perRow - shape.columns.begin());
    return shape;
}

Result<const TableShape*> findShape(const pb::snapshot::Table& table, std::span<const TableShape> shapes)
{
    const auto found =
        std::ranges::find_if(shapes, [&](const TableShape& shape) { return shape.spec->name == table.name(); });
    if (found == shapes.end() || std::uint64_t{table.rows()} * found->columns.size() > maxCells)
        return malformed("a table");
    const bool same =
        std::ranges::equal(table.columns(), found->columns, {}, [](const auto& column) { return column.name(); });
    return same ? Result<const TableShape*>(&*found) : malformed("columns of " + found->spec->name);
}

bool isPrivate(const store::Value& mark)
{
    return mark.type() != store::Value::Type::Integer || mark.integer() != 0;
}

} // namespace

Result<std::vector<TableShape>> tableShapes(store::Database& db)
{
    std::vector<TableShape> shapes;
    for (const log::TableSpec& spec : community::stateTables()) {
        if (spec.fromEntries)
            continue;
        LINLI_TRY(auto shape, shapeOf(db, spec));
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

Hash schemaHash(std::span<const TableShape> shapes)
{
    std::string text;
    for (const TableShape& shape : shapes) {
        text += shape.spec->name + "(";
        for (const std::string& column : shape.columns)
            text += column + ",";
        text += ")";
    }
    return crypto::sha256(asBytes(text));
}

Result<void> PageWriter::addRow(const TableShape& shape, const store::Row& row)
{
    const auto [place, isNew] = m_tables.try_emplace(&shape);
    Table& table = place->second;
    if (isNew) {
        m_order.push_back(&shape);
        for (const std::string& column : shape.columns)
            table.columns.emplace_back(column);
    }
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        LINLI_CHECK(table.columns[column].add(row, static_cast<int>(column), m_ids));
    ++table.rows;
    ++m_rows;
    return {};
}

std::size_t PageWriter::plainBytes() const
{
    std::size_t bytes = 0;
    for (const auto& [shape, table] : m_tables)
        for (const ColumnWriter& column : table.columns)
            bytes += column.bytes();
    return bytes;
}

void PageWriter::addOldOperation(const OldOperation& operation)
{
    m_ids.add(operation.op);
    if (operation.author)
        m_ids.add(*operation.author);
    m_oldOperations.push_back(operation);
    ++m_rows;
}

Bytes PageWriter::finish()
{
    m_ids.close();
    for (const TableShape* shape : m_order) {
        const Table& table = m_tables.at(shape);
        auto* out = m_page.add_tables();
        out->set_name(shape->spec->name);
        out->set_rows(table.rows);
        for (const ColumnWriter& column : table.columns)
            column.write(m_ids, *out->add_columns());
    }
    for (const OldOperation& operation : m_oldOperations) {
        m_page.add_old_operations(m_ids.placeOf(operation.op));
        m_page.add_old_authors(operation.author ? m_ids.placeOf(*operation.author) + 1 : 0);
    }
    m_page.set_ids(m_ids.planes());
    return packPage(m_page);
}

Bytes packPage(const pb::snapshot::Page& page)
{
    const std::string plain = page.SerializeAsString();
    Bytes packed(ZSTD_compressBound(plain.size()));
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), zstdLevel);
    packed.resize(ZSTD_isError(size) != 0 ? 0 : size);
    return packed;
}

Result<pb::snapshot::Page> readPage(ByteView packed)
{
    LINLI_TRY(const std::string plain, unpack(packed));
    pb::snapshot::Page page;
    if (!page.ParseFromString(plain))
        return malformed("protobuf");
    return page;
}

Result<void> eachRow(const pb::snapshot::Table& table, std::span<const TableShape> shapes, std::span<const Id> ids,
                     const std::function<Result<void>(const TableShape&, std::span<const store::Value>)>& insert)
{
    LINLI_TRY(const TableShape* shape, findShape(table, shapes));
    std::vector<std::vector<store::Value>> columns;
    for (const auto& column : table.columns()) {
        LINLI_TRY(auto values, readColumn(column, table.rows(), ids));
        columns.push_back(std::move(values));
    }
    const auto marks = std::ranges::find(shape->columns, shape->spec->privateColumn);
    if (marks != shape->columns.end() &&
        std::ranges::any_of(columns[static_cast<std::size_t>(marks - shape->columns.begin())], isPrivate))
        return malformed("a private row");
    std::vector<store::Value> row(columns.size(), store::Value(nullptr));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        for (std::size_t column = 0; column < columns.size(); ++column)
            row[column] = columns[column][i];
        LINLI_CHECK(insert(*shape, row));
    }
    return {};
}

} // namespace linli::snapshot
