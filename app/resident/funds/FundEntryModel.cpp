// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundEntryModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/funds/FundWords.h"

namespace linli::resident {
namespace {

QString iconOf(const FundEntryRow& row)
{
    if (row.isReversal)
        return QStringLiteral("back");
    return row.kind == FundEntryKind::Spending ? QStringLiteral("receipt") : QStringLiteral("fund");
}

QString subtitleOf(const FundEntryRow& row)
{
    QStringList parts;
    if (row.kind == FundEntryKind::Transfer)
        parts.append(FundEntryModel::tr("Between accounts"));
    else
        parts.append(fundCategoryText(
            row.kind == FundEntryKind::Income ? funds::Ledger::Income : funds::Ledger::Spending, row.category));
    if (!row.payee.empty())
        parts.append(toQString(row.payee));
    return parts.join(QStringLiteral(" · "));
}

QString titleOf(const FundEntryRow& row)
{
    if (row.purpose.empty())
        return FundEntryModel::tr("Hidden text");
    //: Title of an entry that takes an earlier one back; %1 is the reason
    return row.isReversal ? FundEntryModel::tr("Taken back: %1").arg(toQString(row.purpose)) : toQString(row.purpose);
}

std::optional<OpId> idOrNone(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional(idFrom<OpId>(text));
}

} // namespace

FundEntryModel::FundEntryModel(QObject* parent)
    : DiffListModel(parent),
      m_live(this, [this] { return query(); }, [this](const Result<FundEntryPage>& page) { take(page); })
{
}

funds::EntryFilter FundEntryModel::filter() const
{
    return {.account = idOrNone(m_account), .plan = idOrNone(m_plan)};
}

/// As many rows as are shown, and a page more when one was asked for: always from the top, so that no page is of older rows.
LiveRead<FundEntryPage>::Work FundEntryModel::query()
{
    const int shown = m_loading ? 0 : rowCount();
    const int limit = std::max(m_pageSize, shown + (m_wantsMore ? m_pageSize : 0));
    m_wantsMore = false;
    return [filter = filter(), limit](store::Database& db) { return readFundEntries(db, filter, limit); };
}

void FundEntryModel::take(const Result<FundEntryPage>& page)
{
    m_loading = false;
    m_problem = page ? QString() : problemText(page.error().code);
    if (page) {
        m_more = false; // views ask for more at each step, long before the last row is there
        applyRows(m_rows, page->rows, [](const FundEntryRow& row) { return row.id; });
        m_more = page->more;
    }
    emit loaded();
}

bool FundEntryModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_core && m_more && !m_wantsMore && !m_loading;
}

void FundEntryModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_wantsMore = true;
    // Later: a view asks from within rowsInserted(), and an answer that is there at once must not insert rows into that.
    QMetaObject::invokeMethod(this, [this] { m_live.reload(); }, Qt::QueuedConnection);
}

void FundEntryModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void FundEntryModel::changeSubject()
{
    m_wantsMore = false;
    m_more = false;
    m_loading = true;
    resetRows(m_rows, {});
    emit filterChanged();
    emit loaded();
    m_live.restart();
}

void FundEntryModel::setAccount(const QString& account)
{
    if (account == m_account)
        return;
    m_account = account;
    changeSubject();
}

void FundEntryModel::setPlan(const QString& plan)
{
    if (plan == m_plan)
        return;
    m_plan = plan;
    changeSubject();
}

void FundEntryModel::setPageSize(int rows)
{
    const int size = std::clamp(rows, 1, 200);
    if (size == m_pageSize)
        return;
    m_pageSize = size;
    changeSubject();
}

void FundEntryModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

QVariant FundEntryModel::data(const QModelIndex& index, int role) const
{
    const FundEntryRow* row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case EntryIdRole:
        return toQString(row->id);
    case TitleRole:
        return titleOf(*row);
    case SubtitleRole:
        return subtitleOf(*row);
    case AmountTextRole:
        return row->kind == FundEntryKind::Transfer && m_account.isEmpty() ? moneyText(row->amount)
                                                                           : signedMoneyText(row->amount);
    case IncomeRole:
        return row->amount.fen > 0 && (row->kind != FundEntryKind::Transfer || !m_account.isEmpty());
    case IconNameRole:
        return iconOf(*row);
    case BookedRole:
        return toDateTime(row->booked);
    case ReversedRole:
        return row->isReversed;
    case ReversalRole:
        return row->isReversal;
    case DeliveryRole:
        return row->delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> FundEntryModel::roleNames() const
{
    return {{EntryIdRole, "entryId"},       {TitleRole, "title"},       {SubtitleRole, "subtitle"},
            {AmountTextRole, "amountText"}, {IncomeRole, "income"},     {IconNameRole, "iconName"},
            {BookedRole, "booked"},         {ReversedRole, "reversed"}, {ReversalRole, "reversal"},
            {DeliveryRole, "delivery"}};
}

} // namespace linli::resident
