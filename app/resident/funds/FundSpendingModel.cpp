// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundSpendingModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/funds/FundWords.h"

#include <QDate>
#include <QLocale>

namespace linli::resident {

FundSpendingModel::FundSpendingModel(QObject* parent)
    : DiffListModel(parent), m_live(
                                 this, [] { return [](store::Database& db) { return funds::categoryTotals(db); }; },
                                 [this](const Result<Totals>& totals) { take(totals); })
{
}

void FundSpendingModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void FundSpendingModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
    emit shown();
}

void FundSpendingModel::take(const Result<Totals>& totals)
{
    // Trouble with the store is the accounts' to tell, once, at the top of the page.
    if (totals)
        m_totals = *totals;
    if (!m_chosen && !m_totals.empty())
        m_month = m_totals.back().month;
    show();
}

void FundSpendingModel::show()
{
    std::vector<Row> rows;
    for (const auto& total : m_totals) {
        if (total.month == m_month && total.ledger == funds::Ledger::Spending && total.total.fen != 0)
            rows.push_back({total.category, total.total, 0});
    }
    std::ranges::stable_sort(rows, std::ranges::greater{}, &Row::spent);
    for (Row& row : rows) {
        if (row.spent.fen > 0)
            row.fraction = static_cast<double>(row.spent.fen) / static_cast<double>(rows.front().spent.fen);
    }
    applyRows(m_rows, std::move(rows), [](const Row& row) { return row.category; });
    emit shown();
}

bool FundSpendingModel::hasEarlier() const
{
    return any() && m_totals.front().month < m_month;
}

bool FundSpendingModel::hasLater() const
{
    return any() && m_totals.back().month > m_month;
}

void FundSpendingModel::earlier()
{
    for (auto total = m_totals.rbegin(); total != m_totals.rend(); ++total) {
        if (total->month < m_month) {
            m_month = total->month;
            m_chosen = true;
            return show();
        }
    }
}

void FundSpendingModel::later()
{
    for (const auto& total : m_totals) {
        if (total.month > m_month) {
            m_month = total.month;
            m_chosen = hasLater();
            return show();
        }
    }
}

Money FundSpendingModel::sum(funds::Ledger ledger) const
{
    Money sum;
    for (const auto& total : m_totals) {
        if (total.month == m_month && total.ledger == ledger)
            sum.fen += total.total.fen;
    }
    return sum;
}

QString FundSpendingModel::spentText() const
{
    return moneyText(sum(funds::Ledger::Spending));
}

QString FundSpendingModel::incomeText() const
{
    return moneyText(sum(funds::Ledger::Income));
}

QString FundSpendingModel::monthText() const
{
    const QDate first(m_month / 100, m_month % 100, 1);
    //: Format of a month and its year, see QDate::toString; in Chinese "yyyy年M月"
    return QLocale().toString(first, tr("MMMM yyyy"));
}

QVariant FundSpendingModel::data(const QModelIndex& index, int role) const
{
    const Row* row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case LabelRole:
        return fundCategoryText(funds::Ledger::Spending, row->category);
    case ValueTextRole:
        return moneyText(row->spent);
    case FractionRole:
        return row->fraction;
    default:
        return {};
    }
}

QHash<int, QByteArray> FundSpendingModel::roleNames() const
{
    return {{LabelRole, "label"}, {ValueTextRole, "valueText"}, {FractionRole, "fraction"}};
}

} // namespace linli::resident
