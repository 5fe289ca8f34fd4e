// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/funds/FundsFixture.h"

#include "core/log/Digest.h"
#include "core/log/Photos.h"
#include "core/store/UndoLog.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

/// Reversal, and what erasing an entry's texts leaves behind.
class FundsReverseTest : public QObject {
    Q_OBJECT

private slots:
    void mirrorsTheEntry();
    void byTreasurerOnly();
    void refusesWhatIsNoEntry();
    void refusesASecondTime();
    void refusesToReverseAReversal();
    void refusesWrongDates();
    void refusesIncomeAlreadySpent();
    void needsAReason();
    void erasureChangesNoDecisionAndNoDigest();
    void appliesWithoutContent();
    void undoTakesBackPendingEntries();
};

void FundsReverseTest::mirrorsTheEntry()
{
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(f.income(account, 1000)).accepted());
    auto facts = f.spending(account, 300, FundsFixture::receipt(1));
    const OpId plan{{9}};
    facts.set_plan(plan.str());
    const OpId spent = f.post(facts).op;
    QCOMPARE(funds::spentForPlan(f.place.db(), plan)->fen, 300);
    const OpId back = f.reverse(spent).op;
    QCOMPARE(f.balance(account), 1000);
    QCOMPARE(funds::spentForPlan(f.place.db(), plan)->fen, 0);

    const auto original = **funds::entry(f.place.db(), spent);
    const auto reversal = **funds::entry(f.place.db(), back);
    QCOMPARE(original.reversedBy, std::optional(back));
    QCOMPARE(reversal.reversalOf, std::optional(spent));
    QCOMPARE(reversal.plan, std::optional(plan));
    QCOMPARE(reversal.purpose, "金额写错");
    QCOMPARE(reversal.spending().fen, -300);
    QCOMPARE(reversal.effectOn(account).fen, 300);
    QCOMPARE(reversal.receipts.size(), std::size_t(0));
    QCOMPARE(original.receipts.size(), std::size_t(1));
}

void FundsReverseTest::byTreasurerOnly()
{
    FundsFixture f;
    const OpId entry = f.post(f.income(f.account(), 10)).op;
    for (const auto role :
         {members::Role::Worker, members::Role::Property, members::Role::Auditor, members::Role::Admin})
        QCOMPARE(f.reverse(f.place.staff(role), entry, f.place.now()).verdict.code, "funds.not_allowed");
    QCOMPARE(f.reverse(f.place.resident("JY-1-1-101"), entry, f.place.now()).verdict.code, "funds.not_allowed");
    QCOMPARE(f.reverse(entry).verdict.code, "");
}

void FundsReverseTest::refusesWhatIsNoEntry()
{
    FundsFixture f;
    QCOMPARE(f.reverse(OpId{{1}}).verdict.code, "funds.unknown_entry");
    QCOMPARE(f.reverse(f.account()).verdict.code, "funds.unknown_entry");
    pb::funds::ReverseFacts facts;
    facts.set_entry("short");
    pb::funds::ReverseContent content;
    content.set_reason("x");
    QCOMPARE(f.place.submit(f.treasurer, "funds.reverse", facts, content).verdict.code, "funds.unknown_entry");
}

void FundsReverseTest::refusesASecondTime()
{
    FundsFixture f;
    const OpId account = f.account();
    const OpId entry = f.post(f.income(account, 10)).op;
    QVERIFY(f.post(f.income(account, 100)).accepted());
    QVERIFY(f.reverse(entry).accepted());
    QCOMPARE(f.reverse(entry).verdict.code, "funds.already_reversed");
    QCOMPARE(f.balance(account), 100);
}

void FundsReverseTest::refusesToReverseAReversal()
{
    FundsFixture f;
    const OpId reversal = f.reverse(f.post(f.income(f.account(), 10)).op).op;
    QCOMPARE(f.reverse(reversal).verdict.code, "funds.is_reversal");
}

void FundsReverseTest::refusesWrongDates()
{
    FundsFixture f;
    const OpId entry = f.post(f.income(f.account(), 10)).op;
    const Timestamp now = f.place.now();
    QCOMPARE(f.reverse(f.treasurer, entry, now - Milliseconds(1)).verdict.code, "funds.booked_date");
    QCOMPARE(f.reverse(f.treasurer, entry, now + std::chrono::hours(25)).verdict.code, "funds.booked_date");
    QCOMPARE(f.reverse(f.treasurer, entry, Timestamp{}).verdict.code, "funds.booked_date");
    QCOMPARE(f.reverse(f.treasurer, entry, now).verdict.code, "");
}

