// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/events/EventRows.h"
#include "app/resident/events/EventTypes.h"

namespace linli::resident {

/// One event. The rows are the people who go, then those who wait, and are there only for those who may check in. GUI thread.
class EventDetailModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString eventId READ eventId WRITE setEventId NOTIFY eventIdChanged REQUIRED FINAL)
    Q_PROPERTY(linli::resident::EventInfo info READ info NOTIFY infoChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY infoChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY infoChanged FINAL)
    Q_PROPERTY(bool found READ found NOTIFY infoChanged FINAL) ///< false: no such event on this phone
    Q_PROPERTY(QString problem READ problem NOTIFY infoChanged FINAL)
    Q_PROPERTY(bool saving READ saving NOTIFY savingChanged FINAL)

public:
    enum Role {
        MemberIdRole = Qt::UserRole + 1, ///< string
        NameRole,                        ///< string, may be empty
        PartyRole,                       ///< int, persons
        PositionRole,                    ///< int: place on the waitlist, 0: going
        CheckedInRole                    ///< bool
    };

    explicit EventDetailModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] QString eventId() const { return m_eventId; }
    [[nodiscard]] EventInfo info() const { return m_info; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool found() const { return m_found; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool saving() const { return m_saving; }
    void setCore(AppCore* core);
    void setEventId(const QString& eventId);

    Q_INVOKABLE void signUp(int companions);
    Q_INVOKABLE void withdraw();
    Q_INVOKABLE void checkIn(const QString& memberId);
    Q_INVOKABLE void cancel(const QString& reason);
    /// Puts a refused sign-up or withdrawal away.
    Q_INVOKABLE void discardRejected();

signals:
    void coreChanged();
    void eventIdChanged();
    void infoChanged();
    void savingChanged();
    void saved(const QString& id);
    void failed(const QString& problem);

private:
    void show(const Result<std::optional<EventPage>>& outcome);
    void send(community::Replica::Draft draft);

    QString m_eventId;
    EventInfo m_info;
    std::vector<EventPersonRow> m_rows;
    bool m_loading = true;
    bool m_found = false;
    bool m_saving = false;
    QString m_problem;
    LiveRead<std::optional<EventPage>> m_read;
};

} // namespace linli::resident
