// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/snapshot/Columns.h"

namespace linli::snapshot {

/// A page travels in at most this much, so that a connection cut in the middle costs little; a row that is larger by itself
/// still gets a page.
inline constexpr std::size_t pageBytes = 128 * 1024;
/// No page unpacks to more; what says otherwise is not looked at.
inline constexpr std::size_t plainPageBytes = 32 * 1024 * 1024;
/// The founding alone may be larger than pageBytes.
inline constexpr std::size_t packedPageBytes = 17 * 1024 * 1024;

/// A table as pages have it: its columns but for those that each store makes itself, in ascending order of their names.
struct TableShape {
    const log::TableSpec* spec = nullptr;
    std::vector<std::string> columns;
    /// Columns that a snapshot leaves out, with the SQL literal that stands there until they are made.
    std::vector<std::pair<std::string, std::string>> local;
    std::optional<std::size_t> perRow{}; ///< place of TableSpec::perRowColumn in `columns`
};
/// Of every state table whose rows travel, in the order of stateTables().
[[nodiscard]] Result<std::vector<TableShape>> tableShapes(store::Database& db);
/// SHA-256 over their names: two stores with equal ones understand each other's pages.
[[nodiscard]] Hash schemaHash(std::span<const TableShape> shapes);

/// A page that is being filled.
class PageWriter {
public:
    /// `row` has the shape's columns in their order.
    [[nodiscard]] Result<void> addRow(const TableShape& shape, const store::Row& row);
    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t plainBytes() const; ///< roughly, of the rows
    [[nodiscard]] IdList& ids() { return m_ids; }
    /// Whatever is in a page beside rows; old operations name ids that were added before finish().
    [[nodiscard]] pb::snapshot::Page& rest() { return m_page; }
    struct OldOperation {
        Id op{};
        std::optional<Id> author;
    };
    void addOldOperation(const OldOperation& operation);
    /// The page as it travels. Takes the writer's contents.
    [[nodiscard]] Bytes finish();

private:
    struct Table {
        std::uint32_t rows = 0;
        std::vector<ColumnWriter> columns;
    };
    std::map<const TableShape*, Table> m_tables;
    std::vector<const TableShape*> m_order;
    std::vector<OldOperation> m_oldOperations;
    IdList m_ids;
    pb::snapshot::Page m_page;
    std::size_t m_rows = 0;
};

[[nodiscard]] Bytes packPage(const pb::snapshot::Page& page);
/// Unpacks and parses. "snapshot.malformed" (Integrity).
[[nodiscard]] Result<pb::snapshot::Page> readPage(ByteView packed);

/// Calls `insert` with each row's values in the order of the shape's columns. "snapshot.malformed" for a table that does not
/// travel, other columns than the shape's, or a row that is not for the whole community.
[[nodiscard]] Result<void>
eachRow(const pb::snapshot::Table& table, std::span<const TableShape> shapes, std::span<const Id> ids,
        const std::function<Result<void>(const TableShape&, std::span<const store::Value>)>& insert);

} // namespace linli::snapshot
