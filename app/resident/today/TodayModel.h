// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/Reloader.h"
#include "app/resident/today/TodayList.h"

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

public:
    explicit TodayModel(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] TodayList* mine() { return &m_mine; }
    [[nodiscard]] TodayList* news() { return &m_news; }
    Q_INVOKABLE void reload() { m_reload.reload(); }

signals:
    void coreChanged();
    void changed();

private:
    [[nodiscard]] QFuture<void> load();
    void show(const std::vector<TodayRow>& rows);

    AppCore* m_core = nullptr;
    TodayList m_mine;
    TodayList m_news;
    bool m_loaded = false;
    QString m_problem;
    Reloader m_reload;
};

} // namespace linli::resident
