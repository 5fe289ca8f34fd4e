// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/plans/PlanRows.h"
#include "app/resident/plans/PlanTypes.h"

namespace linli::resident {

/// One plan with its "three shows": plan, progress, result. The rows are the progress posts, oldest first. GUI thread.
class PlanDetailModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString planId READ planId WRITE setPlanId NOTIFY planIdChanged REQUIRED FINAL)
    Q_PROPERTY(linli::resident::PlanInfo plan READ plan NOTIFY planChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY planChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY planChanged FINAL)
    Q_PROPERTY(bool found READ found NOTIFY planChanged FINAL) ///< false: no such plan on this phone
    Q_PROPERTY(QString problem READ problem NOTIFY planChanged FINAL)
    Q_PROPERTY(bool saving READ saving NOTIFY savingChanged FINAL)

public:
    enum Role {
        PostIdRole = Qt::UserRole + 1, ///< string
        AtRole,                        ///< date and time
        PercentRole,                   ///< int, of the work
        AuthorRole,                    ///< string, may be empty
        WordsRole,                     ///< string, empty when hidden
        PhotosRole,                    ///< list of urls
        DeliveryRole                   ///< int, DeliveryChip.State
    };

    explicit PlanDetailModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] QString planId() const { return m_planId; }
    [[nodiscard]] PlanInfo plan() const { return m_plan; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool found() const { return m_found; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool saving() const { return m_saving; }
    void setCore(AppCore* core);
    void setPlanId(const QString& planId);

    /// How far the work is, in percent, with words and pictures (files or file URLs).
    Q_INVOKABLE void postProgress(int percent, const QString& words, const QList<QUrl>& photos);
    /// The work is done; the final cost as a person types it, in yuan ("48,000" or "48000.50").
    Q_INVOKABLE void postResult(const QString& yuan, const QString& words, const QList<QUrl>& photos);

signals:
    void coreChanged();
    void planIdChanged();
    void planChanged();
    void savingChanged();
    void saved(const QString& id);
    void failed(const QString& problem);

private:
    void show(const Result<std::optional<PlanPage>>& outcome);
    void send(AppCore::NewOperation operation);

    QString m_planId;
    PlanInfo m_plan;
    std::vector<PlanStepRow> m_rows;
    bool m_loading = true;
    bool m_found = false;
    bool m_saving = false;
    QString m_problem;
    LiveRead<std::optional<PlanPage>> m_read;
};

} // namespace linli::resident
