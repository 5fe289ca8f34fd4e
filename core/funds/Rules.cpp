// SPDX-License-Identifier: Apache-2.0
#include "core/funds/Rules.h"

#include "core/base/Encoding.h"
#include "core/base/Text.h"
#include "core/funds/Categories.h"
#include "core/funds/Entries.h"
#include "core/funds/Table.h"
#include "core/log/Photos.h"
#include "core/members/Directory.h"

#include <array>
#include <map>
#include <set>

namespace linli::funds {
namespace {

using log::Context;
using log::Verdict;
using members::Role;

struct Permission {
    std::string_view kind;
    std::array<Role, 2> roles;
};
constexpr std::array<Permission, 3> permissions{{
    {"funds.open_account", {Role::Treasurer, Role::Admin}},
    {"funds.post", {Role::Treasurer, Role::Treasurer}},
    {"funds.reverse", {Role::Treasurer, Role::Treasurer}},
}};

// A treasurer may be some time zones ahead of the hub's day; further ahead, the money has not moved.
constexpr std::chrono::hours bookedAheadAtMost{24};
// Older books belong in an opening entry; also catches seconds given as milliseconds.
constexpr Timestamp earliestBooked{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};

/// Audience and role, the same for every kind.
Result<Verdict> admit(const Context& context, std::string_view kind)
{
    if (!context.audience.isCommunity())
        return Verdict::reject("op.audience");
    LINLI_TRY(const auto actor, members::actor(context.db, context.member));
    for (const Permission& permission : permissions) {
        if (permission.kind == kind && actor.hasAny({permission.roles[0], permission.roles[1]}))
            return Verdict::accept();
    }
    return Verdict::reject("funds.not_allowed");
}

bool isBookable(Timestamp booked, Timestamp at)
{
    return booked >= earliestBooked && booked <= at + bookedAheadAtMost;
}

/// An income line is a credit and a spending line a debit: money comes back by reversal, never by a negative entry.
bool hasRightSign(const Line& line)
{
    const std::int64_t fen = line.amount.fen;
    if (fen == 0 || fen > maxAmountFen || fen < -maxAmountFen)
        return false;
    return line.ledger == Ledger::Account || (line.ledger == Ledger::Spending) == (fen > 0);
}

Verdict checkLine(const pb::funds::Line& line)
{
    if (line.ledger_case() == pb::funds::Line::LEDGER_NOT_SET)
        return Verdict::reject("funds.ledger");
    const auto parsed = toLine(line);
    if (!parsed)
        return Verdict::reject("funds.unknown_account");
    if (parsed->ledger != Ledger::Account && !isCategoryId(parsed->category))
        return Verdict::reject("funds.category");
    return hasRightSign(*parsed) ? Verdict::accept() : Verdict::reject("funds.amount");
}

/// The lines by themselves: number, ledgers, amounts, balance.
Verdict checkLines(const pb::funds::PostFacts& facts)
{
    if (facts.lines_size() < 2 || facts.lines_size() > maxLines)
        return Verdict::reject("funds.lines");
    std::int64_t sum = 0; // at most maxLines × maxAmountFen
    bool onAccount = false;
    for (const auto& line : facts.lines()) {
        if (auto verdict = checkLine(line); !verdict.accepted())
            return verdict;
        sum += line.amount_fen();
        onAccount = onAccount || line.has_account();
    }
    if (sum != 0)
        return Verdict::reject("funds.unbalanced");
    return onAccount ? Verdict::accept() : Verdict::reject("funds.no_account");
}

Result<Verdict> checkReceipts(const Context& context, const pb::funds::PostFacts& facts)
{
    if (facts.receipts_size() > log::maxPhotosPerOperation)
        return Verdict::reject("funds.receipt_count");
    std::set<Hash> seen;
    for (const auto& bytes : facts.receipts()) {
        const auto receipt = toHash(bytes);
        if (!receipt)
            return Verdict::reject("funds.receipt_invalid");
        LINLI_TRY(const bool used, receiptInUse(context.db, *receipt));
        if (used || !seen.insert(*receipt).second)
            return Verdict::reject("funds.receipt_used");
    }
    const auto isSpending = [](const pb::funds::Line& line) { return line.has_spending(); };
    if (seen.empty() && std::ranges::any_of(facts.lines(), isSpending))
        return Verdict::reject("funds.receipt_required");
    return Verdict::accept();
}

/// Accounts are known and none goes below zero. Several lines on one account count as one.
Result<Verdict> checkBalances(const Context& context, std::span<const Line> lines)
{
    std::map<OpId, std::int64_t> net;
    for (const Line& line : lines) {
        if (line.ledger == Ledger::Account)
            net[line.account] += line.amount.fen;
    }
    for (const auto& [account, change] : net) {
        LINLI_TRY(const auto balance, balanceOf(context.db, account));
        if (!balance)
            return Verdict::reject("funds.unknown_account");
        std::int64_t after = 0;
        if (__builtin_add_overflow(balance->fen, change, &after))
            return Verdict::reject("funds.amount");
        if (after < 0)
            return Verdict::reject("funds.overspent");
    }
    return Verdict::accept();
}

Verdict checkTexts(std::initializer_list<std::pair<std::string_view, std::size_t>> texts, std::size_t required)
{
    std::size_t index = 0;
    for (const auto& [text, limit] : texts) {
        if (const TextFault fault = checkText(text, limit, index++ >= required); fault != TextFault::None)
            return Verdict::reject(std::string(textFaultCode(fault)));
    }
    return Verdict::accept();
}

} // namespace

Result<Verdict> decideOpenAccount(const Context& context, const pb::funds::OpenAccountFacts& facts)
{
    LINLI_TRY(auto verdict, admit(context, "funds.open_account"));
    if (!verdict.accepted())
        return verdict;
    if (!toTrack(facts.track()))
        return Verdict::reject("funds.track");
    return Verdict::accept();
}

Result<Verdict> decidePost(const Context& context, const pb::funds::PostFacts& facts)
{
    LINLI_TRY(auto verdict, admit(context, "funds.post"));
    if (!verdict.accepted())
        return verdict;
    if (!facts.plan().empty() && !OpId::fromBytes(asBytes(facts.plan())))
        return Verdict::reject("op.malformed");
    if (!isBookable(fromMs(facts.booked_ms()), context.at))
        return Verdict::reject("funds.booked_date");
    if (verdict = checkLines(facts); !verdict.accepted())
        return verdict;
    LINLI_TRY(verdict, checkReceipts(context, facts));
    if (!verdict.accepted())
        return verdict;
    return checkBalances(context, toLines(facts));
}

Result<Verdict> decideReverse(const Context& context, const pb::funds::ReverseFacts& facts)
{
    LINLI_TRY(auto verdict, admit(context, "funds.reverse"));
    if (!verdict.accepted())
        return verdict;
    const auto entry = OpId::fromBytes(asBytes(facts.entry()));
    if (!entry)
        return Verdict::reject("funds.unknown_entry");
    LINLI_TRY(const auto found, posted(context.db, *entry));
    if (!found)
        return Verdict::reject("funds.unknown_entry");
    if (found->isReversal)
        return Verdict::reject("funds.is_reversal");
    if (found->isReversed)
        return Verdict::reject("funds.already_reversed");
    const Timestamp booked = fromMs(facts.booked_ms());
    if (!isBookable(booked, context.at) || booked < found->booked)
        return Verdict::reject("funds.booked_date");
    LINLI_TRY(const auto lines, linesOf(context.db, *entry));
    return checkBalances(context, mirrored(lines));
}

Verdict checkOpenAccount(const pb::funds::OpenAccountFacts&, const pb::funds::OpenAccountContent& content)
{
    return checkTexts({{content.name(), maxAccountName}, {content.note(), maxNote}}, 1);
}

Verdict checkPost(const pb::funds::PostFacts& facts, const pb::funds::PostContent& content)
{
    const bool betweenAccounts =
        std::ranges::all_of(facts.lines(), [](const auto& line) { return line.has_account(); });
    if (!betweenAccounts && content.payee().empty())
        return Verdict::reject("content.empty");
    return checkTexts({{content.purpose(), maxPurpose}, {content.payee(), maxPayee}, {content.note(), maxNote}}, 1);
}

Verdict checkReverse(const pb::funds::ReverseFacts&, const pb::funds::ReverseContent& content)
{
    return checkTexts({{content.reason(), maxReason}}, 1);
}

} // namespace linli::funds
