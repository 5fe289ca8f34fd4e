// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/HouseholdMembers.h"

#include "app/resident/core/Texts.h"
#include "app/resident/members/MemberTexts.h"
#include "core/members/Queries.h"

#include <algorithm>

namespace linli::resident {

HouseholdMembers::HouseholdMembers(QObject* parent) : DiffListModel(parent), m_reload([this] { return load(); }) {}

void HouseholdMembers::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

QString HouseholdMembers::toQStringId() const
{
    return toQString(m_household.value);
}

void HouseholdMembers::setHouseholdId(const QString& id)
{
    if (id == toQStringId())
        return;
    m_household.value = id.toStdString();
    resetRows(m_rows, {});
    m_reload.reload();
    emit householdIdChanged();
    emit countChanged();
}

int HouseholdMembers::others() const
{
    return static_cast<int>(
        std::ranges::count_if(m_rows, [this](const Row& row) { return !m_core || row.id != m_core->self(); }));
}

Result<std::vector<HouseholdMembers::Row>> HouseholdMembers::readRows(store::Database& db, const HouseholdId& household)
{
    std::vector<Row> rows;
    LINLI_TRY(const auto people, members::membersOf(db, household));
    for (const members::Member& member : people) {
        Row row{member.id, member.name, {}, member.active};
        for (const members::Grant& grant : member.grants)
            row.roles.push_back(grant.role);
        rows.push_back(std::move(row));
    }
    return rows;
}

QFuture<void> HouseholdMembers::load()
{
    return m_core->read([household = m_household](store::Database& db) { return readRows(db, household); })
        .then(this, [this, household = m_household](const Result<std::vector<Row>>& rows) {
            if (!rows || household != m_household)
                return;
            applyRows(m_rows, *rows, [](const Row& row) { return row.id; });
            emit countChanged();
        });
}

QVariant HouseholdMembers::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case MemberIdRole:
        return toQString(row->id);
    case NameRole:
        //: Stands for a person whose name was removed
        return row->name.empty() ? tr("Somebody without a name") : toQString(row->name);
    case RolesRole: {
        QStringList roles;
        for (const members::Role each : row->roles)
            roles.append(roleText(each));
        return roles.join(QStringLiteral(", "));
    }
    case MeRole:
        return m_core && row->id == m_core->self();
    case ActiveRole:
        return row->active;
    default:
        return {};
    }
}

QHash<int, QByteArray> HouseholdMembers::roleNames() const
{
    return {
        {MemberIdRole, "memberId"}, {NameRole, "name"}, {RolesRole, "roles"}, {MeRole, "isMe"}, {ActiveRole, "active"}};
}

} // namespace linli::resident
