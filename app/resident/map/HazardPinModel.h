// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "core/hazards/Queries.h"

namespace linli::resident {

/// Hazards as pins on the map: at their position, else in the middle of their building; those at one point are moved
/// apart by a few metres, so that each can be pressed. GUI thread.
class HazardPinModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool openOnly READ openOnly WRITE setOpenOnly NOTIFY openOnlyChanged FINAL) ///< neither fixed nor closed
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        HazardIdRole = Qt::UserRole + 1, ///< string
        ItemNameRole,                    ///< string
        IconNameRole,                    ///< string: icon of the category
        StateTextRole,                   ///< string
        OpenRole,                        ///< bool: somebody still has to act
        PointRole                        ///< coordinate
    };
    struct Row {
        hazards::Pin pin;
        friend bool operator==(const Row& a, const Row& b);
    };

    explicit HazardPinModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] bool openOnly() const { return m_openOnly; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] int count() const { return rowCount(); }
    void setCore(AppCore* core);
    void setOpenOnly(bool openOnly);
    void setLanguage(const QString& language);

signals:
    void coreChanged();
    void openOnlyChanged();
    void languageChanged();
    void countChanged();

private:
    void show(const Result<std::vector<Row>>& outcome);

    LiveRead<std::vector<Row>> m_read;
    bool m_openOnly = true;
    QString m_language;
    std::vector<Row> m_rows;
};

} // namespace linli::resident
