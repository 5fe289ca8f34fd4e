// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/Stage.h"
#include "app/demo/Summary.h"

namespace linli::demo {

/// The day that the demo plays: people join, then the six steps of the main job, then what a neighbourhood has besides.
/// Every step asks the phones' stores what they hold and records the answer.
class Day {
public:
    Day(Stage& stage, Summary& summary) : m_stage(stage), m_summary(summary) {}

    /// Plays everything; stops early only when nothing that follows could work.
    void play();

    /// Pages worth a picture, as linli-shots takes them.
    [[nodiscard]] QStringList pages() const;

private:
    [[nodiscard]] bool peopleJoin();
    [[nodiscard]] bool admitStaff(const QJsonObject& person);
    [[nodiscard]] bool accountsAreOpened();
    [[nodiscard]] bool offlineReport();
    void hazardIsFixed();
    void planIsVoted();
    void eventFillsUp();
    void moneyMoves();
    void captainTells();
    void restOfTheDay();
    void compareDigests();

    [[nodiscard]] QString publish(Phone& phone, const QString& kind, const QString& dataFile);
    [[nodiscard]] bool votesAreCast(const QString& poll);

    Stage& m_stage;
    Summary& m_summary;
    QString m_hazard;
    QString m_plan;
    QString m_poll;
    QString m_event;
    QString m_entry;
    QString m_notice;
};

} // namespace linli::demo
