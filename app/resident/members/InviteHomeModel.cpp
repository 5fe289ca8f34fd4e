// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/InviteHomeModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/members/MemberTexts.h"
#include "core/members/Queries.h"

namespace linli::resident {

InviteHomeModel::InviteHomeModel(QObject* parent) : DiffListModel(parent), m_reload([this] { return load(); }) {}

void InviteHomeModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

QStringList InviteHomeModel::buildings() const
{
    QStringList names;
    for (const members::Building& building : m_buildings)
        names.append(toQString(building.name));
    return names;
}

void InviteHomeModel::setBuilding(int building)
{
    if (building == m_building)
        return;
    m_building = building;
    resetRows(m_rows, {});
    m_reload.reload();
    emit buildingChanged();
    emit countChanged();
}

Result<InviteHomeModel::Homes> InviteHomeModel::readHomes(store::Database& db, const MemberId& self, int building)
{
    LINLI_TRY(const auto actor, members::actor(db, self));
    LINLI_TRY(const auto all, members::buildings(db));
    Homes homes;
    for (const members::Building& each : all)
        if (actor.has(members::Role::Admin) || actor.isCaptainOf(each.id))
            homes.buildings.push_back(each);
    if (building < 0 || std::cmp_greater_equal(building, homes.buildings.size()))
        return homes;
    LINLI_TRY(const auto ids, members::householdsOf(db, homes.buildings[static_cast<std::size_t>(building)].id));
    for (const HouseholdId& id : ids) {
        LINLI_TRY(const auto home, members::household(db, id));
        LINLI_TRY(const auto people, members::membersOf(db, id));
        if (home)
            homes.rows.push_back({id, home->unit, home->room, static_cast<int>(people.size())});
    }
    return homes;
}

QFuture<void> InviteHomeModel::load()
{
    return m_core
        ->read([self = m_core->self(), building = m_building](store::Database& db) {
            return readHomes(db, self, building);
        })
        .then(this, [this, building = m_building](const Result<Homes>& homes) {
            if (!homes || building != m_building)
                return;
            const QStringList before = buildings();
            m_buildings = homes->buildings;
            if (before != buildings())
                emit buildingsChanged();
            applyRows(m_rows, homes->rows, [](const Row& row) { return row.id; });
            emit countChanged();
        });
}

QVariant InviteHomeModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case HouseholdIdRole:
        return toQString(row->id.value);
    case HomeRole: {
        const members::Building& building = m_buildings[static_cast<std::size_t>(m_building)];
        return homeText(members::Household{row->id, building.id, row->unit, row->room, {}, {}}, building);
    }
    case PeopleRole:
        return row->people;
    default:
        return {};
    }
}

QHash<int, QByteArray> InviteHomeModel::roleNames() const
{
    return {{HouseholdIdRole, "householdId"}, {HomeRole, "home"}, {PeopleRole, "people"}};
}

} // namespace linli::resident
