// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "app/resident/hazards/HazardDrafts.h"
#include "app/resident/hazards/HazardWords.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

namespace linli::resident {

/// The next step that staff take with a hazard, while it is being filled in. What was filled in stays when it fails.
/// GUI thread.
class HazardStep : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core MEMBER m_core NOTIFY changed REQUIRED FINAL)
    Q_PROPERTY(QString hazardId MEMBER m_hazardId NOTIFY changed REQUIRED FINAL)
    Q_PROPERTY(bool isPrivate MEMBER m_private NOTIFY changed FINAL)
    Q_PROPERTY(linli::resident::hazardstate::Value state MEMBER m_state NOTIFY changed REQUIRED FINAL)
    Q_PROPERTY(linli::resident::hazardreason::Value reason MEMBER m_reason NOTIFY changed FINAL) ///< why it is closed
    Q_PROPERTY(QString duplicateOf MEMBER m_duplicateOf NOTIFY changed FINAL) ///< the earlier report's id
    Q_PROPERTY(QString assignee MEMBER m_assignee NOTIFY changed FINAL)       ///< member id; empty: no change
    Q_PROPERTY(QDateTime expected MEMBER m_expected NOTIFY changed FINAL)     ///< a day; invalid: no change
    Q_PROPERTY(QString note MEMBER m_note NOTIFY changed FINAL)
    Q_PROPERTY(QList<QUrl> photos MEMBER m_photos NOTIFY changed FINAL)

    Q_PROPERTY(QString stateText READ stateText NOTIFY changed FINAL)
    Q_PROPERTY(bool needsPhoto READ needsPhoto NOTIFY changed FINAL) ///< there is no "fixed" without a picture of it
    Q_PROPERTY(bool needsReason READ needsReason NOTIFY changed FINAL)
    Q_PROPERTY(bool offersDate READ offersDate NOTIFY changed FINAL)
    Q_PROPERTY(bool complete READ complete NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(int maximumLength READ maximumLength CONSTANT FINAL)

public:
    using QObject::QObject;
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] bool needsPhoto() const { return m_state == hazardstate::Fixed; }
    [[nodiscard]] bool needsReason() const { return m_state == hazardstate::Closed; }
    [[nodiscard]] bool offersDate() const;
    [[nodiscard]] bool complete() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] int maximumLength() const;
    Q_INVOKABLE void submit();

signals:
    void changed();
    void busyChanged();
    void done();
    void failed(const QString& problem);

private:
    [[nodiscard]] AdvanceDraft draft() const;

    AppCore* m_core = nullptr;
    QString m_hazardId;
    bool m_private = false;
    hazardstate::Value m_state = hazardstate::Acknowledged;
    hazardreason::Value m_reason = hazardreason::None;
    QString m_duplicateOf;
    QString m_assignee;
    QDateTime m_expected;
    QString m_note;
    QList<QUrl> m_photos;
    bool m_busy = false;
};

} // namespace linli::resident
