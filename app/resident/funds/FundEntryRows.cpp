// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundEntryRows.h"

namespace linli::resident {
namespace {

const funds::Line* categoryLine(const funds::Entry& entry)
{
    for (const funds::Line& line : entry.lines) {
        if (line.ledger != funds::Ledger::Account)
            return &line;
    }
    return nullptr;
}

Result<FundEntryRow> toRow(store::Database& db, const funds::Entry& entry, const funds::EntryFilter& filter)
{
    LINLI_TRY(const auto own, ownOperation(db, entry.id));
    return FundEntryRow{.id = entry.id,
                        .booked = entry.booked,
                        .kind = fundEntryKind(entry),
                        .category = fundEntryCategory(entry),
                        .purpose = entry.purpose,
                        .payee = entry.payee,
                        .amount = filter.account ? entry.effectOn(*filter.account) : fundEntryAmount(entry),
                        .isReversal = entry.reversalOf.has_value(),
                        .isReversed = entry.reversedBy.has_value(),
                        .receipts = static_cast<int>(entry.receipts.size()),
                        .delivery = own.delivery};
}

} // namespace

FundEntryKind fundEntryKind(const funds::Entry& entry)
{
    const funds::Line* const line = categoryLine(entry);
    if (!line)
        return FundEntryKind::Transfer;
    return line->ledger == funds::Ledger::Income ? FundEntryKind::Income : FundEntryKind::Spending;
}

std::string fundEntryCategory(const funds::Entry& entry)
{
    const funds::Line* const line = categoryLine(entry);
    return line ? line->category : std::string();
}

Money fundEntryAmount(const funds::Entry& entry)
{
    if (categoryLine(entry))
        return Money{entry.income().fen - entry.spending().fen};
    Money moved;
    for (const funds::Line& line : entry.lines)
        moved.fen += std::max<std::int64_t>(line.amount.fen, 0);
    return moved;
}

Result<FundEntryPage> readFundEntries(store::Database& db, const funds::EntryFilter& filter, int limit)
{
    LINLI_TRY(auto entries, funds::entries(db, filter, limit + 1));
    FundEntryPage page;
    page.more = std::ssize(entries) > limit;
    if (page.more)
        entries.pop_back();
    for (const funds::Entry& entry : entries) {
        LINLI_TRY(FundEntryRow row, toRow(db, entry, filter));
        page.rows.push_back(std::move(row));
    }
    return page;
}

} // namespace linli::resident
