// SPDX-License-Identifier: Apache-2.0
#include "app/resident/map/HazardPinModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

#include <QGeoCoordinate>

#include <map>
#include <numbers>

namespace linli::resident {
namespace {

using PinRow = HazardPinModel::Row;

/// More pins than this hide each other; the list has them all.
constexpr int maxPins = 500;
constexpr hazards::Box everywhere{.south = -90, .west = -180, .north = 90, .east = 180};
constexpr double stepMetres = 8;

/// Pins at one point go on a spiral around it, in a fixed order, so that they stay where they are.
void spread(std::vector<PinRow>& rows)
{
    constexpr double metresPerDegree = 111'195; // of latitude, on the sphere of hazards::distanceMetres
    const double goldenAngle = std::numbers::pi * (3 - std::sqrt(5.0)); // Vogel 1979: even spacing on a spiral
    std::map<std::pair<double, double>, int> taken;
    for (PinRow& row : rows) {
        members::Point& point = row.pin.point;
        const int before = taken[{point.latitude, point.longitude}]++;
        const double radius = stepMetres * std::sqrt(before) / metresPerDegree;
        const double shrink = std::max(0.01, std::cos(point.latitude * std::numbers::pi / 180));
        point.latitude += radius * std::cos(before * goldenAngle);
        point.longitude += radius * std::sin(before * goldenAngle) / shrink;
    }
}

Result<std::vector<PinRow>> readPins(store::Database& db, bool openOnly)
{
    std::vector<hazards::State> states;
    for (const hazards::State state : hazards::allStates) {
        if (!openOnly || hazards::isOpen(state))
            states.push_back(state);
    }
    LINLI_TRY(const auto pins, hazards::viewport(db, everywhere, states, maxPins));
    std::vector<PinRow> rows;
    for (const hazards::Pin& pin : pins)
        rows.push_back({pin});
    std::ranges::sort(rows, {}, [](const PinRow& row) { return row.pin.id; });
    spread(rows);
    return rows;
}

} // namespace

bool operator==(const HazardPinModel::Row& a, const HazardPinModel::Row& b)
{
    const auto parts = [](const HazardPinModel::Row& row) {
        return std::tie(row.pin.id, row.pin.state, row.pin.point.latitude, row.pin.point.longitude);
    };
    return parts(a) == parts(b);
}

HazardPinModel::HazardPinModel(QObject* parent)
    : DiffListModel(parent),
      m_read(
          this, [this] { return [openOnly = m_openOnly](store::Database& db) { return readPins(db, openOnly); }; },
          [this](const auto& outcome) { show(outcome); })
{
}

QVariant HazardPinModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    const hazards::Pin& pin = row->pin;
    switch (role) {
    case HazardIdRole:
        return toQString(pin.id);
    case ItemNameRole:
        return hazardItemName(pin.item, m_language);
    case IconNameRole:
        return hazardCategoryIcon(pin.category);
    case StateTextRole:
        return hazardStateText(pin.state, hazards::ClosingReason::None);
    case OpenRole:
        return hazards::isOpen(pin.state);
    case PointRole:
        return QVariant::fromValue(QGeoCoordinate(pin.point.latitude, pin.point.longitude));
    default:
        return {};
    }
}

QHash<int, QByteArray> HazardPinModel::roleNames() const
{
    return {{HazardIdRole, "hazardId"},   {ItemNameRole, "itemName"}, {IconNameRole, "iconName"},
            {StateTextRole, "stateText"}, {OpenRole, "open"},         {PointRole, "point"}};
}

void HazardPinModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void HazardPinModel::setOpenOnly(bool openOnly)
{
    if (openOnly == m_openOnly)
        return;
    m_openOnly = openOnly;
    emit openOnlyChanged();
    m_read.restart();
}

void HazardPinModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1), {ItemNameRole, StateTextRole});
}

void HazardPinModel::show(const Result<std::vector<Row>>& outcome)
{
    if (!outcome)
        return;
    applyRows(m_rows, *outcome, [](const Row& row) { return row.pin.id; });
    emit countChanged();
}

} // namespace linli::resident
