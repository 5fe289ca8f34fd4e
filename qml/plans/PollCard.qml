// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// A vote in a list: the question, until when, and whether this household has voted; or how it ended.
CardButton {
    id: root

    required property string question
    required property date closes
    required property int phase
    required property int roll
    required property int ballots
    required property int result
    required property string winner
    required property bool mayVote
    required property bool voted
    required property int delivery

    readonly property bool asked: root.phase === PollPhase.Open && root.mayVote && !root.voted
    //: Stands where the words of something were hidden by a moderator
    readonly property string shownQuestion: root.question !== "" ? root.question : qsTr("Hidden by a moderator")

    text: [root.shownQuestion, chip.text, line.text].join(", ")

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        PollChip {
            id: chip

            phase: root.phase
            result: root.result
            asked: root.asked
            voted: root.voted
            Accessible.ignored: true
        }

        DeliveryChip {
            delivery: root.delivery
        }
    }

    AppText {
        Layout.fillWidth: true
        text: root.shownQuestion
        font: Theme.type.title
        Accessible.ignored: true
    }

    AppText {
        id: line

        Layout.fillWidth: true
        text: root.phase === PollPhase.Closed && root.winner !== "" && root.result === PollResult.Winner ?
            //: How a vote with several answers ended; %1 is the answer that won
            qsTr("Most households chose: %1").arg(root.winner) :
            root.phase === PollPhase.Closed ?
            //: A vote that is over; %1 is a date and time
            qsTr("Ended on %1").arg(root.closes.toLocaleString(Qt.locale(), Locale.ShortFormat)) :
            //: End of a vote; %1 is a date and time
            qsTr("Until %1").arg(root.closes.toLocaleString(Qt.locale(), Locale.ShortFormat))
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
        Accessible.ignored: true
    }

    ProgressLine {
        Layout.fillWidth: true
        visible: root.phase !== PollPhase.NotOpen && root.roll > 0
        //: How many households have taken part in a vote
        label: qsTr("Households that voted")
        value: root.roll > 0 ? root.ballots / root.roll : 0
        //: Turnout of a vote; %1 households of %2 that may vote
        valueText: qsTr("%1 of %2").arg(root.ballots).arg(root.roll)
    }
}
