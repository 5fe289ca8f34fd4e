// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Schema.h"

#include <string>
#include <vector>

/// Stores made by other versions of Linli.
///
/// The state tables are a function of the log, whatever version made them. So nothing migrates them: when today's version would
/// make other ones, they are dropped, made anew, and every entry is folded again, with the pending operations on top. That also
/// applies what an older version stored without knowing its kind. Only the kept tables (Schema.h) carry over: a script that a
/// store lacks is run; a change of their columns needs a higher `keptVersion` and a step that brings old stores there.
///
/// A log that is not whole (the store began with a snapshot) cannot be folded: then the old rows stay readable, as far as they fit
/// today's tables, until the next sync (OldState.h).
///
/// Invariant: all of it is one transaction, so a store is of one version or of the other, never between.
namespace linli::community {

/// Raised when the kept tables change so that an older version could not work with them.
inline constexpr std::int64_t keptVersion = 1;
/// Raised when a kind known before writes something else into the same columns.
inline constexpr std::uint8_t foldVersion = 1;

/// SHA-256 of what makes the state tables: their scripts and foldVersion.
[[nodiscard]] Hash stateFingerprint();

/// Notes in the store that today's version made its tables.
[[nodiscard]] Result<void> markSchema(store::Database& db);

enum class StoreAge : std::uint8_t {
    Current,
    Unmarked, ///< the state is right, but kinds or kept tables are known now that it does not have
    Outdated  ///< the state is to be made anew
};
/// Changes nothing. "store.newer" when a newer version changed the kept tables.
[[nodiscard]] Result<StoreAge> storeAge(store::Database& db);

/// Drops every table that is not kept, and makes today's. Needs a transaction.
[[nodiscard]] Result<void> remakeTables(store::Database& db);

} // namespace linli::community
