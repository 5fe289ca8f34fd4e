// SPDX-License-Identifier: Apache-2.0
#include "app/resident/events/EventListModel.h"

#include "app/resident/core/Texts.h"

#include <QLocale>

namespace linli::resident {

EventListModel::EventListModel(QObject* parent)
    : DiffListModel(parent),
      m_read(
          this,
          [this] {
              return [past = m_past, limit = m_limit, now = core()->now(), self = core()->self()](store::Database& db) {
                  return readEventRows(db, past, limit, now, self);
              };
          },
          [this](const auto& outcome) { show(outcome); })
{
}

QVariant EventListModel::data(const QModelIndex& index, int role) const
{
    const EventRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case EventIdRole:
        return toQString(row->id);
    case TitleRole:
        return toQString(row->title);
    case PlaceRole:
        return toQString(row->place);
    case PictureRole:
        return row->photo ? photoUrl(*row->photo) : QUrl();
    case DayRole:
        return QLocale().toString(toDateTime(row->starts).date(), QLocale::LongFormat);
    case StartsRole:
        return toDateTime(row->starts);
    case EndsRole:
        return toDateTime(row->ends);
    case CapacityRole:
        return row->capacity;
    case FreePlacesRole:
        return row->freePlaces;
    case PhaseRole:
        return static_cast<int>(row->phase);
    case PartRole:
        return static_cast<int>(row->part);
    case PositionRole:
        return row->position;
    case DeliveryRole:
        return row->own.delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> EventListModel::roleNames() const
{
    return {{EventIdRole, "eventId"},  {TitleRole, "title"},       {PlaceRole, "place"},
            {PictureRole, "picture"},  {DayRole, "day"},           {StartsRole, "starts"},
            {EndsRole, "ends"},        {CapacityRole, "capacity"}, {FreePlacesRole, "freePlaces"},
            {PhaseRole, "phase"},      {PartRole, "part"},         {PositionRole, "position"},
            {DeliveryRole, "delivery"}};
}

bool EventListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more;
}

void EventListModel::fetchMore(const QModelIndex& parent)
{
    constexpr int pageSize = 30;
    if (!canFetchMore(parent))
        return;
    m_more = false;
    m_limit += pageSize;
    m_read.reload();
}

void EventListModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void EventListModel::setPast(bool past)
{
    if (past == m_past)
        return;
    m_past = past;
    emit pastChanged();
    m_read.restart();
}

void EventListModel::show(const Result<EventRowPage>& outcome)
{
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    if (outcome) {
        m_more = outcome->more;
        applyRows(m_rows, outcome->rows, [](const EventRow& row) { return row.id; });
    }
    m_loading = false;
    emit loadedChanged();
}

} // namespace linli::resident
