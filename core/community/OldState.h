// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

/// State that outlives an update although its log is not here to make it anew (a store that began with a snapshot): what people saw
/// stays readable until the next sync brings the truth. Such rows are no proof of anything; Replica throws them away before the
/// first entry, or the first page of a snapshot, comes.
///
/// All of it inside the transaction of the update.
namespace linli::community {

/// Copies what the state tables of another version hold, pending effects excluded, to where remakeTables() leaves it.
[[nodiscard]] Result<void> setStateAside(store::Database& db);
/// Fills today's tables with as much of it as fits: columns of the same name, rows that today's constraints allow.
[[nodiscard]] Result<void> takeStateBack(store::Database& db);
/// The table is a copy that setStateAside() made.
[[nodiscard]] bool isSetAside(std::string_view table);

} // namespace linli::community
