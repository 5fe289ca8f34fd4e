// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

namespace linli::log {

/// SHA-256 over the facts of state tables; core/log/README.md gives the bytes. Tables in ascending order of name, rows
/// in ascending order of their encoded key. Only confirmed state may be in the tables when it is called.
struct Digests {
    Hash community{}; ///< rows made by community operations only: equal on the hub and every phone
    Hash own{};       ///< all rows that this store has
};
[[nodiscard]] Result<Digests> stateDigests(store::Database& db, std::span<const TableSpec> tables);
/// Digests::community alone.
[[nodiscard]] Result<Hash> communityDigest(store::Database& db, std::span<const TableSpec> tables);

/// For comparing two stores of one reader at one log size: SHA-256 over all that each table shows, contents and counters
/// included, but for TableSpec::local and pictures of what was erased. Ascending by table name.
using TableDigests = std::vector<std::pair<std::string, Hash>>;
[[nodiscard]] Result<TableDigests> contentDigests(store::Database& db, std::span<const TableSpec> tables);
/// For comparing two stores of which one reads more private entries: keys, facts and contents of rows made by community operations.
[[nodiscard]] Result<TableDigests> communityContentDigests(store::Database& db, std::span<const TableSpec> tables);

} // namespace linli::log
