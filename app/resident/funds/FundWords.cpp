// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundWords.h"

#include "app/resident/core/Texts.h"
#include "core/funds/Categories.h"

#include <QCoreApplication>
#include <QLocale>

namespace linli::resident {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("FundWords", text);
}

} // namespace

QString fundTrackText(funds::Track track)
{
    switch (track) {
    case funds::Track::Guarantee:
        //: Kind of account: public money that the government gives each community (社区保障资金)
        return translated(QT_TRANSLATE_NOOP("FundWords", "Community services money"));
    case funds::Track::Incentive:
        //: Kind of account: award money for communities that do well (激励资金)
        return translated(QT_TRANSLATE_NOOP("FundWords", "Award money"));
    case funds::Track::MicroFund:
        //: Kind of account: what neighbours and firms gave (社区微基金)
        return translated(QT_TRANSLATE_NOOP("FundWords", "Neighbours' fund"));
    }
    return {};
}

QString fundTrackHint(funds::Track track)
{
    switch (track) {
    case funds::Track::Guarantee:
        return translated(QT_TRANSLATE_NOOP("FundWords", "From the government, for services and upkeep"));
    case funds::Track::Incentive:
        return translated(QT_TRANSLATE_NOOP("FundWords", "Won by our community for good work"));
    case funds::Track::MicroFund:
        return translated(QT_TRANSLATE_NOOP("FundWords", "Given by neighbours and firms"));
    }
    return {};
}

QString fundTrackIcon(funds::Track track)
{
    switch (track) {
    case funds::Track::Guarantee:
        return QStringLiteral("shield");
    case funds::Track::Incentive:
        return QStringLiteral("star");
    case funds::Track::MicroFund:
        return QStringLiteral("people");
    }
    return QStringLiteral("fund");
}

QString fundCategoryText(funds::Ledger ledger, const std::string& category)
{
    const auto names = ledger == funds::Ledger::Income ? funds::incomeCategories() : funds::spendingCategories();
    return toQString(funds::categoryLabel(names, category, QLocale().name().toStdString()));
}

QString signedMoneyText(Money money)
{
    if (money.fen == 0)
        return moneyText(money);
    const QString amount = moneyText(Money{money.fen < 0 ? -money.fen : money.fen});
    return (money.fen < 0 ? QStringLiteral("−") : QStringLiteral("+")) + amount;
}

QString fundLineText(const funds::Line& line, const QString& account)
{
    const QString amount = moneyText(Money{line.amount.fen < 0 ? -line.amount.fen : line.amount.fen});
    const bool debit = line.amount.fen > 0;
    switch (line.ledger) {
    case funds::Ledger::Account:
        //: Line of an entry in the community's books; %1 is an account's name, %2 an amount
        return (debit ? translated(QT_TRANSLATE_NOOP("FundWords", "Account “%1”: %2 more"))
                      //: Line of an entry in the community's books; %1 is an account's name, %2 an amount
                      : translated(QT_TRANSLATE_NOOP("FundWords", "Account “%1”: %2 less")))
            .arg(account, amount);
    case funds::Ledger::Income:
        //: Line of an entry in the community's books; %1 is a category as "Donation", %2 an amount
        return (debit ? translated(QT_TRANSLATE_NOOP("FundWords", "Income taken back, %1: %2"))
                      //: Line of an entry in the community's books; %1 is a category as "Donation", %2 an amount
                      : translated(QT_TRANSLATE_NOOP("FundWords", "Income, %1: %2")))
            .arg(fundCategoryText(line.ledger, line.category), amount);
    case funds::Ledger::Spending:
        //: Line of an entry in the community's books; %1 is a category as "Repair", %2 an amount
        return (debit ? translated(QT_TRANSLATE_NOOP("FundWords", "Spent on %1: %2"))
                      //: Line of an entry in the community's books; %1 is a category as "Repair", %2 an amount
                      : translated(QT_TRANSLATE_NOOP("FundWords", "Spending taken back, %1: %2")))
            .arg(fundCategoryText(line.ledger, line.category), amount);
    }
    return {};
}

} // namespace linli::resident
