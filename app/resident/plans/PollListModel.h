// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/plans/PlanTypes.h"
#include "app/resident/plans/PollRows.h"

namespace linli::resident {

/// Polls: those open now, those that have ended, or those of one plan. GUI thread.
class PollListModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(Show show READ show WRITE setShow NOTIFY subjectChanged FINAL)
    Q_PROPERTY(QString planId READ planId WRITE setPlanId NOTIFY subjectChanged FINAL) ///< for Show.OfPlan
    Q_PROPERTY(int limit MEMBER m_limit NOTIFY subjectChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY loadedChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loadedChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY loadedChanged FINAL)

public:
    enum class Show { Open, Closed, OfPlan };
    Q_ENUM(Show)
    enum Role {
        PollIdRole = Qt::UserRole + 1, ///< string
        QuestionRole,                  ///< string; a plan's poll without one has the plan's title
        PlanTitleRole,                 ///< string, empty when it stands alone
        ClosesRole,                    ///< date and time
        PhaseRole,                     ///< int, PollPhase.Value
        RollRole,                      ///< int: households that may vote
        BallotsRole,                   ///< int: households that have
        ResultRole,                    ///< int, PollResult.Value
        WinnerRole,                    ///< string: text of the option that won
        MayVoteRole,                   ///< bool: this person's household
        VotedRole,                     ///< bool: this person's household
        DeliveryRole                   ///< int, DeliveryChip.State of a ballot cast on this phone
    };

    explicit PollListModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] Show show() const { return m_show; }
    [[nodiscard]] QString planId() const { return m_planId; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QString problem() const { return m_problem; }
    void setCore(AppCore* core);
    void setShow(Show show);
    void setPlanId(const QString& planId);

signals:
    void coreChanged();
    void subjectChanged();
    void loadedChanged();

private:
    void accept(const Result<std::vector<PollRow>>& outcome);

    std::vector<PollRow> m_rows;
    Show m_show = Show::Open;
    QString m_planId;
    int m_limit = 20;
    bool m_loading = true;
    QString m_problem;
    LiveRead<std::vector<PollRow>> m_read;
};

/// Where a poll is at `now`; the log's word that it is closed comes with the first entry after its time.
[[nodiscard]] pollphase::Value pollPhaseAt(bool closed, Timestamp opens, Timestamp closes, Timestamp now);
[[nodiscard]] pollresult::Value pollResultOf(plans::Outcome outcome, bool ofPlan, int winner);

} // namespace linli::resident
