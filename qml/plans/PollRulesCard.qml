// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// How a vote is counted, in plain words.
Card {
    id: root

    required property pollInfo poll

    spacing: Theme.spaceS

    AppText {
        Layout.fillWidth: true
        //: Heading above the rules of a vote
        text: qsTr("How it is counted")
        font: Theme.type.title
        Accessible.role: Accessible.Heading
    }

    AppText {
        Layout.fillWidth: true
        //: Rule of a vote; %1 is the number of households that may vote
        text: qsTr("Each household has one vote. %1 households may vote; the list was fixed when the vote was opened.").arg(root.poll.roll)
        color: Theme.colors.onSurfaceVariant
    }

    AppText {
        Layout.fillWidth: true
        //: Rule of a vote
        text: qsTr("If several people of a household vote, the last vote before the end counts.")
        color: Theme.colors.onSurfaceVariant
    }

    AppText {
        Layout.fillWidth: true
        //: Rule of a vote
        text: qsTr("An answer wins with more than half of all votes. Who abstains has taken part.")
        color: Theme.colors.onSurfaceVariant
    }

    AppText {
        Layout.fillWidth: true
        visible: root.poll.quorum > 0
        //: Rule of a vote; %1 is a number of households
        text: qsTr("At least %1 households have to take part.").arg(root.poll.quorum)
        color: Theme.colors.onSurfaceVariant
    }

    AppText {
        Layout.fillWidth: true
        visible: root.poll.phase !== PollPhase.Closed
        //: Rule of a vote
        text: qsTr("Until the end nobody sees how the votes are spread. Every phone counts by itself and gets the same result.")
        color: Theme.colors.onSurfaceVariant
    }
}
