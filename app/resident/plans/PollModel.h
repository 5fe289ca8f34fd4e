// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/plans/PlanTypes.h"
#include "app/resident/plans/PollRows.h"

namespace linli::resident {

/// One option of a poll, and its part of the tally once the poll has closed.
struct PollOptionRow {
    int id = 0;
    QString text;
    bool chosen = false;
    std::int64_t votes = 0;
    double fraction = 0; ///< of all ballots

    friend bool operator==(const PollOptionRow&, const PollOptionRow&) = default;
};

/// One poll: the question, this household's ballot and, once it has closed, the tally. The rows are the options; they are a
/// BarChart's model too. Until the close it knows the turnout only, because the store tells no more. GUI thread.
class PollModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString pollId READ pollId WRITE setPollId NOTIFY pollIdChanged REQUIRED FINAL)
    Q_PROPERTY(linli::resident::PollInfo poll READ poll NOTIFY pollChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY pollChanged FINAL)
    Q_PROPERTY(bool found READ found NOTIFY pollChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY pollChanged FINAL)
    Q_PROPERTY(bool saving READ saving NOTIFY savingChanged FINAL)

public:
    enum Role {
        OptionIdRole = Qt::UserRole + 1, ///< int, from 1
        LabelRole,                       ///< string
        ChosenRole,                      ///< bool: this household's ballot
        ValueTextRole,                   ///< string, "5 · 62%": households and their part; for a closed poll
        FractionRole                     ///< real, 0 to 1 of all ballots; for a closed poll
    };

    explicit PollModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] QString pollId() const { return m_pollId; }
    [[nodiscard]] PollInfo poll() const { return m_poll; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool found() const { return m_found; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool saving() const { return m_saving; }
    void setCore(AppCore* core);
    void setPollId(const QString& pollId);

    /// Casts the household's ballot, or changes it.
    Q_INVOKABLE void vote(int option);
    /// Puts a refused ballot away.
    Q_INVOKABLE void discardRejected();

signals:
    void coreChanged();
    void pollIdChanged();
    void pollChanged();
    void savingChanged();
    void saved(const QString& id);
    void failed(const QString& problem);

private:
    void show(const Result<std::optional<PollPage>>& outcome);

    QString m_pollId;
    PollInfo m_poll;
    std::vector<PollOptionRow> m_rows;
    bool m_loading = true;
    bool m_found = false;
    bool m_saving = false;
    QString m_problem;
    LiveRead<std::optional<PollPage>> m_read;
};

} // namespace linli::resident
