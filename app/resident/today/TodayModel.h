// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/Reloader.h"
#include "app/resident/today/TodayRows.h"

namespace linli::resident {

/// The first page: what needs the person who uses this phone, then what is new. GUI thread.
class TodayModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY countChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY countChanged FINAL) ///< why it could not be read; else empty
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(int needsMe READ needsMe NOTIFY countChanged FINAL) ///< rows of the upper part

public:
    /// What a row opens.
    enum Kind { Notice, Poll, Answer, Event, Plan, Hazard, Result };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind
        SubjectIdRole,               ///< string: of the notice, poll, hazard, event or plan
        SectionRole,                 ///< string, a heading: "For you" or "New"
        TitleRole,                   ///< string
        LineRole,                    ///< string: what it is, and until or since when
        IconNameRole,                ///< string
        StateTextRole,               ///< string, "Urgent"; mostly empty
        StateToneRole                ///< int, Tone.Value
    };

    explicit TodayModel(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int needsMe() const;
    Q_INVOKABLE void reload() { m_reload.reload(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void coreChanged();
    void countChanged();

private:
    [[nodiscard]] QFuture<void> load();
    [[nodiscard]] static QString titleOf(const TodayRow& row);
    [[nodiscard]] static QString lineOf(const TodayRow& row);
    [[nodiscard]] static QString stateOf(const TodayRow& row);

    AppCore* m_core = nullptr;
    std::vector<TodayRow> m_rows;
    bool m_loaded = false;
    QString m_problem;
    Reloader m_reload;
};

} // namespace linli::resident
