// SPDX-License-Identifier: Apache-2.0
// Accounts and the journal; money in fen.
#include "app/cli/Pages.h"
#include "app/cli/view/Views.h"

namespace linli::cli {
namespace {

Json accountJson(const View& view, const funds::Account& account)
{
    Json out{{"type", "account"},
             {"id", toJson(account.id)},
             {"name", account.name},
             {"track", funds::trackName(account.track)},
             {"balance_fen", account.balance.fen},
             {"note", account.note},
             {"published", toJson(account.accepted)}};
    view.addAuthor(out, account.id, account.author);
    return out;
}

Json lineJson(const funds::Line& line)
{
    switch (line.ledger) {
    case funds::Ledger::Account:
        return {{"account", toJson(line.account)}, {"amount_fen", line.amount.fen}};
    case funds::Ledger::Income:
        return {{"income", line.category}, {"amount_fen", line.amount.fen}};
    case funds::Ledger::Spending:
        return {{"spending", line.category}, {"amount_fen", line.amount.fen}};
    }
    return nullptr;
}

Json entryJson(const View& view, const funds::Entry& entry)
{
    Json out{{"type", "entry"},
             {"id", toJson(entry.id)},
             {"date", toJson(entry.booked)},
             {"purpose", entry.purpose},
             {"payee", entry.payee},
             {"note", entry.note},
             {"income_fen", entry.income().fen},
             {"spending_fen", entry.spending().fen},
             {"plan", toJson(entry.plan)},
             {"reversal_of", toJson(entry.reversalOf)},
             {"reversed_by", toJson(entry.reversedBy)}};
    out["lines"] = Json::array();
    for (const funds::Line& line : entry.lines)
        out["lines"].push_back(lineJson(line));
    out["receipts"] = toJson(entry.receipts);
    out["published"] = toJson(entry.accepted);
    view.addAuthor(out, entry.id, entry.author);
    return out;
}

} // namespace

Result<Json> listAccounts(const View& view)
{
    LINLI_TRY(const auto accounts, funds::accounts(view.db()));
    Json rows = Json::array();
    for (const funds::Account& account : accounts)
        rows.push_back(accountJson(view, account));
    return rows;
}

Shown showAccount(const View& view, const OpId& id)
{
    LINLI_TRY(const auto account, funds::account(view.db(), id));
    if (!account)
        return std::nullopt;
    Json out = accountJson(view, *account);
    LINLI_TRY(const auto history, funds::balanceHistory(view.db(), id));
    out["history"] = Json::array();
    for (const funds::BalancePoint& point : history)
        out["history"].push_back(
            {{"month", monthText(point.month)}, {"change_fen", point.change.fen}, {"balance_fen", point.balance.fen}});
    LINLI_TRY(out["erasure"], view.erasure(id));
    return out;
}

Result<Json> listEntries(const View& view)
{
    LINLI_TRY(const auto entries, allEntries(view.db()));
    Json rows = Json::array();
    for (const funds::Entry& entry : entries)
        rows.push_back(entryJson(view, entry));
    return rows;
}

Shown showEntry(const View& view, const OpId& id)
{
    LINLI_TRY(const auto entry, funds::entry(view.db(), id));
    if (!entry)
        return std::nullopt;
    Json out = entryJson(view, *entry);
    LINLI_TRY(out["erasure"], view.erasure(id));
    return out;
}

} // namespace linli::cli
