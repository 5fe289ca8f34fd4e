// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/funds/Types.h"
#include "core/funds/funds.pb.h"

namespace linli::funds {

/// An entry as a treasurer says it: one account, one direction, one positive amount.
struct SimpleEntry {
    enum class Kind {
        Income,   ///< debit account, credit income category
        Spending, ///< credit account, debit spending category
        Transfer  ///< credit account, debit toAccount
    };
    Kind kind = Kind::Spending;
    OpId account;
    OpId toAccount;       ///< only for Transfer
    std::string category; ///< for Income and Spending
    Money amount;         ///< > 0
    std::optional<OpId> plan;
    std::vector<Hash> receipts;
    Timestamp booked;
};

[[nodiscard]] std::optional<SimpleEntry::Kind>
parseEntryKind(std::string_view name); ///< "income", "spending", "transfer"

/// The two balanced lines of a simple entry. Errors (ErrorKind::Rejected): "funds.amount" (not positive or beyond the
/// limit), "funds.category", "funds.receipt_required", "funds.same_account". What only the state knows is decided by
/// the rules.
[[nodiscard]] Result<pb::funds::PostFacts> simpleEntry(const SimpleEntry& entry);

} // namespace linli::funds
