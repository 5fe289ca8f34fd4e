// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardListModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

#include <algorithm>

namespace linli::resident {
namespace {

constexpr int hazardPageSize = 30; ///< about four screens

std::vector<hazards::State> statesOf(HazardListModel::Show show)
{
    std::vector<hazards::State> states;
    for (const hazards::State state : hazards::allStates) {
        const bool open = hazards::isOpen(state);
        if ((show == HazardListModel::Show::Open && open) || (show == HazardListModel::Show::Done && !open))
            states.push_back(state);
    }
    return states;
}

} // namespace

HazardListModel::HazardListModel(QObject* parent)
    : DiffListModel(parent), m_read(this, [this] { return prepare(); }, [this](const auto& outcome) { show(outcome); })
{
}

QVariant HazardListModel::data(const QModelIndex& index, int role) const
{
    const HazardRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case HazardIdRole:
        return toQString(row->id);
    case ItemNameRole:
        return hazardItemName(row->item, m_language);
    case IconNameRole:
        return hazardCategoryIcon(row->category);
    case PlaceRole:
        return toQString(row->place);
    case WordsRole:
        return wordsOf(row->text, row->unreadable);
    case PictureRole:
        return row->photo ? photoUrl(*row->photo) : QUrl();
    case StateTextRole:
        return hazardStateText(row->state, row->reason);
    case StateToneRole:
        return hazardStateTone(row->state);
    case SupportsRole:
        return row->supports;
    case ReportedRole:
        return toDateTime(row->accepted);
    case PrivateRole:
        return row->isPrivate;
    case DeliveryRole:
        return row->delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> HazardListModel::roleNames() const
{
    return {{HazardIdRole, "hazardId"},   {ItemNameRole, "itemName"},   {IconNameRole, "iconName"},
            {PlaceRole, "place"},         {WordsRole, "words"},         {PictureRole, "picture"},
            {StateTextRole, "stateText"}, {StateToneRole, "stateTone"}, {SupportsRole, "supports"},
            {ReportedRole, "reported"},   {PrivateRole, "isPrivate"},   {DeliveryRole, "delivery"}};
}

bool HazardListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_next.has_value();
}

void HazardListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent) || m_more)
        return;
    m_more = true;
    // Later: a view asks from within rowsInserted(), and an answer that is there at once must not insert rows into that.
    QMetaObject::invokeMethod(this, [this] { m_read.reload(); }, Qt::QueuedConnection);
}

hazards::Filter HazardListModel::filter() const
{
    hazards::Filter filter;
    filter.states = statesOf(m_show);
    filter.text = m_search.trimmed().toStdString();
    if (!m_category.isEmpty())
        filter.category = m_category.toStdString();
    if (m_show == Show::Mine)
        filter.author = core()->self();
    return filter;
}

void HazardListModel::restart()
{
    m_fresh = true;
    m_next.reset();
    m_read.restart();
}

/// Either the page after the last row, or, when those shown may be wrong, as many from the top.
LiveRead<HazardRowPage>::Work HazardListModel::prepare()
{
    const bool goOn = m_more && m_next && !m_fresh && !m_stale;
    const int shown = m_fresh ? 0 : rowCount();
    const int limit = goOn ? hazardPageSize : std::max(hazardPageSize, shown + (m_more ? hazardPageSize : 0));
    m_more = false;
    m_stale = false;
    return [filter = filter(), after = goOn ? m_next : std::nullopt, limit,
            self = core()->self()](store::Database& db) { return readHazardRows(db, filter, after, limit, self); };
}

void HazardListModel::show(const Result<HazardRowPage>& outcome)
{
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    m_loading = false;
    if (outcome) {
        if (!outcome->first)
            append(*outcome);
        else if (m_fresh)
            resetRows(m_rows, outcome->rows);
        else
            applyRows(m_rows, outcome->rows, [](const HazardRow& row) { return row.id; });
        m_next = outcome->next;
        m_fresh = false;
        emit countChanged();
    }
    emit loadingChanged();
}

void HazardListModel::append(const HazardRowPage& page)
{
    std::vector<HazardRow> rows;
    // A report that was confirmed since the page before moved down, perhaps into this one.
    std::ranges::copy_if(page.rows, std::back_inserter(rows), [this](const HazardRow& row) {
        return std::ranges::find(m_rows, row.id, &HazardRow::id) == m_rows.end();
    });
    if (rows.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
    std::ranges::move(rows, std::back_inserter(m_rows));
    endInsertRows();
}

bool HazardListModel::filtered() const
{
    return m_show != Show::All || !m_category.isEmpty() || !m_search.trimmed().isEmpty();
}

void HazardListModel::setCore(AppCore* core)
{
    if (core == m_read.core())
        return;
    // Before the read hears of the change.
    connect(core, &AppCore::revisionChanged, this, [this] { m_stale = true; });
    m_read.setCore(core);
    emit coreChanged();
}

void HazardListModel::setShow(Show show)
{
    if (show == m_show)
        return;
    m_show = show;
    emit filterChanged();
    restart();
}

void HazardListModel::setCategory(const QString& category)
{
    if (category == m_category)
        return;
    m_category = category;
    emit filterChanged();
    restart();
}

void HazardListModel::setSearch(const QString& search)
{
    if (search == m_search)
        return;
    m_search = search;
    emit filterChanged();
    restart();
}

void HazardListModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1), {ItemNameRole, StateTextRole});
}

} // namespace linli::resident
