// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/funds/FundsFixture.h"

#include "core/funds/Categories.h"

#include <QTest>

#include <set>

using namespace linli;
using namespace linli::test;

class FundsQueriesTest : public QObject {
    Q_OBJECT

private slots:
    void pagesEveryEntryOnce();
    void filtersByAccountAndPlan();
    void movesBetweenAccounts();
    void monthsAreChinaStandardTime();
    void categoryTotalsByMonthAndAccount();
    void balanceHistoryEndsAtTheBalance();
    void unknownIdsAreNothing();
    void categoryNames();
    void trackAndKindNames();
};

namespace {

Timestamp at(const char* text)
{
    return *parseRfc3339(text);
}

pb::funds::PostFacts booked(pb::funds::PostFacts facts, const char* when)
{
    facts.set_booked_ms(toMs(at(when)));
    return facts;
}

} // namespace

void FundsQueriesTest::pagesEveryEntryOnce()
{
    FundsFixture f;
    const OpId account = f.account();
    for (int i = 0; i < 23; ++i) // only five different dates, so that ids must break ties
        QVERIFY(f.post(booked(f.income(account, i + 1), i % 5 == 0 ? "2026-05-01" : "2026-06-01")).accepted());
    std::set<OpId> seen;
    funds::EntryKey key;
    std::vector<std::size_t> sizes;
    Timestamp last = Timestamp::max();
    for (;;) {
        const auto page = *funds::entries(f.place.db(), {}, 10, key);
        if (page.empty())
            break;
        sizes.push_back(page.size());
        for (const auto& entry : page) {
            QVERIFY(seen.insert(entry.id).second);
            QVERIFY(entry.booked <= last);
            QCOMPARE(entry.lines.size(), std::size_t(2));
            last = entry.booked;
        }
        key = {page.back().booked, page.back().id};
    }
    QCOMPARE(seen.size(), std::size_t(23));
    QVERIFY((sizes == std::vector<std::size_t>{10, 10, 3}));
}

void FundsQueriesTest::filtersByAccountAndPlan()
{
    FundsFixture f;
    const OpId one = f.account();
    const OpId two = f.account();
    const OpId plan{{42}};
    const OpId gift = f.post(f.income(one, 1000)).op;
    QVERIFY(f.post(f.income(two, 1000)).accepted());
    auto facts = f.spending(one, 100, FundsFixture::receipt(1));
    facts.set_plan(plan.str());
    const OpId spent = f.post(facts).op;

    const auto ofOne = *funds::entries(f.place.db(), {.account = one, .plan = {}}, 10);
    QCOMPARE(ofOne.size(), std::size_t(2));
    const auto ofPlan = *funds::entries(f.place.db(), {.account = {}, .plan = plan}, 10);
    QCOMPARE(ofPlan.size(), std::size_t(1));
    QVERIFY(ofPlan[0].id == spent);
    QVERIFY(funds::entries(f.place.db(), {.account = two, .plan = plan}, 10)->empty());
    const auto found = **funds::entry(f.place.db(), gift);
    QCOMPARE(found.income().fen, 1000);
    QCOMPARE(found.spending().fen, 0);
    QVERIFY(found.author == f.treasurer);
    QCOMPARE(found.payee, "金堂照明商店");
}

void FundsQueriesTest::movesBetweenAccounts()
{
    FundsFixture f;
    const OpId from = f.account();
    const OpId to = f.account();
    QVERIFY(f.post(f.income(from, 100)).accepted());
    const auto facts = funds::simpleEntry({.kind = SimpleEntry::Kind::Transfer,
                                           .account = from,
                                           .toAccount = to,
                                           .category = {},
                                           .amount = Money{40},
                                           .plan = {},
                                           .receipts = {},
                                           .booked = f.place.now()});
    QVERIFY(facts.has_value());
    pb::funds::PostContent content;
    content.set_purpose("两条轨道之间调拨"); // nobody is paid
    QCOMPARE(f.place.submit(f.treasurer, "funds.post", *facts, content).verdict.code, "");
    QCOMPARE(f.balance(from), 60);
    QCOMPARE(f.balance(to), 40);
    QCOMPARE(funds::categoryTotals(f.place.db())->size(), std::size_t(1)); // the income alone
}

void FundsQueriesTest::monthsAreChinaStandardTime()
{
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(booked(f.income(account, 1), "2026-01-31T15:59:59.999Z")).accepted());
    QVERIFY(f.post(booked(f.income(account, 2), "2026-01-31T16:00:00.000Z")).accepted());
    QVERIFY(f.post(booked(f.income(account, 4), "2025-12-31T16:00:00.000Z")).accepted());
    const auto points = *funds::balanceHistory(f.place.db(), account);
    QCOMPARE(points.size(), std::size_t(2));
    QCOMPARE(points[0].month, 202601);
    QCOMPARE(points[0].change.fen, 5);
    QCOMPARE(points[1].month, 202602);
    QCOMPARE(points[1].change.fen, 2);
}

