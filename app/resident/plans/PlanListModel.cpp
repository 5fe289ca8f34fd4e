// SPDX-License-Identifier: Apache-2.0
#include "app/resident/plans/PlanListModel.h"

#include "app/resident/core/Texts.h"

namespace linli::resident {

PlanListModel::PlanListModel(QObject* parent)
    : DiffListModel(parent),
      m_read(
          this, [this] { return [limit = m_limit](store::Database& db) { return readPlanRows(db, limit); }; },
          [this](const auto& outcome) { show(outcome); })
{
}

QVariant PlanListModel::data(const QModelIndex& index, int role) const
{
    const PlanRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case PlanIdRole:
        return toQString(row->id);
    case TitleRole:
        return toQString(row->title);
    case PlaceRole:
        return toQString(row->place);
    case PictureRole:
        return row->photo ? photoUrl(*row->photo) : QUrl();
    case PhaseRole:
        return static_cast<int>(row->phase);
    case CostRole:
        return moneyText(row->cost);
    case PercentRole:
        return row->percent;
    case PublishedRole:
        return toDateTime(row->accepted);
    case DeliveryRole:
        return row->own.delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> PlanListModel::roleNames() const
{
    return {{PlanIdRole, "planId"},   {TitleRole, "title"},         {PlaceRole, "place"},
            {PictureRole, "picture"}, {PhaseRole, "phase"},         {CostRole, "costText"},
            {PercentRole, "percent"}, {PublishedRole, "published"}, {DeliveryRole, "delivery"}};
}

bool PlanListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && count() > 0 && count() == m_limit;
}

void PlanListModel::fetchMore(const QModelIndex& parent)
{
    constexpr int pageSize = 30;
    if (canFetchMore(parent))
        setLimit(m_limit + pageSize);
}

void PlanListModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void PlanListModel::setLimit(int limit)
{
    if (limit == m_limit)
        return;
    m_limit = limit;
    emit limitChanged();
    m_read.reload();
}

void PlanListModel::show(const Result<std::vector<PlanRow>>& outcome)
{
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    if (outcome)
        applyRows(m_rows, *outcome, [](const PlanRow& row) { return row.id; });
    m_loading = false;
    emit loadedChanged();
}

} // namespace linli::resident
