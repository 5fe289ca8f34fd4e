// SPDX-License-Identifier: Apache-2.0
#include "app/resident/notices/NoticeAreaModel.h"

#include "app/resident/core/Texts.h"

#include <tuple>

namespace linli::resident {
namespace {

QString nameOf(const NoticeAreaModel::Row& row)
{
    return row.kind == NoticeAreaModel::Kind::Community ? NoticeAreaModel::tr("The whole community")
                                                        : toQString(row.name);
}

} // namespace

QVariant NoticeAreaModel::data(const QModelIndex& index, int role) const
{
    const Row* row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case LabelRole:
        return nameOf(*row);
    case HouseholdsRole:
        return row->households;
    case KindRole:
        return static_cast<int>(row->kind);
    case CheckedRole:
        return row->checked;
    default:
        return {};
    }
}

QHash<int, QByteArray> NoticeAreaModel::roleNames() const
{
    return {{LabelRole, "label"}, {HouseholdsRole, "households"}, {KindRole, "kind"}, {CheckedRole, "ticked"}};
}

void NoticeAreaModel::setChecked(std::size_t row, bool checked)
{
    if (m_rows[row].checked == checked)
        return;
    m_rows[row].checked = checked;
    const QModelIndex at = index(static_cast<int>(row));
    emit dataChanged(at, at, {CheckedRole});
}

void NoticeAreaModel::toggle(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const auto toggled = static_cast<std::size_t>(row);
    for (std::size_t other = 0; other < m_rows.size(); ++other) {
        if (m_rows[other].kind != m_rows[toggled].kind)
            setChecked(other, false);
    }
    setChecked(toggled, !m_rows[toggled].checked);
    emit chosenChanged();
}

void NoticeAreaModel::setChoices(std::vector<Row> rows)
{
    for (Row& row : rows) {
        for (const Row& before : m_rows) {
            if (before.kind == row.kind && before.id == row.id)
                row.checked = before.checked;
        }
    }
    applyRows(m_rows, std::move(rows), [](const Row& row) { return std::tuple(row.kind, row.id); });
    emit countChanged();
    emit chosenChanged();
}

void NoticeAreaModel::choose(const notices::Area& area)
{
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        const Row& row = m_rows[at];
        const bool chosen = row.kind == Kind::Community  ? area.isCommunity()
                            : row.kind == Kind::Compound ? std::ranges::contains(area.compounds, CompoundId{row.id})
                                                         : std::ranges::contains(area.buildings, BuildingId{row.id});
        setChecked(at, chosen);
    }
    emit chosenChanged();
}

notices::Area NoticeAreaModel::area() const
{
    notices::Area area;
    for (const Row& row : m_rows) {
        if (row.checked && row.kind == Kind::Compound)
            area.compounds.push_back({row.id});
        if (row.checked && row.kind == Kind::Building)
            area.buildings.push_back({row.id});
    }
    return area;
}

int NoticeAreaModel::households() const
{
    int sum = 0;
    for (const Row& row : m_rows)
        sum += row.checked ? row.households : 0;
    return sum;
}

bool NoticeAreaModel::any() const
{
    return std::ranges::any_of(m_rows, &Row::checked);
}

QString NoticeAreaModel::chosenText() const
{
    QStringList names;
    for (const Row& row : m_rows) {
        if (row.checked)
            names.append(nameOf(row));
    }
    //: Between the names of several buildings
    return names.join(tr(", "));
}

} // namespace linli::resident
