// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The household's ballot: one big button per answer, until when it can be changed, and how far it has come.
Card {
    id: root

    required property PollModel model

    readonly property pollInfo poll: root.model.poll
    readonly property bool open: root.poll.phase === PollPhase.Open && root.poll.right === PollRight.May

    spacing: Theme.spaceM

    AppText {
        Layout.fillWidth: true
        text: {
            if (root.poll.phase === PollPhase.NotOpen)
                //: %1 is a date and time
                return qsTr("Voting starts on %1.").arg(root.poll.opens.toLocaleString(Qt.locale(), Locale.ShortFormat));
            if (root.poll.phase === PollPhase.Counting)
                //: Shown between the end of a vote and its result
                return qsTr("Voting is over. The result appears here as soon as it is counted.");
            if (root.poll.right === PollRight.NoHousehold)
                //: Why somebody cannot vote
                return qsTr("Each household has one vote. You are not registered in a household here, so you cannot vote.");
            if (root.poll.right === PollRight.NotOnRoll)
                //: Why somebody cannot vote
                return qsTr("Your household is not among those that may vote here.");
            //: %1 is a home, such as "Building 2, unit 1, room 302"
            return qsTr("You vote for your household: %1").arg(root.poll.household);
        }
        color: Theme.colors.onSurfaceVariant
    }

    ErrorBanner {
        Layout.fillWidth: true
        visible: root.poll.rejection !== ""
        text: root.poll.rejection
        //: Button: take a message away after reading it
        actionText: root.poll.rejectedOp !== "" ? qsTr("Got it") : ""
        onActed: root.model.discardRejected()
    }

    Repeater {
        model: root.model

        BigChoice {
            required property int optionId
            required property string label
            required property bool chosen

            Layout.fillWidth: true
            visible: root.open
            enabled: !root.model.saving
            text: label
            picked: chosen
            onClicked: root.model.vote(optionId)
        }
    }

    DeliveryChip {
        visible: root.poll.ownChoice > 0 && root.poll.delivery !== DeliveryChip.State.Delivered
        delivery: root.poll.delivery
    }

    AppText {
        Layout.fillWidth: true
        visible: root.poll.ownChoice > 0
        text: root.poll.ownVoter !== "" ?
            //: The household's ballot was cast by somebody else; %1 a person's name, %2 the answer
            qsTr("%1 voted for your household: %2").arg(root.poll.ownVoter).arg(root.poll.ownChoiceText) :
            //: The household's ballot; %1 the answer
            qsTr("Your household's vote: %1").arg(root.poll.ownChoiceText)
        font: Theme.type.title
    }

    AppText {
        Layout.fillWidth: true
        visible: root.open
        //: %1 is a date and time
        text: root.poll.ownChoice > 0 ? qsTr("You can change it until %1. The last vote of a household counts.").arg(root.poll.closes.toLocaleString(Qt.locale(), Locale.ShortFormat)) :
        //: %1 is a date and time
        qsTr("You can vote until %1.").arg(root.poll.closes.toLocaleString(Qt.locale(), Locale.ShortFormat))
    }

    ProgressLine {
        Layout.fillWidth: true
        visible: root.poll.phase !== PollPhase.NotOpen
        //: How many households have taken part in a vote
        label: qsTr("Households that voted")
        value: root.poll.roll > 0 ? root.poll.ballots / root.poll.roll : 0
        //: Turnout of a vote; %1 households of %2 that may vote
        valueText: qsTr("%1 of %2").arg(root.poll.ballots).arg(root.poll.roll)
    }
}
