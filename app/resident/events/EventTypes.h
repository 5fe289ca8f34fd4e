// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QQmlEngine>
#include <QString>
#include <QUrl>

/// What event pages show, as QML values. Texts are plain; words for the enums are the pages'.
namespace linli::resident {

/// Where an event is, as people see it. Full: sign-up is open, but leads to the waitlist.
namespace eventphase {
Q_NAMESPACE
QML_NAMED_ELEMENT(EventPhase)
enum Value { Open, Full, SignUpClosed, Running, Over, Cancelled };
Q_ENUM_NS(Value)
} // namespace eventphase

/// This person's part in an event.
namespace eventpart {
Q_NAMESPACE
QML_NAMED_ELEMENT(EventPart)
enum Value { None, Going, Waiting, Withdrawn, CheckedIn };
Q_ENUM_NS(Value)
} // namespace eventpart

struct EventInfo {
    Q_GADGET
    QML_VALUE_TYPE(eventInfo)
    Q_PROPERTY(QString title MEMBER title FINAL) ///< empty when hidden
    Q_PROPERTY(QString words MEMBER words FINAL)
    Q_PROPERTY(QString place MEMBER place FINAL)
    Q_PROPERTY(QString publisher MEMBER publisher FINAL)
    Q_PROPERTY(QDateTime starts MEMBER starts FINAL)
    Q_PROPERTY(QDateTime ends MEMBER ends FINAL)
    Q_PROPERTY(QDateTime signUpCloses MEMBER signUpCloses FINAL)
    Q_PROPERTY(int capacity MEMBER capacity FINAL) ///< persons
    Q_PROPERTY(int taken MEMBER taken FINAL)
    Q_PROPERTY(int freePlaces MEMBER freePlaces FINAL)
    Q_PROPERTY(int waiting MEMBER waiting FINAL)             ///< persons on the waitlist
    Q_PROPERTY(int checkedIn MEMBER checkedIn FINAL)         ///< persons
    Q_PROPERTY(int companionsMax MEMBER companionsMax FINAL) ///< that one member may bring
    Q_PROPERTY(linli::resident::eventphase::Value phase MEMBER phase FINAL)
    Q_PROPERTY(QList<QUrl> photos MEMBER photos FINAL)
    Q_PROPERTY(int delivery MEMBER delivery FINAL)
    Q_PROPERTY(QString rejection MEMBER rejection FINAL)
    Q_PROPERTY(QString cancelReason MEMBER cancelReason FINAL)
    Q_PROPERTY(linli::resident::eventpart::Value part MEMBER part FINAL)
    Q_PROPERTY(int ownParty MEMBER ownParty FINAL)             ///< persons, with this one
    Q_PROPERTY(int ownPosition MEMBER ownPosition FINAL)       ///< on the waitlist, from 1; 0 when not waiting
    Q_PROPERTY(int ownDelivery MEMBER ownDelivery FINAL)       ///< of what was last done here (sign-up, withdrawal)
    Q_PROPERTY(QString ownRejection MEMBER ownRejection FINAL) ///< why it does not count, in words
    Q_PROPERTY(QString rejectedOp MEMBER rejectedOp FINAL)     ///< its id, to be put away
    Q_PROPERTY(bool mayCheckIn MEMBER mayCheckIn FINAL)
    Q_PROPERTY(bool mayCancel MEMBER mayCancel FINAL)

public:
    QString title;
    QString words;
    QString place;
    QString publisher;
    QDateTime starts;
    QDateTime ends;
    QDateTime signUpCloses;
    int capacity = 0;
    int taken = 0;
    int freePlaces = 0;
    int waiting = 0;
    int checkedIn = 0;
    int companionsMax = 0;
    eventphase::Value phase = eventphase::Open;
    QList<QUrl> photos;
    int delivery = 0;
    QString rejection;
    QString cancelReason;
    eventpart::Value part = eventpart::None;
    int ownParty = 0;
    int ownPosition = 0;
    int ownDelivery = 0;
    QString ownRejection;
    QString rejectedOp;
    bool mayCheckIn = false;
    bool mayCancel = false;
};

} // namespace linli::resident
