// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QQmlEngine>
#include <QString>
#include <QUrl>

/// What plan and poll pages show, as QML values. Texts are plain; words for the enums are the pages'.
namespace linli::resident {

/// plans::Phase for QML, with the same numbers.
namespace planphase {
Q_NAMESPACE
QML_NAMED_ELEMENT(PlanPhase)
enum Value { Published, Voting, Approved, Rejected, UnderConstruction, Completed };
Q_ENUM_NS(Value)
} // namespace planphase

/// Where a poll is. Counting: its time is over, and the log has not said the result yet.
namespace pollphase {
Q_NAMESPACE
QML_NAMED_ELEMENT(PollPhase)
enum Value { NotOpen, Open, Counting, Closed };
Q_ENUM_NS(Value)
} // namespace pollphase

/// How a poll ended; a plan's poll is Approved or Rejected, any other has a Winner, when it is decided.
namespace pollresult {
Q_NAMESPACE
QML_NAMED_ELEMENT(PollResult)
enum Value { None, Approved, Rejected, Winner, NoMajority, NoQuorum };
Q_ENUM_NS(Value)
} // namespace pollresult

/// May this person's household vote?
namespace pollright {
Q_NAMESPACE
QML_NAMED_ELEMENT(PollRight)
enum Value { May, NoHousehold, NotOnRoll };
Q_ENUM_NS(Value)
} // namespace pollright

struct PlanInfo {
    Q_GADGET
    QML_VALUE_TYPE(planInfo)
    Q_PROPERTY(QString title MEMBER title FINAL) ///< empty when hidden
    Q_PROPERTY(QString words MEMBER words FINAL)
    Q_PROPERTY(QString place MEMBER place FINAL)
    Q_PROPERTY(QString author MEMBER author FINAL)
    Q_PROPERTY(QDateTime published MEMBER published FINAL)
    Q_PROPERTY(QDateTime starts MEMBER starts FINAL) ///< invalid when not said
    Q_PROPERTY(QDateTime ends MEMBER ends FINAL)
    Q_PROPERTY(QString costText MEMBER costText FINAL)
    Q_PROPERTY(QString finalCostText MEMBER finalCostText FINAL) ///< empty before the result
    Q_PROPERTY(QString savedText MEMBER savedText FINAL)         ///< difference to the plan when it cost less
    Q_PROPERTY(QString overText MEMBER overText FINAL)           ///< difference to the plan when it cost more
    Q_PROPERTY(linli::resident::planphase::Value phase MEMBER phase FINAL)
    Q_PROPERTY(int percent MEMBER percent FINAL)
    Q_PROPERTY(QList<QUrl> photos MEMBER photos FINAL)
    Q_PROPERTY(QString resultWords MEMBER resultWords FINAL)
    Q_PROPERTY(QDateTime resultAt MEMBER resultAt FINAL)
    Q_PROPERTY(QList<QUrl> resultPhotos MEMBER resultPhotos FINAL)
    Q_PROPERTY(int delivery MEMBER delivery FINAL)
    Q_PROPERTY(QString rejection MEMBER rejection FINAL) ///< why it is not accepted, in words
    Q_PROPERTY(bool mayPost MEMBER mayPost FINAL)        ///< progress and result, in this phase
    Q_PROPERTY(bool mayFinish MEMBER mayFinish FINAL)
    Q_PROPERTY(bool mayOpenPoll MEMBER mayOpenPoll FINAL)

public:
    QString title;
    QString words;
    QString place;
    QString author;
    QDateTime published;
    QDateTime starts;
    QDateTime ends;
    QString costText;
    QString finalCostText;
    QString savedText;
    QString overText;
    planphase::Value phase = planphase::Published;
    int percent = 0;
    QList<QUrl> photos;
    QString resultWords;
    QDateTime resultAt;
    QList<QUrl> resultPhotos;
    int delivery = 0;
    QString rejection;
    bool mayPost = false;
    bool mayFinish = false;
    bool mayOpenPoll = false;
};

struct PollInfo {
    Q_GADGET
    QML_VALUE_TYPE(pollInfo)
    Q_PROPERTY(QString question MEMBER question FINAL) ///< empty when hidden or left out
    Q_PROPERTY(QString planId MEMBER planId FINAL)     ///< empty: stands alone
    Q_PROPERTY(QString planTitle MEMBER planTitle FINAL)
    Q_PROPERTY(QDateTime opens MEMBER opens FINAL) ///< invalid: at once
    Q_PROPERTY(QDateTime closes MEMBER closes FINAL)
    Q_PROPERTY(linli::resident::pollphase::Value phase MEMBER phase FINAL)
    Q_PROPERTY(int roll MEMBER roll FINAL)       ///< households that may vote
    Q_PROPERTY(int ballots MEMBER ballots FINAL) ///< households that have
    Q_PROPERTY(int quorum MEMBER quorum FINAL)   ///< households that have to take part; 0: any number
    Q_PROPERTY(linli::resident::pollresult::Value result MEMBER result FINAL)
    Q_PROPERTY(QString winner MEMBER winner FINAL) ///< text of the option that won
    Q_PROPERTY(linli::resident::pollright::Value right MEMBER right FINAL)
    Q_PROPERTY(QString household MEMBER household FINAL) ///< this person's, as the door says it
    Q_PROPERTY(int ownChoice MEMBER ownChoice FINAL)     ///< option of the household's ballot; 0: none
    Q_PROPERTY(QString ownChoiceText MEMBER ownChoiceText FINAL)
    Q_PROPERTY(QString ownVoter MEMBER ownVoter FINAL) ///< who cast it; empty: the person at this phone
    Q_PROPERTY(int delivery MEMBER delivery FINAL)     ///< of a ballot cast on this phone
    Q_PROPERTY(
        QString rejection MEMBER rejection FINAL) ///< why the last ballot from this phone does not count, in words
    Q_PROPERTY(QString rejectedOp MEMBER rejectedOp FINAL) ///< its id, to be put away

public:
    QString question;
    QString planId;
    QString planTitle;
    QDateTime opens;
    QDateTime closes;
    pollphase::Value phase = pollphase::Open;
    int roll = 0;
    int ballots = 0;
    int quorum = 0;
    pollresult::Value result = pollresult::None;
    QString winner;
    pollright::Value right = pollright::May;
    QString household;
    int ownChoice = 0;
    QString ownChoiceText;
    QString ownVoter;
    int delivery = 0;
    QString rejection;
    QString rejectedOp;
};

} // namespace linli::resident
