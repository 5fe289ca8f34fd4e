// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/LiveRead.h"
#include "app/resident/core/OwnOperation.h"
#include "app/resident/notices/NoticeWords.h"
#include "core/notices/Reach.h"

#include <QDateTime>
#include <QUrl>

namespace linli::resident {

/// One notice with everything known of it: reading it, saying "I have read it", calling it off. GUI thread.
class NoticeDetail : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString noticeId READ noticeId WRITE setNoticeId NOTIFY noticeIdChanged REQUIRED FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loaded FINAL)
    Q_PROPERTY(bool found READ found NOTIFY loaded FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY loaded FINAL)
    Q_PROPERTY(QString headline READ headline NOTIFY loaded FINAL)
    Q_PROPERTY(QString description READ description NOTIFY loaded FINAL)
    Q_PROPERTY(QString instruction READ instruction NOTIFY loaded FINAL)
    Q_PROPERTY(QString severityText READ severityText NOTIFY loaded FINAL)
    Q_PROPERTY(QString urgencyText READ urgencyText NOTIFY loaded FINAL)
    Q_PROPERTY(QString certaintyText READ certaintyText NOTIFY loaded FINAL)
    Q_PROPERTY(QString categoryText READ categoryText NOTIFY loaded FINAL)
    Q_PROPERTY(QString areaText READ areaText NOTIFY loaded FINAL)
    Q_PROPERTY(int tone READ tone NOTIFY loaded FINAL) ///< Tone.Value
    Q_PROPERTY(QString iconName READ iconName NOTIFY loaded FINAL)
    Q_PROPERTY(bool live READ live NOTIFY loaded FINAL)
    Q_PROPERTY(QString stateText READ stateText NOTIFY loaded FINAL) ///< how it ended; empty while live
    Q_PROPERTY(QDateTime sent READ sent NOTIFY loaded FINAL)
    Q_PROPERTY(QDateTime expires READ expires NOTIFY loaded FINAL)
    Q_PROPERTY(QString authorName READ authorName NOTIFY loaded FINAL)
    Q_PROPERTY(QList<QUrl> photos READ photos NOTIFY loaded FINAL)
    Q_PROPERTY(QString newerId READ newerId NOTIFY loaded FINAL)           ///< the notice that replaces it, or empty
    Q_PROPERTY(QString cancelReason READ cancelReason NOTIFY loaded FINAL) ///< empty unless called off
    Q_PROPERTY(QString hiddenReason READ hiddenReason NOTIFY loaded FINAL)
    Q_PROPERTY(QString spokenText READ spokenText NOTIFY loaded FINAL) ///< for reading aloud
    Q_PROPERTY(bool read READ read NOTIFY loaded FINAL)
    Q_PROPERTY(bool mayAcknowledge READ mayAcknowledge NOTIFY loaded FINAL)
    Q_PROPERTY(bool mayChange READ mayChange NOTIFY loaded FINAL)    ///< update it or call it off
    Q_PROPERTY(QString reachText READ reachText NOTIFY loaded FINAL) ///< for author and staff: how many have read it
    Q_PROPERTY(qreal reachShare READ reachShare NOTIFY loaded FINAL) ///< 0 to 1
    Q_PROPERTY(int delivery READ delivery NOTIFY loaded FINAL)       ///< DeliveryChip.State
    Q_PROPERTY(QString deliveryProblem READ deliveryProblem NOTIFY loaded FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)

public:
    struct Data {
        notices::NoticeDetail detail;
        AreaNames names;
        std::string author;
        std::string hiddenReason;
        std::optional<notices::Reach> reach; ///< only for who may know it
        OwnOperation own;
        bool addressed = false;
        bool mayChange = false;
    };

    explicit NoticeDetail(QObject* parent = nullptr);

    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString noticeId() const { return m_noticeId; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool found() const { return m_found; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString description() const;
    [[nodiscard]] QString instruction() const;
    [[nodiscard]] QString severityText() const { return noticeSeverityText(terms().severity); }
    [[nodiscard]] QString urgencyText() const { return noticeUrgencyText(terms().urgency); }
    [[nodiscard]] QString certaintyText() const { return noticeCertaintyText(terms().certainty); }
    [[nodiscard]] QString categoryText() const { return noticeCategoryText(terms().category); }
    [[nodiscard]] QString areaText() const { return noticeAreaText(m_data.detail.area, m_data.names); }
    [[nodiscard]] int tone() const { return noticeTone(m_data.detail.notice.state, terms().severity); }
    [[nodiscard]] QString iconName() const { return noticeIcon(terms().category); }
    [[nodiscard]] bool live() const { return m_found && m_data.detail.notice.state == notices::State::Live; }
    [[nodiscard]] QString stateText() const { return noticeStateText(m_data.detail.notice.state); }
    [[nodiscard]] QDateTime sent() const;
    [[nodiscard]] QDateTime expires() const;
    [[nodiscard]] QString authorName() const;
    [[nodiscard]] QList<QUrl> photos() const;
    [[nodiscard]] QString newerId() const;
    [[nodiscard]] QString cancelReason() const;
    [[nodiscard]] QString hiddenReason() const;
    [[nodiscard]] QString spokenText() const;
    [[nodiscard]] bool read() const { return m_data.detail.notice.acknowledgedByReader; }
    [[nodiscard]] bool mayAcknowledge() const { return m_found && m_data.addressed && !read(); }
    [[nodiscard]] bool mayChange() const { return live() && m_data.mayChange; }
    [[nodiscard]] QString reachText() const;
    [[nodiscard]] qreal reachShare() const;
    [[nodiscard]] int delivery() const { return m_data.own.delivery; }
    [[nodiscard]] QString deliveryProblem() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    void setCore(AppCore* core);
    void setNoticeId(const QString& id);
    void setLanguage(const QString& language);
    /// acknowledged() or failed(why).
    Q_INVOKABLE void acknowledge();
    /// cancelled() or failed(why).
    Q_INVOKABLE void cancel(const QString& reason);

signals:
    void coreChanged();
    void noticeIdChanged();
    void languageChanged();
    void loaded();
    void busyChanged();
    void acknowledged();
    void cancelled();
    void failed(const QString& problem);

private:
    [[nodiscard]] const notices::Terms& terms() const { return m_data.detail.notice.terms; }
    void take(const Result<std::optional<Data>>& data);
    void submit(const community::Replica::Draft& draft, void (NoticeDetail::*done)());

    AppCore* m_core = nullptr;
    QString m_noticeId;
    QString m_language;
    bool m_loading = true;
    bool m_found = false;
    bool m_busy = false;
    QString m_problem;
    Data m_data;
    LiveRead<std::optional<Data>> m_live;
};

} // namespace linli::resident
