// SPDX-License-Identifier: Apache-2.0
#include "core/funds/Table.h"

#include <array>

namespace linli::funds {

std::string_view schema()
{
    return R"sql(
CREATE TABLE funds_account(
    id BLOB PRIMARY KEY, author BLOB NOT NULL, track INTEGER NOT NULL, accepted_at INTEGER NOT NULL,
    name TEXT, note TEXT) WITHOUT ROWID;
CREATE TABLE account_balance(account BLOB PRIMARY KEY, balance INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE funds_entry(
    id BLOB PRIMARY KEY, author BLOB NOT NULL, booked_at INTEGER NOT NULL, month INTEGER NOT NULL, plan BLOB,
    reversal_of BLOB, accepted_at INTEGER NOT NULL, purpose TEXT, payee TEXT, note TEXT) WITHOUT ROWID;
CREATE INDEX funds_entry_booked ON funds_entry(booked_at, id);
CREATE INDEX funds_entry_plan ON funds_entry(plan) WHERE plan IS NOT NULL;
CREATE UNIQUE INDEX funds_entry_reversal ON funds_entry(reversal_of) WHERE reversal_of IS NOT NULL;
CREATE TABLE funds_line(
    entry BLOB NOT NULL, ordinal INTEGER NOT NULL, ledger INTEGER NOT NULL, account BLOB, category TEXT,
    amount INTEGER NOT NULL, PRIMARY KEY(entry, ordinal)) WITHOUT ROWID;
CREATE INDEX funds_line_account ON funds_line(account, entry) WHERE account IS NOT NULL;
CREATE INDEX funds_line_category ON funds_line(ledger, category) WHERE category IS NOT NULL;
CREATE TABLE funds_receipt(
    entry BLOB NOT NULL, ordinal INTEGER NOT NULL, sha256 BLOB NOT NULL,
    PRIMARY KEY(entry, ordinal)) WITHOUT ROWID;
CREATE INDEX funds_receipt_hash ON funds_receipt(sha256);
)sql";
}

std::span<const log::TableSpec> tableSpecs()
{
    static const std::array<log::TableSpec, 5> specs{{
        {"funds_account", {"id"}, {"author", "track"}, {"name", "note"}, "id", "", "", {}, true},
        {"account_balance", {"account"}, {"balance"}, {}, "", "", "", {}, true},
        {"funds_entry",
         {"id"},
         {"author", "booked_at", "month", "plan", "reversal_of"},
         {"purpose", "payee", "note"},
         "id",
         "",
         "",
         {},
         true},
        {"funds_line", {"entry", "ordinal"}, {"ledger", "account", "category", "amount"}, {}, "", "", "", {}, true},
        {"funds_receipt", {"entry", "ordinal"}, {"sha256"}, {}, "", "", "", {}, true},
    }};
    return specs;
}

int monthOf(Timestamp booked)
{
    const auto day = std::chrono::floor<std::chrono::days>(booked + std::chrono::hours(8));
    const std::chrono::year_month_day date{day};
    return static_cast<int>(date.year()) * 100 + static_cast<int>(static_cast<unsigned>(date.month()));
}

Result<std::optional<Money>> balanceOf(store::Database& db, const OpId& account)
{
    return db.one("SELECT balance FROM account_balance WHERE account = ?1", {account},
                  [](const store::Row& row) { return row.money(0); });
}

Result<std::optional<Posted>> posted(store::Database& db, const OpId& entry)
{
    return db.one(
        "SELECT booked_at, plan, reversal_of IS NOT NULL, "
        "EXISTS (SELECT 1 FROM funds_entry r WHERE r.reversal_of = e.id) FROM funds_entry e WHERE e.id = ?1",
        {entry}, [](const store::Row& row) {
            Posted found{.booked = row.time(0), .plan = {}, .isReversal = row.boolean(2), .isReversed = row.boolean(3)};
            if (!row.isNull(1))
                found.plan = row.id<OpId>(1);
            return found;
        });
}

Result<std::vector<Line>> linesOf(store::Database& db, const OpId& entry)
{
    return db.all("SELECT ledger, account, category, amount FROM funds_line WHERE entry = ?1 ORDER BY ordinal", {entry},
                  [](const store::Row& row) {
                      return Line{static_cast<Ledger>(row.integer(0)), row.id<OpId>(1), row.text(2), row.money(3)};
                  });
}

Result<bool> receiptInUse(store::Database& db, const Hash& receipt)
{
    LINLI_TRY(const auto found,
              db.count("SELECT EXISTS (SELECT 1 FROM funds_receipt p WHERE p.sha256 = ?1 AND NOT EXISTS "
                       "(SELECT 1 FROM funds_entry r WHERE r.reversal_of = p.entry))",
                       {receipt}));
    return found != 0;
}

Result<void> insertAccount(const log::Context& context, Track track, const AccountTexts& texts)
{
    LINLI_CHECK(
        context.db.run("INSERT INTO funds_account(id, author, track, accepted_at, name, note) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                       {context.op, context.member, static_cast<int>(track), context.at, texts.name, texts.note}));
    return context.db.run("INSERT INTO account_balance(account, balance) VALUES (?1, 0)", {context.op});
}

namespace {

Result<void> insertLine(const log::Context& context, int ordinal, const Line& line)
{
    const bool onAccount = line.ledger == Ledger::Account;
    LINLI_CHECK(context.db.run(
        "INSERT INTO funds_line(entry, ordinal, ledger, account, category, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        {context.op, ordinal, static_cast<int>(line.ledger), onAccount ? std::optional(line.account) : std::nullopt,
         onAccount ? std::nullopt : std::optional(line.category), line.amount}));
    if (!onAccount)
        return {};
    return context.db.run("UPDATE account_balance SET balance = balance + ?2 WHERE account = ?1",
                          {line.account, line.amount});
}

} // namespace

Result<void> insertEntry(const log::Context& context, const EntryRow& row, std::span<const Line> lines)
{
    LINLI_CHECK(context.db.run("INSERT INTO funds_entry(id, author, booked_at, month, plan, reversal_of, accepted_at, "
                               "purpose, payee, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                               {context.op, context.member, row.booked, monthOf(row.booked), row.plan, row.reversalOf,
                                context.at, row.purpose, row.payee, row.note}));
    int ordinal = 0;
    for (const Line& line : lines)
        LINLI_CHECK(insertLine(context, ordinal++, line));
    return {};
}

Result<void> insertReceipts(const log::Context& context, std::span<const Hash> receipts)
{
    int ordinal = 0;
    for (const Hash& receipt : receipts) {
        LINLI_CHECK(context.db.run("INSERT INTO funds_receipt(entry, ordinal, sha256) VALUES (?1, ?2, ?3)",
                                   {context.op, ordinal++, receipt}));
    }
    return {};
}

} // namespace linli::funds