void FundsReverseTest::refusesIncomeAlreadySpent()
{
    FundsFixture f;
    const OpId account = f.account();
    const OpId gift = f.post(f.income(account, 100)).op;
    const OpId lamp = f.post(f.spending(account, 60, FundsFixture::receipt(1))).op;
    QCOMPARE(f.reverse(gift).verdict.code, "funds.overspent");
    QVERIFY(f.reverse(lamp).accepted());
    QCOMPARE(f.reverse(gift).verdict.code, "");
    QCOMPARE(f.balance(account), 0);
}

void FundsReverseTest::needsAReason()
{
    FundsFixture f;
    pb::funds::ReverseFacts facts;
    facts.set_entry(f.post(f.income(f.account(), 10)).op.str());
    facts.set_booked_ms(toMs(f.place.now()));
    pb::funds::ReverseContent content;
    QCOMPARE(f.place.submit(f.treasurer, "funds.reverse", facts, content).verdict.code, "content.empty");
    content.set_reason(std::string(301, 'a'));
    QCOMPARE(f.place.submit(f.treasurer, "funds.reverse", facts, content).verdict.code, "content.too_long");
    content.set_reason(std::string(300, 'a'));
    QCOMPARE(f.place.submit(f.treasurer, "funds.reverse", facts, content).verdict.code, "");
}

void FundsReverseTest::erasureChangesNoDecisionAndNoDigest()
{
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(f.income(account, 1000)).accepted());
    const OpId entry = f.post(f.spending(account, 100, FundsFixture::receipt(1))).op;
    const auto tables = funds::capability().tables();
    const auto before = log::stateDigests(f.place.db(), tables);
    QVERIFY(before.has_value());
    f.place.erase(entry);
    f.place.erase(account);
    const auto after = log::stateDigests(f.place.db(), tables);
    QVERIFY(before->community == after->community && before->own == after->own);
    QCOMPARE((*funds::entry(f.place.db(), entry))->purpose, "");
    QCOMPARE((*funds::entry(f.place.db(), entry))->payee, "");
    QCOMPARE((*funds::account(f.place.db(), account))->name, "");
    QCOMPARE(f.balance(account), 900);
    QCOMPARE(f.post(f.spending(account, 901, FundsFixture::receipt(2))).verdict.code, "funds.overspent");
    QVERIFY(f.reverse(entry).accepted());
    const auto changed = log::stateDigests(f.place.db(), tables);
    QVERIFY(changed->community != after->community);
    QCOMPARE(QString::fromStdString(f.place.replayDifference()), QString());
}

void FundsReverseTest::appliesWithoutContent()
{
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(f.income(account, 50)).accepted());
    const std::string facts = f.spending(account, 50, FundsFixture::receipt(1)).SerializeAsString();
    const OpId op{{1, 2, 3}};
    const log::Context context{.db = f.place.db(),
                               .op = op,
                               .member = f.treasurer,
                               .device = {},
                               .at = f.place.now(),
                               .seq = Seq{99},
                               .audience = {}};
    const auto& kind = funds::capability().kinds()[1];
    QCOMPARE(kind.name, "funds.post");
    const log::OpView erased{kind.name, asBytes(facts), std::nullopt};
    QCOMPARE(kind.decide(context, erased)->code, "");
    QVERIFY(kind.apply(context, erased).has_value());
    QCOMPARE(f.balance(account), 0);
    QCOMPARE((*funds::entry(f.place.db(), op))->receipts.size(), std::size_t(1));
    QCOMPARE(log::photosOf(f.place.db(), op)->size(), std::size_t(0));
}

void FundsReverseTest::undoTakesBackPendingEntries()
{
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(f.income(account, 100)).accepted());
    const OpId spent = f.post(f.spending(account, 40, FundsFixture::receipt(1))).op;
    const auto tables = funds::capability().tables();
    const auto digest = [&] { return log::stateDigests(f.place.db(), tables)->own; };
    const auto confirmed = digest();
    std::vector<std::string> names;
    for (const log::TableSpec& table : tables)
        names.push_back(table.name);

    auto undo = store::UndoLog::install(f.place.db(), names);
    QVERIFY(undo.has_value());
    undo->setRecording(true);
    const OpId other = f.account();
    QVERIFY(f.post(f.income(other, 5)).accepted());
    QVERIFY(f.reverse(spent).accepted());
    QVERIFY(f.post(f.spending(account, 100, FundsFixture::receipt(1))).accepted());
    QCOMPARE(f.balance(account), 0);
    QVERIFY(digest() != confirmed);
    auto transaction = store::Transaction::begin(f.place.db());
    QVERIFY(undo->undo().has_value());
    QVERIFY(transaction->commit().has_value());
    QCOMPARE(f.balance(account), 60);
    QCOMPARE(f.balance(other), -1);
    QVERIFY(digest() == confirmed);
    QVERIFY(!(*funds::entry(f.place.db(), spent))->reversedBy);
}

QTEST_GUILESS_MAIN(FundsReverseTest)
#include "tst_funds_reverse.moc"
