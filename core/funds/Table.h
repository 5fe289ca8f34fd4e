// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/funds/Types.h"
#include "core/log/Capability.h"

#include <span>

/// The funds' tables: their schema, what rules look up and what effects write. Every SQL statement of this capability
/// is here or in Queries.cpp.
namespace linli::funds {

[[nodiscard]] std::string_view schema();
[[nodiscard]] std::span<const log::TableSpec> tableSpecs();

/// Nothing for an unknown account.
[[nodiscard]] Result<std::optional<Money>> balanceOf(store::Database& db, const OpId& account);

/// An entry as the rules need it.
struct Posted {
    Timestamp booked;
    std::optional<OpId> plan;
    bool isReversal = false;
    bool isReversed = false;
};
[[nodiscard]] Result<std::optional<Posted>> posted(store::Database& db, const OpId& entry);
[[nodiscard]] Result<std::vector<Line>> linesOf(store::Database& db, const OpId& entry);
/// An entry that has not been reversed shows this receipt.
[[nodiscard]] Result<bool> receiptInUse(store::Database& db, const Hash& receipt);

struct AccountTexts { ///< nothing when erased
    std::optional<std::string> name;
    std::optional<std::string> note;
};
[[nodiscard]] Result<void> insertAccount(const log::Context& context, Track track, const AccountTexts& texts);

struct EntryRow {
    Timestamp booked;
    std::optional<OpId> plan;
    std::optional<OpId> reversalOf;
    std::optional<std::string> purpose; ///< texts: nothing when erased
    std::optional<std::string> payee;
    std::optional<std::string> note;
};
/// Writes entry and lines, and adds the account lines to the balances.
[[nodiscard]] Result<void> insertEntry(const log::Context& context, const EntryRow& row, std::span<const Line> lines);
[[nodiscard]] Result<void> insertReceipts(const log::Context& context, std::span<const Hash> receipts);

/// Year and month of a booked date as year × 100 + month, in China Standard Time: UTC+8 all year, no daylight saving
/// since 1991 (IANA tz database, Asia/Shanghai), so a fixed offset is exact for every date an entry can have.
[[nodiscard]] int monthOf(Timestamp booked);

} // namespace linli::funds
