// SPDX-License-Identifier: Apache-2.0
#include "core/funds/SimpleEntry.h"

#include "core/funds/Categories.h"
#include "core/funds/Rules.h"

namespace linli::funds {
namespace {

void addAccountLine(pb::funds::PostFacts& facts, const OpId& account, std::int64_t fen)
{
    pb::funds::Line& line = *facts.add_lines();
    line.set_account(account.str());
    line.set_amount_fen(fen);
}

Result<void> checkSimple(const SimpleEntry& entry)
{
    if (entry.amount.fen <= 0 || entry.amount.fen > maxAmountFen)
        return fail(ErrorKind::Rejected, "funds.amount");
    if (entry.kind == SimpleEntry::Kind::Transfer)
        return entry.account == entry.toAccount ? fail(ErrorKind::Rejected, "funds.same_account") : Result<void>{};
    if (!isCategoryId(entry.category))
        return fail(ErrorKind::Rejected, "funds.category");
    if (entry.kind == SimpleEntry::Kind::Spending && entry.receipts.empty())
        return fail(ErrorKind::Rejected, "funds.receipt_required");
    return {};
}

} // namespace

std::optional<SimpleEntry::Kind> parseEntryKind(std::string_view name)
{
    if (name == "income")
        return SimpleEntry::Kind::Income;
    if (name == "spending")
        return SimpleEntry::Kind::Spending;
    if (name == "transfer")
        return SimpleEntry::Kind::Transfer;
    return std::nullopt;
}

Result<pb::funds::PostFacts> simpleEntry(const SimpleEntry& entry)
{
    LINLI_CHECK(checkSimple(entry));
    const std::int64_t fen = entry.amount.fen;
    pb::funds::PostFacts facts;
    addAccountLine(facts, entry.account, entry.kind == SimpleEntry::Kind::Income ? fen : -fen);
    if (entry.kind == SimpleEntry::Kind::Transfer) {
        addAccountLine(facts, entry.toAccount, fen);
    } else {
        pb::funds::Line& line = *facts.add_lines();
        const bool income = entry.kind == SimpleEntry::Kind::Income;
        income ? line.set_income(entry.category) : line.set_spending(entry.category);
        line.set_amount_fen(income ? -fen : fen);
    }
    if (entry.plan)
        facts.set_plan(entry.plan->str());
    for (const Hash& receipt : entry.receipts)
        facts.add_receipts(asString(receipt));
    facts.set_booked_ms(toMs(entry.booked));
    return facts;
}

} // namespace linli::funds
