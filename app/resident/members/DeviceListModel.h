// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/Reloader.h"
#include "core/members/Directory.h"

namespace linli::resident {

/// The phones of who uses this one: this phone first, then the others in use, then those signed out. GUI thread.
class DeviceListModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(bool revoking READ revoking NOTIFY revokingChanged FINAL)

public:
    enum Role {
        DeviceIdRole = Qt::UserRole + 1, ///< string
        ShortIdRole,                     ///< string: enough of the id to tell two phones apart when talking
        ThisPhoneRole,                   ///< bool
        InUseRole,                       ///< bool: neither signed out nor paused
        StateTextRole                    ///< string
    };

    explicit DeviceListModel(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool revoking() const { return m_revoking; }
    /// Signs a phone out of the community, for good.
    Q_INVOKABLE void revoke(const QString& deviceId);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void coreChanged();
    void countChanged();
    void revokingChanged();
    void revoked();
    void failed(const QString& problem);

private:
    struct Row {
        DeviceId id;
        members::DeviceState state = members::DeviceState::Active;
        bool thisPhone = false;
        friend bool operator==(const Row&, const Row&) = default;
    };
    [[nodiscard]] static Result<std::vector<Row>> readRows(store::Database& db, const MemberId& self,
                                                           const DeviceId& thisPhone);
    [[nodiscard]] QFuture<void> load();

    AppCore* m_core = nullptr;
    std::vector<Row> m_rows;
    bool m_revoking = false;
    Reloader m_reload;
};

} // namespace linli::resident
