// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// How a vote ended: in words, then the tally.
Card {
    id: root

    required property PollModel model

    readonly property pollInfo poll: root.model.poll

    spacing: Theme.spaceL

    AppText {
        Layout.fillWidth: true
        text: {
            switch (root.poll.result) {
            case PollResult.Approved:
                //: Result of a vote on a plan
                return qsTr("Approved: more than half of the households that voted said yes.");
            case PollResult.Rejected:
                //: Result of a vote on a plan
                return qsTr("Rejected: more than half of the households that voted said no.");
            case PollResult.Winner:
                //: Result of a vote with several answers; %1 is the answer that won
                return qsTr("Decided: more than half of the households that voted chose “%1”.").arg(root.poll.winner);
            case PollResult.NoQuorum:
                //: Result of a vote; %1 households took part, %2 were needed
                return qsTr("No decision: %1 households voted, but at least %2 were needed.").arg(root.poll.ballots).arg(root.poll.quorum);
            default:
                //: Result of a vote
                return qsTr("No decision: no answer got more than half of the votes.");
            }
        }
        font: Theme.type.titleLarge
    }

    BarChart {
        Layout.fillWidth: true
        //: Name of a chart for people who cannot see it
        title: qsTr("Votes for each answer")
        model: root.model
    }

    ProgressLine {
        Layout.fillWidth: true
        //: How many households have taken part in a vote
        label: qsTr("Households that voted")
        tint: Theme.colors.outline
        value: root.poll.roll > 0 ? root.poll.ballots / root.poll.roll : 0
        //: Turnout of a vote; %1 households of %2 that may vote
        valueText: qsTr("%1 of %2").arg(root.poll.ballots).arg(root.poll.roll)
    }

    AppText {
        Layout.fillWidth: true
        visible: root.poll.ownChoice > 0
        //: The household's ballot; %1 the answer
        text: qsTr("Your household's vote: %1").arg(root.poll.ownChoiceText)
        color: Theme.colors.onSurfaceVariant
    }
}
