// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "core/members/Directory.h"

#include <QGeoCoordinate>
#include <QGeoRectangle>

namespace linli::resident {

/// The community's buildings, for pickers and maps: those of the own compound first, the own building before all.
/// GUI thread.
class BuildingModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    /// All buildings, and those of the own compound (all where it is not known); invalid while nothing is read.
    Q_PROPERTY(QGeoRectangle bounds READ bounds NOTIFY changed FINAL)
    Q_PROPERTY(QGeoRectangle homeBounds READ homeBounds NOTIFY changed FINAL)

public:
    enum Role {
        BuildingIdRole = Qt::UserRole + 1, ///< string
        NameRole,                          ///< string
        CompoundNameRole,                  ///< string
        OwnRole,                           ///< bool: who uses this phone lives here
        CentreRole,                        ///< coordinate
        OutlineRole                        ///< list of coordinates, the first not repeated
    };
    struct Row {
        members::Building building;
        std::string compoundName;
        bool own = false;
        bool ownCompound = false;
        friend bool operator==(const Row& a, const Row& b);
    };

    explicit BuildingModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] QGeoRectangle bounds() const { return m_bounds; }
    [[nodiscard]] QGeoRectangle homeBounds() const { return m_homeBounds; }
    void setCore(AppCore* core);
    /// Invalid when there is no such building.
    Q_INVOKABLE QGeoCoordinate centreOf(const QString& buildingId) const;

signals:
    void coreChanged();
    void changed();

private:
    void show(const std::vector<Row>& rows);

    LiveRead<std::vector<Row>> m_read;
    std::vector<Row> m_rows;
    QGeoRectangle m_bounds;
    QGeoRectangle m_homeBounds;
};

} // namespace linli::resident
