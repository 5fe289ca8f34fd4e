// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Texts.h"
#include "app/resident/funds/FundAccountForm.h"
#include "app/resident/funds/FundAccountModel.h"
#include "app/resident/funds/FundEntryDetail.h"
#include "app/resident/funds/FundEntryForm.h"
#include "app/resident/funds/FundEntryModel.h"
#include "app/resident/funds/FundSpendingModel.h"
#include "app/resident/funds/MoneyInput.h"
#include "core/funds/SimpleEntry.h"
#include "tests/unit/resident/CoreScene.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QLocale>
#include <QSignalSpy>

using namespace linli;
using namespace linli::test;
using namespace linli::resident;

namespace {

QVariant at(const QAbstractItemModel& model, int row, int role)
{
    return model.data(model.index(row, 0), role);
}

Hash receiptOf(char tag)
{
    Hash hash{};
    hash.fill(static_cast<std::uint8_t>(tag));
    return hash;
}

} // namespace

/// The books are written by a treasurer's phone, and read and written by the view models of another member's.
class TestFundModels : public QObject {
    Q_OBJECT

    std::unique_ptr<CoreScene> m_scene;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestPhone> m_treasurer;

    OpId account(const std::string& name, funds::Track track = funds::Track::MicroFund)
    {
        pb::funds::OpenAccountFacts facts;
        facts.set_track(static_cast<pb::funds::Track>(track));
        pb::funds::OpenAccountContent content;
        content.set_name(name);
        m_scene->hub.setNow(m_scene->hub.now() + std::chrono::seconds(1)); // lists are ordered by time
        return m_treasurer->submit("funds.open_account", facts, content);
    }
    OpId post(funds::SimpleEntry entry, const std::string& purpose)
    {
        if (entry.booked == Timestamp{})
            entry.booked = m_scene->hub.now();
        pb::funds::PostContent content;
        content.set_purpose(purpose);
        content.set_payee("街坊五金店");
        const auto facts = funds::simpleEntry(entry);
        if (!facts)
            qFatal("%s", facts.error().code.c_str());
        const OpId op = m_treasurer->submit("funds.post", *facts, content);
        CoreScene::require(m_treasurer->rejection);
        return op;
    }
    OpId income(const OpId& account, std::int64_t fen, const std::string& purpose = "捐款", Timestamp booked = {})
    {
        return post({funds::SimpleEntry::Kind::Income, account, {}, "donation", Money{fen}, {}, {}, booked}, purpose);
    }
    OpId spending(const OpId& account, std::int64_t fen, const std::string& category, char receipt,
                  const std::string& purpose = "修路灯", Timestamp booked = {})
    {
        return post(
            {funds::SimpleEntry::Kind::Spending, account, {}, category, Money{fen}, {}, {receiptOf(receipt)}, booked},
            purpose);
    }
    void openAs(const std::string& invite)
    {
        CoreScene::require(m_treasurer->sync());
        CoreScene::require(m_scene->admin.sync());
        m_scene->joinResident(invite);
        m_scene->open();
    }
    void openAsResident() { openAs(m_scene->admin.inviteHousehold("JY-1-1-101")); }
    void openAsTreasurer() { openAs(m_scene->admin.inviteRole(members::Role::Treasurer)); }
    QUrl picture(const QString& name, int shade)
    {
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(qRgb(shade, shade, 200));
        const QString file = m_folder->filePath(name);
        if (!image.save(file))
            qFatal("cannot write %s", qPrintable(file));
        return QUrl::fromLocalFile(file);
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_scene = std::make_unique<CoreScene>();
        const std::string invite = m_scene->admin.inviteRole(members::Role::Treasurer);
        CoreScene::require(m_scene->admin.sync());
        m_folder = std::make_unique<QTemporaryDir>();
        m_treasurer = std::make_unique<TestPhone>(m_folder->path().toStdString(), m_scene->hub);
        CoreScene::require(m_treasurer->join(invite, "陈会计"));
    }
    void cleanup()
    {
        m_treasurer.reset();
        m_scene.reset();
    }