void FundsQueriesTest::categoryTotalsByMonthAndAccount()
{
    FundsFixture f;
    const OpId one = f.account();
    const OpId two = f.account();
    QVERIFY(f.post(booked(f.income(one, 900), "2026-03-02")).accepted());
    QVERIFY(f.post(booked(f.income(two, 500, "company"), "2026-03-02")).accepted());
    const auto lamps = f.post(booked(f.spending(one, 200, FundsFixture::receipt(1)), "2026-03-03"));
    QVERIFY(f.post(booked(f.spending(two, 70, FundsFixture::receipt(2)), "2026-03-04")).accepted());
    QVERIFY(f.post(booked(f.spending(two, 30, FundsFixture::receipt(3), "repair"), "2026-04-04")).accepted());
    QVERIFY(f.reverse(f.treasurer, lamps.op, at("2026-05-01")).accepted());

    const auto text = [&](const auto& totals) {
        QStringList rows;
        for (const auto& total : *totals)
            rows << QString("%1 %2 %3")
                        .arg(total.month)
                        .arg(QString::fromStdString(total.category))
                        .arg(total.total.fen);
        return rows.join(", ");
    };
    QCOMPARE(text(funds::categoryTotals(f.place.db())),
             QString("202603 company 500, 202603 donation 900, 202603 lighting 270, 202604 repair 30, "
                     "202605 lighting -200"));
    QCOMPARE(text(funds::categoryTotals(f.place.db(), {202604, 202604})), QString("202604 repair 30"));
    QCOMPARE(text(funds::categoryTotals(f.place.db(), {}, two)),
             QString("202603 company 500, 202603 lighting 70, 202604 repair 30"));
}

void FundsQueriesTest::balanceHistoryEndsAtTheBalance()
{
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(booked(f.income(account, 900), "2026-03-02")).accepted());
    QVERIFY(f.post(booked(f.spending(account, 200, FundsFixture::receipt(1)), "2026-05-03")).accepted());
    QVERIFY(f.post(booked(f.income(account, 50), "2026-04-02")).accepted()); // booked late
    const auto points = *funds::balanceHistory(f.place.db(), account);
    QCOMPARE(points.size(), std::size_t(3));
    QCOMPARE(points[0].balance.fen, 900);
    QCOMPARE(points[1].balance.fen, 950);
    QCOMPARE(points[2].balance.fen, 750);
    QCOMPARE(f.balance(account), 750);
}

void FundsQueriesTest::unknownIdsAreNothing()
{
    FundsFixture f;
    QVERIFY(!funds::account(f.place.db(), OpId{{1}})->has_value());
    QVERIFY(!funds::entry(f.place.db(), OpId{{1}})->has_value());
    QVERIFY(funds::balanceHistory(f.place.db(), OpId{{1}})->empty());
    QVERIFY(funds::accounts(f.place.db())->empty());
    const OpId first = f.account();
    f.place.advance(Milliseconds(5));
    const OpId second = f.account();
    const auto all = *funds::accounts(f.place.db());
    QCOMPARE(all.size(), std::size_t(2));
    QVERIFY(all[0].id == first && all[1].id == second);
    QCOMPARE(all[0].name, "微基金");
    QVERIFY(all[0].track == funds::Track::Incentive);
}

void FundsQueriesTest::categoryNames()
{
    for (const auto names : {funds::incomeCategories(), funds::spendingCategories()}) {
        std::set<std::string_view> ids;
        for (const auto& name : names) {
            QVERIFY(funds::isCategoryId(name.id));
            QVERIFY(ids.insert(name.id).second);
            for (const char* language : {"zh_CN", "zh_TW", "en"})
                QVERIFY(!name.in(language).empty());
        }
    }
    QCOMPARE(funds::categoryLabel(funds::spendingCategories(), "greening", "zh_CN"), "绿化");
    QCOMPARE(funds::categoryLabel(funds::spendingCategories(), "greening", "zh_TW"), "綠化");
    QCOMPARE(funds::categoryLabel(funds::spendingCategories(), "greening", "en_GB"), "Greening");
    QCOMPARE(funds::categoryLabel(funds::spendingCategories(), "fish_pond", "zh_CN"), "fish_pond");
}

void FundsQueriesTest::trackAndKindNames()
{
    for (const auto track : {funds::Track::Guarantee, funds::Track::Incentive, funds::Track::MicroFund})
        QVERIFY(funds::parseTrack(funds::trackName(track)) == track);
    QVERIFY(!funds::parseTrack("gold"));
    QVERIFY(funds::parseEntryKind("income") == SimpleEntry::Kind::Income);
    QVERIFY(funds::parseEntryKind("spending") == SimpleEntry::Kind::Spending);
    QVERIFY(funds::parseEntryKind("transfer") == SimpleEntry::Kind::Transfer);
    QVERIFY(!funds::parseEntryKind("Income"));
}

QTEST_GUILESS_MAIN(FundsQueriesTest)
#include "tst_funds_queries.moc"
