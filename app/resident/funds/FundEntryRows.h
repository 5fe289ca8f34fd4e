// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/OwnOperation.h"
#include "core/funds/Queries.h"

/// What entry lists read from the store. Reader thread; values only.
namespace linli::resident {

/// What an entry is to people, beside its lines.
enum class FundEntryKind { Income, Spending, Transfer };

/// An entry as a row shows it.
struct FundEntryRow {
    OpId id;
    Timestamp booked;
    FundEntryKind kind = FundEntryKind::Spending;
    std::string category; ///< of its first income or spending line; empty for a transfer
    std::string purpose;  ///< for a reversal: its reason; empty when hidden
    std::string payee;
    Money amount; ///< what it adds to the account asked for, or to all; for a transfer between two, what moved
    bool isReversal = false;
    bool isReversed = false;
    int receipts = 0;
    int delivery = 0; ///< DeliveryChip.State

    friend bool operator==(const FundEntryRow&, const FundEntryRow&) = default;
};
struct FundEntryPage {
    std::vector<FundEntryRow> rows;
    bool more = false; ///< older entries follow
};

[[nodiscard]] FundEntryKind fundEntryKind(const funds::Entry& entry);
[[nodiscard]] std::string fundEntryCategory(const funds::Entry& entry);
/// What moved: income less spending, or for a transfer the sum of its debits.
[[nodiscard]] Money fundEntryAmount(const funds::Entry& entry);

[[nodiscard]] Result<FundEntryPage> readFundEntries(store::Database& db, const funds::EntryFilter& filter, int limit);

} // namespace linli::resident
