// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/today/TodayRows.h"

namespace linli::resident {

/// One part of the first page, filled by TodayModel. GUI thread.
class TodayList : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a part of TodayModel")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    /// What a row opens.
    enum Kind { Notice, Poll, Answer, Event, Plan, Hazard, Result };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind
        SubjectIdRole,               ///< string: of the notice, poll, hazard, event or plan
        TitleRole,                   ///< string
        LineRole,                    ///< string: what it is, and until or since when
        IconNameRole,                ///< string
        StateTextRole,               ///< string, "Urgent"; mostly empty
        StateToneRole                ///< int, Tone.Value
    };

    using DiffListModel::DiffListModel;
    void setRows(std::vector<TodayRow> rows);
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    [[nodiscard]] static QString titleOf(const TodayRow& row);
    [[nodiscard]] static QString timeOf(const TodayRow& row);
    [[nodiscard]] static QString lineOf(const TodayRow& row);
    [[nodiscard]] static QString stateOf(const TodayRow& row);

    std::vector<TodayRow> m_rows;
};

} // namespace linli::resident
