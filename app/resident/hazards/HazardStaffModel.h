// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "core/members/Directory.h"

namespace linli::resident {

/// Who may be given a hazard: workers, property management, administrators, and captains of its building. GUI thread.
class HazardStaffModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString hazardId READ hazardId WRITE setHazardId NOTIFY hazardIdChanged REQUIRED FINAL)

public:
    enum Role {
        MemberIdRole = Qt::UserRole + 1, ///< string
        NameRole,                        ///< string
        DutyRole,                        ///< string: "Community worker"
        SelfRole                         ///< bool: who uses this phone
    };
    struct Row {
        MemberId id;
        std::string name;
        members::Role duty = members::Role::Worker;
        bool self = false;
        friend bool operator==(const Row&, const Row&) = default;
    };

    explicit HazardStaffModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] QString hazardId() const { return m_hazardId; }
    void setCore(AppCore* core);
    void setHazardId(const QString& id);

signals:
    void coreChanged();
    void hazardIdChanged();

private:
    using Staff = std::vector<Row>;
    [[nodiscard]] LiveRead<Staff>::Work prepare() const;
    void show(const Result<Staff>& outcome);

    LiveRead<Staff> m_read;
    QString m_hazardId;
    std::vector<Row> m_rows;
};

} // namespace linli::resident
