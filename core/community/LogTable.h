// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/store/Database.h"

/// The log as it came, in table `entry`. A row without header is one that this store may not read (stub and op hash only).
namespace linli::community {

[[nodiscard]] std::string_view logTableSchema();
/// `header` and `member` of the operation; null where the entry is hidden.
[[nodiscard]] Result<void> insertEntry(store::Database& db, const log::Entry& entry, const log::Header* header,
                                       const MemberId& member);
[[nodiscard]] Result<std::optional<log::Entry>> readEntry(store::Database& db, Seq seq);
/// For copying rows from one store of a reader to another: the columns, and one row, kept where it is there already.
inline constexpr std::string_view wholeEntryColumns =
    "seq, op_id, op_hash, accepted_ms, audience, verdict, kind, member, header, signature, payload";
[[nodiscard]] Result<void> copyEntry(store::Database& db, const store::Row& row);
/// After `after`, at most `limit`, in order. `table` is `entry`, or one of the same columns.
[[nodiscard]] Result<std::vector<log::Entry>> readEntries(store::Database& db, Seq after, std::size_t limit,
                                                          std::string_view table = "entry");

} // namespace linli::community
