// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/Page.h"

#include <functional>

namespace linli::snapshot {

/// Cuts the state tables of a store into pages: people and places first, for every list names them, with the newest that
/// operations made; then what they made before, from the oldest on, so that a phone appends to its tables (newest first they filled
/// two thirds of their pages); across all tables, so that a thing and what happened to it come together; then the rest.
class Slices {
public:
    using Sink = std::function<Result<void>(Bytes page, std::size_t rows)>;
    /// The store must not change meanwhile (a transaction of the caller).
    Slices(store::Database& db, std::span<const TableShape> shapes, Sink sink);
    /// `early` is called when people, places and the newest things are written, at the beginning of a page.
    [[nodiscard]] Result<void> write(const std::function<Result<void>()>& early);
    /// Gives out `page` and begins the next one.
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] PageWriter& page() { return m_page; }
    /// The page that is being filled is as large as one should be.
    [[nodiscard]] bool isFull() const;

private:
    [[nodiscard]] bool isTimed(const TableShape& shape) const;
    [[nodiscard]] bool isFirst(const TableShape& shape) const;
    [[nodiscard]] Result<void> writeWhole(const TableShape& shape);
    struct Slice {
        std::size_t operations = 0;
        std::size_t bytes = 0; ///< as it travels
    };
    [[nodiscard]] Result<std::vector<Id>> operations(); ///< ascending
    [[nodiscard]] Result<void> writeSlices(std::span<const Id> operations, ByteView end);
    [[nodiscard]] Result<Slice> writeSlice(std::span<const Id> operations, std::size_t count, ByteView end);
    [[nodiscard]] Result<void> addSlice(PageWriter& page, ByteView from, ByteView before);

    store::Database& m_db;
    std::span<const TableShape> m_shapes;
    Sink m_sink;
    PageWriter m_page;
    double m_packing = 0.5; ///< packed bytes for each plain one, as of the newest page
};

} // namespace linli::snapshot
