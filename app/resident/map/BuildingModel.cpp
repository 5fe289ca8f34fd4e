// SPDX-License-Identifier: Apache-2.0
#include "app/resident/map/BuildingModel.h"

#include "app/resident/core/Texts.h"

#include <algorithm>
#include <map>

namespace linli::resident {
namespace {

using BuildingRow = BuildingModel::Row;

QGeoCoordinate toCoordinate(const members::Point& point)
{
    return {point.latitude, point.longitude};
}

QList<QGeoCoordinate> outlineOf(const members::Building& building)
{
    QList<QGeoCoordinate> outline;
    for (const members::Point& point : building.outline)
        outline.push_back(toCoordinate(point));
    return outline;
}

Result<std::vector<BuildingRow>> readRows(store::Database& db, const MemberId& self)
{
    LINLI_TRY(const members::Actor actor, members::actor(db, self));
    LINLI_TRY(const auto compounds, members::compounds(db));
    LINLI_TRY(const auto buildings, members::buildings(db));
    std::map<CompoundId, std::string> names;
    for (const members::Compound& compound : compounds)
        names.emplace(compound.id, compound.name);
    std::vector<BuildingRow> rows;
    for (const members::Building& building : buildings)
        rows.push_back({building, names[building.compound], actor.homeBuilding == building.id,
                        actor.homeCompound == building.compound});
    std::ranges::stable_sort(rows, [](const BuildingRow& a, const BuildingRow& b) {
        return std::tie(b.own, b.ownCompound, a.building.compound) <
               std::tie(a.own, a.ownCompound, b.building.compound);
    });
    return rows;
}

} // namespace

/// A building's outline never changes without its id.
bool operator==(const BuildingModel::Row& a, const BuildingModel::Row& b)
{
    const auto parts = [](const BuildingModel::Row& row) {
        return std::tie(row.building.id, row.building.name, row.compoundName, row.own, row.ownCompound);
    };
    return parts(a) == parts(b);
}

BuildingModel::BuildingModel(QObject* parent)
    : DiffListModel(parent),
      m_read(
          this, [this] { return [self = core()->self()](store::Database& db) { return readRows(db, self); }; },
          [this](const auto& outcome) {
              if (outcome)
                  show(*outcome);
          })
{
}

QVariant BuildingModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case BuildingIdRole:
        return toQString(row->building.id.value);
    case NameRole:
        return toQString(row->building.name);
    case CompoundNameRole:
        return toQString(row->compoundName);
    case OwnRole:
        return row->own;
    case CentreRole:
        return QVariant::fromValue(toCoordinate(row->building.centre()));
    case OutlineRole:
        return QVariant::fromValue(outlineOf(row->building));
    default:
        return {};
    }
}

QHash<int, QByteArray> BuildingModel::roleNames() const
{
    return {
        {BuildingIdRole, "buildingId"}, {NameRole, "name"},      {CompoundNameRole, "compoundName"}, {OwnRole, "own"},
        {CentreRole, "centre"},         {OutlineRole, "outline"}};
}

void BuildingModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

QGeoCoordinate BuildingModel::centreOf(const QString& buildingId) const
{
    const BuildingId id{buildingId.toStdString()};
    const auto found = std::ranges::find(m_rows, id, [](const Row& row) { return row.building.id; });
    return found == m_rows.end() ? QGeoCoordinate() : toCoordinate(found->building.centre());
}

void BuildingModel::show(const std::vector<Row>& rows)
{
    QList<QGeoCoordinate> all;
    QList<QGeoCoordinate> home;
    for (const Row& row : rows) {
        all += outlineOf(row.building);
        if (row.ownCompound)
            home += outlineOf(row.building);
    }
    const auto before = std::pair(m_bounds, m_homeBounds);
    m_bounds = QGeoRectangle(all);
    m_homeBounds = home.isEmpty() ? m_bounds : QGeoRectangle(home);
    const int countBefore = count();
    applyRows(m_rows, rows, [](const Row& row) { return row.building.id; });
    // A map must not jump back to its start each time something else in the store changes.
    if (before != std::pair(m_bounds, m_homeBounds) || countBefore != count())
        emit changed();
}

} // namespace linli::resident
