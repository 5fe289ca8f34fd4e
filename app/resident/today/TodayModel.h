// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/LiveRead.h"
#include "app/resident/today/TodayList.h"

#include <map>

namespace linli::resident {

/// The first page: what needs the person who uses this phone, then what is new. Both parts come from one read. GUI thread.
class TodayModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL) ///< why it could not be read; else empty
    Q_PROPERTY(linli::resident::TodayList* mine READ mine CONSTANT FINAL)
    Q_PROPERTY(linli::resident::TodayList* news READ news CONSTANT FINAL)
    // How many things wait for this person, by the area where they are done; each is counted once.
    Q_PROPERTY(int unreadNotices READ unreadNotices NOTIFY changed FINAL)
    Q_PROPERTY(int openVotes READ openVotes NOTIFY changed FINAL)
    Q_PROPERTY(int repairsToJudge READ repairsToJudge NOTIFY changed FINAL)

public:
    explicit TodayModel(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    void setCore(AppCore* core);
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] TodayList* mine() { return &m_mine; }
    [[nodiscard]] TodayList* news() { return &m_news; }
    [[nodiscard]] int unreadNotices() const { return asking(TodayRow::Kind::Notice); }
    [[nodiscard]] int openVotes() const { return asking(TodayRow::Kind::Poll); }
    [[nodiscard]] int repairsToJudge() const { return asking(TodayRow::Kind::Answer); }
    Q_INVOKABLE void reload() { m_read.reload(); }

signals:
    void coreChanged();
    void changed();

private:
    using Rows = std::vector<TodayRow>;
    void take(const Result<Rows>& rows);
    void show(const Rows& rows);
    [[nodiscard]] int asking(TodayRow::Kind kind) const;

    TodayList m_mine;
    TodayList m_news;
    std::map<TodayRow::Kind, int> m_asking;
    bool m_loaded = false;
    QString m_problem;
    LiveRead<Rows> m_read;
};

} // namespace linli::resident
