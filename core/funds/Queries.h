// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/funds/Types.h"
#include "core/store/Database.h"

#include <limits>

/// What screens and command lines ask. Reads only, on whichever thread owns the connection. Months are
/// year × 100 + month of the booked date in China Standard Time (UTC+8).
namespace linli::funds {

[[nodiscard]] Result<std::vector<Account>> accounts(store::Database& db); ///< oldest first
[[nodiscard]] Result<std::optional<Account>> account(store::Database& db, const OpId& id);

struct EntryFilter {
    std::optional<OpId> account;
    std::optional<OpId> plan;
};
/// Place of an entry in the journal: after this key come older entries.
struct EntryKey {
    Timestamp booked = Timestamp::max();
    OpId id;
};
/// At most `limit` entries with lines and receipts, newest booked date first. `before` is the key of the last entry of
/// the page above; the default starts at the newest.
[[nodiscard]] Result<std::vector<Entry>> entries(store::Database& db, const EntryFilter& filter, int limit,
                                                 const EntryKey& before = {});
[[nodiscard]] Result<std::optional<Entry>> entry(store::Database& db, const OpId& id);

/// Months from `from` to `to`, both included.
struct MonthRange {
    int from = 0;
    int to = std::numeric_limits<int>::max();
};
struct CategoryTotal {
    Ledger ledger = Ledger::Spending; ///< Income or Spending
    std::string category;
    int month = 0;
    Money total; ///< positive as people say it; a reversal counts against the month of its own date
};
/// By month, then ledger, then category. `account` narrows to entries with a line on it.
[[nodiscard]] Result<std::vector<CategoryTotal>> categoryTotals(store::Database& db, const MonthRange& months = {},
                                                                std::optional<OpId> account = std::nullopt);
/// What was spent for a plan, less what was reversed.
[[nodiscard]] Result<Money> spentForPlan(store::Database& db, const OpId& plan);

struct BalancePoint {
    int month = 0;
    Money change;  ///< sum of the account's lines booked in the month
    Money balance; ///< at the end of the month, by booked date
};
/// One point for each month with an entry, oldest first; the last balance is the account's balance.
[[nodiscard]] Result<std::vector<BalancePoint>> balanceHistory(store::Database& db, const OpId& account);

} // namespace linli::funds
