// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshot.pb.h"
#include "core/store/Database.h"

#include <map>
#include <optional>

/// How the rows of a table lie in a page: column by column, so that like stands beside like and zstd finds it.
namespace linli::snapshot {

using Id = std::array<std::uint8_t, 16>;

/// The distinct 16-byte values of a page. Ids are what does not compress; each is in a page once.
class IdList {
public:
    void add(ByteView id);
    /// No more are added: numbers them in ascending order.
    void close();
    [[nodiscard]] std::uint32_t placeOf(ByteView id) const; ///< of one that was added
    [[nodiscard]] std::string planes() const;
    /// "snapshot.malformed" when the bytes are no whole number of ids.
    [[nodiscard]] static Result<std::vector<Id>> fromPlanes(ByteView planes);

private:
    std::map<Id, std::uint32_t> m_places;
};

/// The cells of one column on the way into a page.
class ColumnWriter {
public:
    explicit ColumnWriter(std::string name) : m_name(std::move(name)) {}
    /// "snapshot.real" (Internal): state tables hold no reals.
    [[nodiscard]] Result<void> add(const store::Row& row, int column, IdList& ids);
    [[nodiscard]] std::size_t bytes() const { return m_bytes; } ///< roughly, before compression
    void write(const IdList& ids, pb::snapshot::Column& out) const;

private:
    std::string m_name;
    std::string m_types;
    std::vector<std::int64_t> m_integers;
    std::vector<Id> m_ids;
    std::vector<std::string> m_words; ///< texts and other blobs
    std::size_t m_bytes = 0;
};

/// The cells of one column of a page that came, as views into the page and `ids`, which must outlive them.
/// "snapshot.malformed" (Integrity) unless there are exactly `rows`.
[[nodiscard]] Result<std::vector<store::Value>> readColumn(const pb::snapshot::Column& column, std::size_t rows,
                                                           std::span<const Id> ids);

[[nodiscard]] std::unexpected<Error> malformed(std::string detail);

} // namespace linli::snapshot
