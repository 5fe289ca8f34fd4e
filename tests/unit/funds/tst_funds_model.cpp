// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/funds/FundsFixture.h"

#include <QTest>

#include <rapidcheck.h>

#include <map>

using namespace linli;
using namespace linli::test;

namespace {

/// What a treasurer tries: any of it may be refused.
struct Step {
    enum Kind { Income, Spending, Transfer, Reverse };
    int kind = Income;
    int account = 0; ///< or, for Reverse, which entry
    int other = 0;
    int fen = 0;
    int category = 0;
    int month = 0;
};

constexpr int accountCount = 3;
const std::array<std::string, 3> categories{"repair", "greening", "own-idea"};

void showValue(const Step& step, std::ostream& out)
{
    out << "{kind " << step.kind << ", account " << step.account << ", other " << step.other << ", fen " << step.fen
        << ", category " << step.category << ", month " << step.month << "}";
}

/// The books as a child would keep them: a list of moves, every sum made anew from the list.
struct Model {
    struct Move {
        std::map<int, long> accounts;
        std::map<std::pair<int, std::string>, long> spent; ///< by month and category
        bool reversal = false;
        bool reversed = false;
        int month = 0;
    };
    std::vector<Move> moves;

    long balance(int account) const
    {
        long sum = 0;
        for (const Move& move : moves)
            sum += move.accounts.contains(account) ? move.accounts.at(account) : 0;
        return sum;
    }
    bool add(const Move& move)
    {
        for (const auto& [account, fen] : move.accounts) {
            if (balance(account) + fen < 0)
                return false;
        }
        moves.push_back(move);
        return true;
    }
    /// Reversals are booked in month 11, the one of Neighbourhood's clock.
    bool reverse(std::size_t index)
    {
        if (moves[index].reversal || moves[index].reversed)
            return false;
        Move back{.accounts = {}, .spent = {}, .reversal = true, .reversed = false, .month = 11};
        for (const auto& [account, fen] : moves[index].accounts)
            back.accounts[account] = -fen;
        for (const auto& [key, fen] : moves[index].spent)
            back.spent[{back.month, key.second}] -= fen;
        if (!add(back))
            return false;
        moves[index].reversed = true;
        return true;
    }
    std::map<std::pair<int, std::string>, long> spent() const
    {
        std::map<std::pair<int, std::string>, long> sums;
        for (const Move& move : moves) {
            for (const auto& [key, fen] : move.spent)
                sums[key] += fen;
        }
        return sums;
    }
};

struct Run {
    FundsFixture f;
    Model model;
    std::vector<OpId> accounts;
    std::vector<OpId> entries;
    int papers = 0;

    Run()
    {
        for (int i = 0; i < accountCount; ++i)
            accounts.push_back(f.account());
    }
    Timestamp inMonth(int month) const { return std::chrono::sys_days{std::chrono::year{2026} / month / 15}; }
    void keep(const Neighbourhood::Outcome& outcome, bool expected)
    {
        RC_ASSERT(outcome.accepted() == expected);
        if (expected)
            entries.push_back(outcome.op);
    }
    void post(const Step& step)
    {
        const bool income = step.kind == Step::Income;
        const auto facts = funds::simpleEntry({.kind = static_cast<SimpleEntry::Kind>(step.kind),
                                               .account = accounts[static_cast<std::size_t>(step.account)],
                                               .toAccount = accounts[static_cast<std::size_t>(step.other)],
                                               .category = categories[static_cast<std::size_t>(step.category)],
                                               .amount = Money{step.fen},
                                               .plan = {},
                                               .receipts = {FundsFixture::receipt(papers++)},
                                               .booked = inMonth(step.month)});
        const bool self = step.kind == Step::Transfer && step.account == step.other;
        RC_ASSERT(facts.has_value() == !self);
        if (self)
            return;
        Model::Move move{.accounts = {}, .spent = {}, .reversal = false, .reversed = false, .month = step.month};
        move.accounts[step.account] += income ? step.fen : -step.fen;
        if (step.kind == Step::Transfer)
            move.accounts[step.other] += step.fen;
        if (step.kind == Step::Spending)
            move.spent[{step.month, categories[static_cast<std::size_t>(step.category)]}] += step.fen;
        keep(f.post(*facts), model.add(move));
    }
    void take(const Step& step)
    {
        if (step.kind != Step::Reverse)
            return post(step);
        if (entries.empty())
            return;
        const std::size_t index = static_cast<std::size_t>(step.account * 7 + step.fen) % entries.size();
        keep(f.reverse(entries[index]), model.reverse(index));
    }
    void compare()
    {
        for (int i = 0; i < accountCount; ++i) {
            const OpId& id = accounts[static_cast<std::size_t>(i)];
            RC_ASSERT(f.balance(id) == model.balance(i));
            RC_ASSERT(model.balance(i) >= 0);
            const auto sum = f.place.db().count("SELECT SUM(amount) FROM funds_line WHERE account = ?1", {id});
            RC_ASSERT(*sum == model.balance(i));
        }
        std::map<std::pair<int, std::string>, long> spent;
        const auto totals = *funds::categoryTotals(f.place.db());
        for (const auto& total : totals) {
            if (total.ledger == Ledger::Spending)
                spent[{total.month - 202600, total.category}] = total.total.fen;
        }
        RC_ASSERT(spent == model.spent());
        RC_ASSERT(*f.place.db().count("SELECT COALESCE(SUM(amount), 0) FROM funds_line") == 0);
    }
};

rc::Gen<Step> anyStep()
{
    return rc::gen::build<Step>(
        rc::gen::set(&Step::kind,
                     rc::gen::weightedElement<int>(
                         {{3, Step::Income}, {4, Step::Spending}, {2, Step::Transfer}, {3, Step::Reverse}})),
        rc::gen::set(&Step::account, rc::gen::inRange(0, accountCount)),
        rc::gen::set(&Step::other, rc::gen::inRange(0, accountCount)),
        rc::gen::set(&Step::fen, rc::gen::inRange(1, 500)), rc::gen::set(&Step::category, rc::gen::inRange(0, 3)),
        rc::gen::set(&Step::month, rc::gen::inRange(1, 11)));
}

} // namespace

/// Random postings, transfers and reversals: the journal decides and sums as a plain list of moves does.
class FundsModelTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithAPlainModel()
    {
        QVERIFY(rc::check("balances and category sums", [] {
            const auto steps = *rc::gen::container<std::vector<Step>>(anyStep());
            Run run;
            for (const Step& step : steps)
                run.take(step);
            run.compare();
            if (steps.size() % 8 == 0) // a second store for each case would double the time
                RC_ASSERT(run.f.place.replayDifference().empty());
        }));
    }
};

QTEST_GUILESS_MAIN(FundsModelTest)
#include "tst_funds_model.moc"
