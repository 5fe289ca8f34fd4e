// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/store/Database.h"

/// What a store that began with a snapshot knows of entries that it does not hold (core/snapshot), for the few rules and
/// checks that look back: whose an operation is, and to which hidden entries a device's chain may still link.
namespace linli::community {

/// Tables old_op and old_link.
[[nodiscard]] std::string_view oldLogSchema();

/// An accepted operation for the community that `entry` does not hold.
struct OldOperation {
    OpId op;
    MemberId author; ///< null for a join
};
/// Those that no state table tells of (TableSpec::authorColumn).
[[nodiscard]] Result<void> addOldOperation(store::Database& db, const OldOperation& operation);
[[nodiscard]] Result<std::optional<OldOperation>> findOldOperation(store::Database& db, const OpId& op);
/// SQL that is true when a state table tells the author `member` of an operation for the community `op` for good; both are
/// names of columns, or parameters.
[[nodiscard]] std::string isToldByTables(std::string_view op, std::string_view member);

/// The newest operation of a device, where it is not for the community.
[[nodiscard]] Result<void> addOldLink(store::Database& db, const Hash& opHash);
/// The op hash of an entry that this store may not read.
[[nodiscard]] Result<bool> isHiddenLink(store::Database& db, const Hash& opHash);
/// Some entries cannot be read here: hidden, or older than the snapshot.
[[nodiscard]] Result<bool> hasUnreadEntries(store::Database& db);

[[nodiscard]] Result<void> forgetOldLog(store::Database& db);

} // namespace linli::community
