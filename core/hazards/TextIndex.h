// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

/// Which reports may hold a text, without reading them all: an FTS5 index of trigrams (Chinese has no spaces to part words by).
///
/// `hazard_text` has one row for each confirmed report, its rowid the report's `place`, so that hits come in the order of lists. It
/// keeps no texts and no positions (detail=none): hits are candidates, and whoever asks compares the report's own words. Filling it
/// costs more than everything else about a report, so that is done later, in slices; `hazard_text_queue` holds the places that wait.
///
/// Invariant, kept by triggers on `hazard`: each confirmed report is either in the queue or in the index with just its present
/// words; a pending one (pendingPlace) is in neither. Words that are erased, or taken back with a pending operation, leave the index
/// in the same transaction, and with secure-delete its pages too.
/// A store that nobody fills (the hub's) has everything in the queue, and gives the same answers, more slowly.
namespace linli::hazards {

[[nodiscard]] std::string_view textIndexSchema();

/// An FTS5 query that finds every indexed report in which `text` occurs, and perhaps others; empty when there are none.
/// Nothing when the index is no help: less than two characters, two that are too common or that have upper and lower case
/// outside ASCII, or no UTF-8.
[[nodiscard]] Result<std::optional<std::string>> textQuery(store::Database& db, std::string_view text);

/// Indexes up to `reports` of those that wait, newest first, in one transaction; about 60 µs each. It does not wait for the
/// disk: what a power cut takes is in the queue again. True when more may wait. Must not run inside a transaction.
[[nodiscard]] Result<bool> fillTextIndex(store::Database& db, int reports);

} // namespace linli::hazards
