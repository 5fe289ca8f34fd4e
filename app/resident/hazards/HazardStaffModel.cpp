// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardStaffModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

#include <algorithm>

namespace linli::resident {
namespace {

using members::Role;
using StaffRow = HazardStaffModel::Row;

/// The duty under which somebody deals with hazards of this building; nothing when with none.
std::optional<Role> dutyOf(const members::Member& member, const std::optional<BuildingId>& building)
{
    for (const members::Grant& grant : member.grants) {
        if (grant.role == Role::Worker || grant.role == Role::Property || grant.role == Role::Admin)
            return grant.role;
        const bool here = building && std::ranges::find(grant.buildings, *building) != grant.buildings.end();
        if (grant.role == Role::Captain && here)
            return grant.role;
    }
    return std::nullopt;
}

Result<std::vector<StaffRow>> readStaff(store::Database& db, const OpId& hazard, const MemberId& self)
{
    LINLI_TRY(const auto report, hazards::find(db, hazard));
    LINLI_TRY(const auto all, members::allMembers(db));
    std::vector<StaffRow> rows;
    for (const members::Member& member : all) {
        const auto duty = dutyOf(member, report ? report->building : std::nullopt);
        if (member.active && duty)
            rows.push_back({member.id, member.name, *duty, member.id == self});
    }
    std::ranges::stable_partition(rows, &StaffRow::self);
    return rows;
}

} // namespace

HazardStaffModel::HazardStaffModel(QObject* parent)
    : DiffListModel(parent), m_read(this, [this] { return prepare(); }, [this](const auto& outcome) { show(outcome); })
{
}

QVariant HazardStaffModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case MemberIdRole:
        return toQString(row->id);
    case NameRole:
        return toQString(row->name);
    case DutyRole:
        return hazardDutyText(row->duty);
    case SelfRole:
        return row->self;
    default:
        return {};
    }
}

QHash<int, QByteArray> HazardStaffModel::roleNames() const
{
    return {{MemberIdRole, "memberId"}, {NameRole, "name"}, {DutyRole, "duty"}, {SelfRole, "self"}};
}

void HazardStaffModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void HazardStaffModel::setHazardId(const QString& id)
{
    if (id == m_hazardId)
        return;
    m_hazardId = id;
    emit hazardIdChanged();
    m_read.restart();
}

LiveRead<HazardStaffModel::Staff>::Work HazardStaffModel::prepare() const
{
    if (m_hazardId.isEmpty())
        return {};
    return [hazard = idFrom<OpId>(m_hazardId), self = core()->self()](store::Database& db) {
        return readStaff(db, hazard, self);
    };
}

void HazardStaffModel::show(const Result<Staff>& outcome)
{
    if (outcome)
        applyRows(m_rows, *outcome, [](const Row& row) { return row.id; });
}

} // namespace linli::resident
