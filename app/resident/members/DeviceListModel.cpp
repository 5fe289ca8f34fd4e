// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/DeviceListModel.h"

#include "app/resident/core/Texts.h"
#include "core/members/members.pb.h"

#include <algorithm>

namespace linli::resident {

DeviceListModel::DeviceListModel(QObject* parent) : DiffListModel(parent), m_reload([this] { return load(); }) {}

void DeviceListModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

Result<std::vector<DeviceListModel::Row>> DeviceListModel::readRows(store::Database& db, const MemberId& self,
                                                                    const DeviceId& thisPhone)
{
    LINLI_TRY(const auto devices, members::devicesOf(db, self));
    std::vector<Row> rows;
    for (const members::Device& device : devices)
        rows.push_back({device.id, device.state, device.id == thisPhone});
    std::ranges::stable_sort(rows, {}, [](const Row& row) { return std::pair(!row.thisPhone, row.state); });
    return rows;
}

QFuture<void> DeviceListModel::load()
{
    return m_core
        ->onCore<DeviceId>([](CoreWorker& worker) -> Result<DeviceId> {
            if (!worker.home())
                return fail(ErrorKind::Store, "home.not_joined");
            return worker.home()->identity().device;
        })
        .then(this,
              [this](const Result<DeviceId>& phone) {
                  return m_core->read([self = m_core->self(), phone](store::Database& db) -> Result<std::vector<Row>> {
                      LINLI_TRY(const DeviceId thisPhone, phone);
                      return readRows(db, self, thisPhone);
                  });
              })
        .unwrap()
        .then(this, [this](const Result<std::vector<Row>>& rows) {
            if (!rows)
                return;
            applyRows(m_rows, *rows, [](const Row& row) { return row.id; });
            emit countChanged();
        });
}

void DeviceListModel::revoke(const QString& deviceId)
{
    if (m_revoking || !m_core)
        return;
    m_revoking = true;
    emit revokingChanged();
    m_core
        ->submit({{},
                  [id = idFrom<DeviceId>(deviceId)](const std::vector<Hash>&) -> Result<community::Replica::Draft> {
                      pb::members::RevokeDevice facts;
                      facts.set_device(id.str());
                      return community::Replica::Draft{
                          "members.revoke_device", toBytes(facts.SerializeAsString()), {}, {}};
                  }})
        .then(this, [this](const Result<OpId>& op) {
            m_revoking = false;
            emit revokingChanged();
            if (op)
                emit revoked();
            else
                emit failed(problemText(op.error().code));
        });
}

QVariant DeviceListModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case DeviceIdRole:
        return toQString(row->id);
    case ShortIdRole:
        return toQString(row->id).right(4).toUpper();
    case ThisPhoneRole:
        return row->thisPhone;
    case InUseRole:
        return row->state == members::DeviceState::Active;
    case StateTextRole:
        if (row->state == members::DeviceState::Revoked)
            //: State of a phone: it may no longer be used in the community
            return tr("Signed out");
        //: State of a phone: two copies of it were seen
        return row->state == members::DeviceState::Suspended ? tr("Paused for safety") : tr("In use");
    default:
        return {};
    }
}

QHash<int, QByteArray> DeviceListModel::roleNames() const
{
    return {{DeviceIdRole, "deviceId"},
            {ShortIdRole, "shortId"},
            {ThisPhoneRole, "thisPhone"},
            {InUseRole, "inUse"},
            {StateTextRole, "stateText"}};
}

} // namespace linli::resident