    void yuanBecomesFenWithoutRounding_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("fen"); // −1: not an amount
        QTest::newRow("whole") << "128" << qint64{12800};
        QTest::newRow("one decimal") << "128.5" << qint64{12850};
        QTest::newRow("two decimals") << "0.29" << qint64{29};
        QTest::newRow("grouped, with sign of yuan") << "¥1,234.50" << qint64{123450};
        QTest::newRow("full width") << "１２．３０" << qint64{1230};
        QTest::newRow("no whole part") << ".07" << qint64{7};
        QTest::newRow("the largest") << "10000000000" << qint64{1'000'000'000'000};
        QTest::newRow("beyond the largest") << "10000000000.01" << qint64{-1};
        QTest::newRow("beyond 64 bits") << QString(40, u'9') << qint64{-1};
        QTest::newRow("three decimals") << "1.005" << qint64{-1};
        QTest::newRow("negative") << "-5" << qint64{-1};
        QTest::newRow("two points") << "1.2.3" << qint64{-1};
        QTest::newRow("grouping behind the point") << "1.0,0" << qint64{-1};
        QTest::newRow("exponent") << "1e3" << qint64{-1};
        QTest::newRow("empty") << "" << qint64{-1};
        QTest::newRow("point alone") << "." << qint64{-1};
    }
    void yuanBecomesFenWithoutRounding()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, fen);
        const auto amount = parseYuan(text);
        QCOMPARE(amount ? amount->fen : -1, fen);
    }

    void accountsShowBalancesAndRights()
    {
        const OpId repairs = account("维修账户");
        account("激励账户", funds::Track::Incentive);
        income(repairs, 100'000);
        spending(repairs, 25'050, "repair", 1);
        openAsResident();

        FundAccountModel model;
        const QAbstractItemModelTester tester(&model);
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 2);
        QCOMPARE(at(model, 0, FundAccountModel::NameRole).toString(), QStringLiteral("维修账户"));
        QCOMPARE(at(model, 0, FundAccountModel::BalanceTextRole).toString(), QStringLiteral("¥749.50"));
        QCOMPARE(at(model, 1, FundAccountModel::BalanceTextRole).toString(), QStringLiteral("¥0.00"));
        QCOMPARE(model.totalText(), QStringLiteral("¥749.50"));
        QVERIFY(!model.mayPost());
        QVERIFY(!model.mayOpenAccount());
    }

    void spendingOfAMonthIsTheLargestFirst()
    {
        const OpId repairs = account("维修账户");
        const Timestamp lastMonth = m_scene->hub.now() - std::chrono::days(31);
        income(repairs, 100'000, "捐款", lastMonth);
        spending(repairs, 1'000, "events", 1, "活动", lastMonth);
        spending(repairs, 10'000, "repair", 2);
        spending(repairs, 30'000, "lighting", 3);
        spending(repairs, 5'000, "repair", 4);
        openAsResident();

        FundSpendingModel model;
        const QAbstractItemModelTester tester(&model);
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 2);
        QCOMPARE(at(model, 0, FundSpendingModel::LabelRole).toString(), QStringLiteral("Lighting"));
        QCOMPARE(at(model, 0, FundSpendingModel::FractionRole).toDouble(), 1.0);
        QCOMPARE(at(model, 1, FundSpendingModel::ValueTextRole).toString(), QStringLiteral("¥150.00"));
        QCOMPARE(at(model, 1, FundSpendingModel::FractionRole).toDouble(), 0.5);
        QCOMPARE(model.spentText(), QStringLiteral("¥450.00"));
        QVERIFY(!model.hasLater());

        const QString thisMonth = model.monthText();
        model.earlier();
        QVERIFY(model.monthText() != thisMonth);
        QCOMPARE(model.count(), 1);
        QCOMPARE(model.spentText(), QStringLiteral("¥10.00"));
        QCOMPARE(model.incomeText(), QStringLiteral("¥1,000.00"));
        QVERIFY(!model.hasEarlier());
        model.later();
        QCOMPARE(model.monthText(), thisMonth);
    }

    void entriesComeInPagesAndByAccount()
    {
        const OpId first = account("一号");
        const OpId second = account("二号");
        for (int i = 0; i < 7; ++i)
            income(i % 2 == 0 ? first : second, 100 * (i + 1), std::to_string(i),
                   m_scene->hub.now() - std::chrono::hours(10 - i));
        openAsResident();

        FundEntryModel model;
        const QAbstractItemModelTester tester(&model);
        model.setPageSize(3);
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 3);
        QVERIFY(model.more());
        QCOMPARE(at(model, 0, FundEntryModel::TitleRole).toString(), QStringLiteral("6"));
        QCOMPARE(at(model, 0, FundEntryModel::AmountTextRole).toString(), QStringLiteral("+¥7.00"));
        model.fetchMore({});
        QTRY_COMPARE(model.count(), 6);
        model.fetchMore({});
        QTRY_COMPARE(model.count(), 7);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(at(model, 6, FundEntryModel::TitleRole).toString(), QStringLiteral("0"));

        model.setAccount(toQString(second));
        QTRY_COMPARE(model.count(), 3);
        QCOMPARE(at(model, 0, FundEntryModel::TitleRole).toString(), QStringLiteral("5"));
        model.setAccount(toQString(OpId{}));
        QTRY_VERIFY(!model.loading());
        QCOMPARE(model.count(), 0);
    }

    void aChangeOfTheStoreDoesNotSwallowAPage()
    {
        const OpId only = account("一号");
        for (int i = 0; i < 4; ++i)
            income(only, 100, std::to_string(i));
        openAsResident();
        FundEntryModel model;
        model.setPageSize(3);
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 3);
        emit m_scene->core->revisionChanged(); // a read of what is shown is under way
        model.fetchMore({});
        QTRY_COMPARE(model.count(), 4);
    }

    void anEntryIsToldInPlainWords()
    {
        const OpId repairs = account("维修账户");
        income(repairs, 100'000);
        const OpId id = spending(repairs, 25'000, "lighting", 1);
        openAsResident();

        FundEntryDetail detail;
        detail.setCore(m_scene->core.get());
        detail.setEntryId(toQString(id));
        QTRY_VERIFY(detail.found());
        QCOMPARE(detail.purpose(), QStringLiteral("修路灯"));
        QCOMPARE(detail.payee(), QStringLiteral("街坊五金店"));
        QCOMPARE(detail.amountText(), QStringLiteral("−¥250.00"));
        QCOMPARE(detail.categoryText(), QStringLiteral("Lighting"));
        QCOMPARE(detail.authorName(), QStringLiteral("陈会计"));
        QCOMPARE(detail.lines(), (QStringList{QStringLiteral("Account “维修账户”: ¥250.00 less"),
                                              QStringLiteral("Spent on Lighting: ¥250.00")}));
        QCOMPARE(detail.receipts(), (QList<QUrl>{photoUrl(receiptOf(1))}));
        QVERIFY(!detail.mayReverse());

        detail.setEntryId(toQString(OpId{}));
        QVERIFY(!detail.found());
        QTRY_VERIFY(!detail.loading());
        QVERIFY(!detail.found());
    }

    void aTreasurerTakesAnEntryBack()
    {
        const OpId repairs = account("维修账户");
        income(repairs, 100'000);
        const OpId id = spending(repairs, 25'000, "lighting", 1);
        openAsTreasurer();

        FundEntryDetail detail;
        detail.setCore(m_scene->core.get());
        detail.setEntryId(toQString(id));
        QTRY_VERIFY(detail.mayReverse());
        QSignalSpy failed(&detail, &FundEntryDetail::failed);
        QSignalSpy reversed(&detail, &FundEntryDetail::reversed);
        detail.reverse(QStringLiteral("   "));
        QTRY_COMPARE(failed.count(), 1);
        detail.reverse(QStringLiteral("重复记账"));
        QTRY_COMPARE(reversed.count(), 1);
        QTRY_VERIFY(!detail.reversedBy().isEmpty());
        QCOMPARE(detail.otherPurpose(), QStringLiteral("重复记账"));
        QVERIFY(!detail.mayReverse());

        FundEntryDetail correction;
        correction.setCore(m_scene->core.get());
        correction.setEntryId(reversed.first().first().toString());
        QTRY_VERIFY(correction.found());
        QCOMPARE(correction.reversalOf(), toQString(id));
        QCOMPARE(correction.otherPurpose(), QStringLiteral("修路灯"));
        QCOMPARE(correction.delivery(), 1);
        QVERIFY(!correction.mayReverse());
        QVERIFY(m_scene->syncUntil([&] { return correction.delivery() == 0; }));
    }

    void aTreasurerWritesSpendingWithAReceipt()
    {
        const OpId repairs = account("维修账户");
        income(repairs, 100'000);
        openAsTreasurer();
        FundEntryForm form;
        form.setCore(m_scene->core.get());
        QTRY_COMPARE(form.property("account").toInt(), 0); // the only one
        const auto missing = [&form] { return form.missing(); };
        QCOMPARE(missing(), QStringLiteral("Write the amount in yuan, as 128.50."));
        form.setProperty("amount", QStringLiteral("128.50"));
        QCOMPARE(form.amountText(), QStringLiteral("¥128.50"));
        form.setProperty("category", 2);
        form.setProperty("purpose", QStringLiteral("换灯泡"));
        form.setProperty("payee", QStringLiteral("灯具店"));
        form.setProperty("date", toDateTime(m_scene->hub.now()).date().toString(Qt::ISODate));
        QCOMPARE(missing(), QStringLiteral("Add a picture of the receipt."));
        form.addReceipt(picture(QStringLiteral("receipt.png"), 40));
        QVERIFY(missing().isEmpty());
        QSignalSpy saved(&form, &FundEntryForm::saved);
        QSignalSpy failed(&form, &FundEntryForm::failed);
        form.save();
        QTRY_COMPARE(saved.count() + failed.count(), 1);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed.first().first().toString()));

        FundEntryDetail detail;
        detail.setCore(m_scene->core.get());
        detail.setEntryId(saved.first().first().toString());
        QTRY_VERIFY(detail.found());
        QCOMPARE(detail.amountText(), QStringLiteral("−¥128.50"));
        QCOMPARE(detail.categoryText(), QStringLiteral("Lighting"));
        QCOMPARE(detail.receipts().size(), 1);

        // The same receipt again: refused by the rules, and the form keeps what was typed.
        QTRY_VERIFY(!form.busy());
        form.save();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(form.property("purpose").toString(), QStringLiteral("换灯泡"));
    }

    void overspendingIsRefusedInWords()
    {
        income(account("维修账户"), 10'000);
        openAsTreasurer();
        FundEntryForm form;
        form.setCore(m_scene->core.get());
        QTRY_COMPARE(form.property("account").toInt(), 0);
        form.setProperty("amount", QStringLiteral("100.01"));
        form.setProperty("category", 0);
        form.setProperty("purpose", QStringLiteral("修门"));
        form.setProperty("payee", QStringLiteral("师傅"));
        form.setProperty("date", toDateTime(m_scene->hub.now()).date().toString(Qt::ISODate));
        form.addReceipt(picture(QStringLiteral("other.png"), 90));
        QSignalSpy failed(&form, &FundEntryForm::failed);
        form.save();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(), problemText("funds.overspent"));
    }

    void aTreasurerOpensAnAccount()
    {
        openAsTreasurer();
        FundAccountModel accounts;
        accounts.setCore(m_scene->core.get());
        QTRY_VERIFY(accounts.mayOpenAccount());
        FundAccountForm form;
        form.setProperty("core", QVariant::fromValue(m_scene->core.get()));
        form.setProperty("name", QStringLiteral("微基金"));
        QVERIFY(!form.complete());
        form.setProperty("track", 2);
        QVERIFY(form.complete());
        form.save();
        QTRY_COMPARE(accounts.count(), 1);
        QCOMPARE(at(accounts, 0, FundAccountModel::TrackTextRole).toString(), QStringLiteral("Neighbours' fund"));
        QCOMPARE(at(accounts, 0, FundAccountModel::DeliveryRole).toInt(), 1);
    }
};

QTEST_MAIN(TestFundModels)
#include "tst_fund_models.moc"
