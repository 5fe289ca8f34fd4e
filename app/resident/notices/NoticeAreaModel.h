// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "core/notices/Types.h"

namespace linli::resident {

/// Where a notice can go, as a list to tick: the whole community, compounds, buildings. Only one of the three kinds is
/// ticked at a time, because a notice has only one. GUI thread; owned by a NoticeComposer, which fills it.
class NoticeAreaModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of NoticeComposer")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(int households READ households NOTIFY chosenChanged FINAL)     ///< homes in what is ticked
    Q_PROPERTY(bool any READ any NOTIFY chosenChanged FINAL)                  ///< something is ticked
    Q_PROPERTY(QString chosenText READ chosenText NOTIFY chosenChanged FINAL) ///< names of what is ticked

public:
    enum class Kind { Community, Compound, Building };
    enum Role {
        LabelRole = Qt::UserRole + 1, ///< string
        HouseholdsRole,               ///< int
        KindRole,                     ///< int: 0 community, 1 compound, 2 building
        CheckedRole                   ///< bool
    };
    struct Row {
        Kind kind = Kind::Community;
        std::string id; ///< of the compound or building; empty for the community
        std::string name;
        int households = 0;
        bool checked = false;

        friend bool operator==(const Row&, const Row&) = default;
    };

    using DiffListModel::DiffListModel;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int households() const;
    [[nodiscard]] bool any() const;
    [[nodiscard]] QString chosenText() const;
    Q_INVOKABLE void toggle(int row);

    /// What can be ticked; ticks stay where the row stays.
    void setChoices(std::vector<Row> rows);
    void choose(const notices::Area& area);
    [[nodiscard]] notices::Area area() const;

signals:
    void countChanged();
    void chosenChanged();

private:
    void setChecked(std::size_t row, bool checked);

    std::vector<Row> m_rows;
};

} // namespace linli::resident
