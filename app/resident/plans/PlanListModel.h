// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/plans/PlanRows.h"

namespace linli::resident {

/// The community's plans, newest first, as many as `limit` says. GUI thread.
class PlanListModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(
        int limit READ limit WRITE setLimit NOTIFY limitChanged FINAL) ///< more are read as the view asks for them
    Q_PROPERTY(bool loading READ loading NOTIFY loadedChanged FINAL)   ///< the first rows are not there yet
    Q_PROPERTY(QString problem READ problem NOTIFY loadedChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY loadedChanged FINAL)

public:
    enum Role {
        PlanIdRole = Qt::UserRole + 1, ///< string
        TitleRole,                     ///< string, empty when hidden
        PlaceRole,                     ///< string, may be empty
        PictureRole,                   ///< url of the first photo, may be empty
        PhaseRole,                     ///< int, PlanPhase.Value
        CostRole,                      ///< string, "¥48,000.00"
        PercentRole,                   ///< int, of the work
        PublishedRole,                 ///< date and time
        DeliveryRole                   ///< int, DeliveryChip.State
    };

    explicit PlanListModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] int limit() const { return m_limit; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] int count() const { return rowCount(); }
    void setCore(AppCore* core);
    void setLimit(int limit);

signals:
    void coreChanged();
    void limitChanged();
    void loadedChanged();

private:
    void show(const Result<std::vector<PlanRow>>& outcome);

    std::vector<PlanRow> m_rows;
    int m_limit = 30; ///< about ten screens of cards
    bool m_loading = true;
    QString m_problem;
    LiveRead<std::vector<PlanRow>> m_read;
};

} // namespace linli::resident
