// SPDX-License-Identifier: Apache-2.0
#include "core/funds/Queries.h"

#include "core/funds/Table.h"

namespace linli::funds {
namespace {

Account readAccount(const store::Row& row)
{
    return {.id = row.id<OpId>(0),
            .author = row.id<MemberId>(1),
            .track = static_cast<Track>(row.integer(2)),
            .name = row.text(3),
            .note = row.text(4),
            .balance = row.money(5),
            .accepted = row.time(6)};
}

constexpr const char* accountsSql =
    "SELECT a.id, a.author, a.track, a.name, a.note, b.balance, a.accepted_at FROM funds_account a "
    "JOIN account_balance b ON b.account = a.id WHERE ?1 IS NULL OR a.id = ?1 ORDER BY a.accepted_at, a.id";

std::optional<OpId> optionalId(const store::Row& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.id<OpId>(column));
}

Entry readEntry(const store::Row& row)
{
    Entry entry;
    entry.id = row.id<OpId>(0);
    entry.author = row.id<MemberId>(1);
    entry.booked = row.time(2);
    entry.accepted = row.time(3);
    entry.plan = optionalId(row, 4);
    entry.reversalOf = optionalId(row, 5);
    entry.reversedBy = optionalId(row, 6);
    entry.purpose = row.text(7);
    entry.payee = row.text(8);
    entry.note = row.text(9);
    return entry;
}

constexpr const char* entryColumns =
    "SELECT e.id, e.author, e.booked_at, e.accepted_at, e.plan, e.reversal_of, "
    "(SELECT r.id FROM funds_entry r WHERE r.reversal_of = e.id), e.purpose, e.payee, e.note FROM funds_entry e ";

Result<void> addDetails(store::Database& db, Entry& entry)
{
    LINLI_TRY(entry.lines, linesOf(db, entry.id));
    LINLI_TRY(entry.receipts, db.all("SELECT sha256 FROM funds_receipt WHERE entry = ?1 ORDER BY ordinal", {entry.id},
                                     [](const store::Row& row) { return row.hash(0); }));
    return {};
}

} // namespace

Result<std::vector<Account>> accounts(store::Database& db)
{
    return db.all(accountsSql, {std::nullopt}, readAccount);
}

Result<std::optional<Account>> account(store::Database& db, const OpId& id)
{
    return db.one(accountsSql, {id}, readAccount);
}

Result<std::vector<Entry>> entries(store::Database& db, const EntryFilter& filter, int limit, const EntryKey& before)
{
    LINLI_TRY(auto page,
              db.all(std::string(entryColumns) + "WHERE (e.booked_at, e.id) < (?1, ?2) AND (?3 IS NULL OR e.plan = ?3) "
                                                 "AND (?4 IS NULL OR EXISTS (SELECT 1 FROM funds_line l "
                                                 "WHERE l.account = ?4 AND l.entry = e.id)) "
                                                 "ORDER BY e.booked_at DESC, e.id DESC LIMIT ?5",
                     {before.booked, before.id, filter.plan, filter.account, limit}, readEntry));
    for (Entry& entry : page)
        LINLI_CHECK(addDetails(db, entry));
    return page;
}

Result<std::optional<Entry>> entry(store::Database& db, const OpId& id)
{
    LINLI_TRY(auto found, db.one(std::string(entryColumns) + "WHERE e.id = ?1", {id}, readEntry));
    if (found)
        LINLI_CHECK(addDetails(db, *found));
    return found;
}

Result<std::vector<CategoryTotal>> categoryTotals(store::Database& db, const MonthRange& months,
                                                  std::optional<OpId> account)
{
    return db.all("SELECT l.ledger, l.category, e.month, SUM(CASE l.ledger WHEN 1 THEN -l.amount ELSE l.amount END) "
                  "FROM funds_line l JOIN funds_entry e ON e.id = l.entry "
                  "WHERE l.category IS NOT NULL AND e.month BETWEEN ?1 AND ?2 AND (?3 IS NULL OR EXISTS "
                  "(SELECT 1 FROM funds_line o WHERE o.account = ?3 AND o.entry = l.entry)) "
                  "GROUP BY e.month, l.ledger, l.category ORDER BY e.month, l.ledger, l.category",
                  {months.from, months.to, account}, [](const store::Row& row) {
                      return CategoryTotal{static_cast<Ledger>(row.integer(0)), row.text(1),
                                           static_cast<int>(row.integer(2)), row.money(3)};
                  });
}

Result<Money> spentForPlan(store::Database& db, const OpId& plan)
{
    LINLI_TRY(const auto fen, db.count("SELECT COALESCE(SUM(l.amount), 0) FROM funds_entry e "
                                       "JOIN funds_line l ON l.entry = e.id WHERE e.plan = ?1 AND l.ledger = ?2",
                                       {plan, static_cast<int>(Ledger::Spending)}));
    return Money{fen};
}

Result<std::vector<BalancePoint>> balanceHistory(store::Database& db, const OpId& account)
{
    LINLI_TRY(auto points,
              db.all("SELECT e.month, SUM(l.amount) FROM funds_line l JOIN funds_entry e ON e.id = l.entry "
                     "WHERE l.account = ?1 GROUP BY e.month ORDER BY e.month",
                     {account}, [](const store::Row& row) {
                         return BalancePoint{static_cast<int>(row.integer(0)), row.money(1), {}};
                     }));
    Money balance;
    for (BalancePoint& point : points) {
        balance.fen += point.change.fen;
        point.balance = balance;
    }
    return points;
}

} // namespace linli::funds
