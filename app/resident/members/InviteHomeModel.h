// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/Reloader.h"
#include "core/members/Directory.h"

#include <QStringList>

namespace linli::resident {

/// The homes that who uses this phone may invite people to: a captain's own buildings, or all for an administrator. First a
/// building is chosen, then a home in it. GUI thread.
class InviteHomeModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QStringList buildings READ buildings NOTIFY buildingsChanged FINAL) ///< names
    Q_PROPERTY(int building READ building WRITE setBuilding NOTIFY buildingChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        HouseholdIdRole = Qt::UserRole + 1, ///< string
        HomeRole,                           ///< string, "Building 1, entrance 1, flat 101"
        PeopleRole                          ///< int: members who live there
    };

    explicit InviteHomeModel(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] QStringList buildings() const;
    [[nodiscard]] int building() const { return m_building; }
    void setBuilding(int building);
    [[nodiscard]] int count() const { return rowCount(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void coreChanged();
    void buildingsChanged();
    void buildingChanged();
    void countChanged();

private:
    struct Row {
        HouseholdId id;
        std::string unit;
        std::string room;
        int people = 0;
        friend bool operator==(const Row&, const Row&) = default;
    };
    struct Homes {
        std::vector<members::Building> buildings;
        std::vector<Row> rows;
    };
    [[nodiscard]] static Result<Homes> readHomes(store::Database& db, const MemberId& self, int building);
    [[nodiscard]] QFuture<void> load();

    AppCore* m_core = nullptr;
    std::vector<members::Building> m_buildings;
    int m_building = 0;
    std::vector<Row> m_rows;
    Reloader m_reload;
};

} // namespace linli::resident
