// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/Reloader.h"
#include "core/members/Directory.h"

namespace linli::resident {

/// The people of one household, in the order they joined. GUI thread.
class HouseholdMembers : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString householdId READ householdId WRITE setHouseholdId NOTIFY householdIdChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(int others READ others NOTIFY countChanged FINAL) ///< without who uses this phone

public:
    enum Role {
        MemberIdRole = Qt::UserRole + 1, ///< string
        NameRole,                        ///< string; words for "without a name" when erased
        RolesRole,                       ///< string, "Building captain, Treasurer"; empty for residents
        MeRole,                          ///< bool: who uses this phone
        ActiveRole                       ///< bool: false after moving out, or without any phone
    };

    explicit HouseholdMembers(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] QString householdId() const { return toQStringId(); }
    void setHouseholdId(const QString& id);
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int others() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void coreChanged();
    void householdIdChanged();
    void countChanged();

private:
    struct Row {
        MemberId id;
        std::string name;
        std::vector<members::Role> roles;
        bool active = true;
        friend bool operator==(const Row&, const Row&) = default;
    };
    [[nodiscard]] QString toQStringId() const;
    [[nodiscard]] static Result<std::vector<Row>> readRows(store::Database& db, const HouseholdId& household);
    [[nodiscard]] QFuture<void> load();

    AppCore* m_core = nullptr;
    HouseholdId m_household;
    std::vector<Row> m_rows;
    Reloader m_reload;
};

} // namespace linli::resident
