// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Something that a neighbour wrote and that the community does not have yet.
Card {
    id: root

    required property string title
    required property string author
    required property string words
    required property date made
    required property int place
    required property string reason

    Accessible.name: root.author === "" ? root.title : root.title + ", " + root.author

    AppText {
        Layout.fillWidth: true
        text: root.title
        font: Theme.type.title
    }

    AppText {
        Layout.fillWidth: true
        text: [root.author, root.made.toLocaleString(Qt.locale(), Locale.ShortFormat)].filter(part => part !== "").join(" · ")
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
    }

    AppText {
        Layout.fillWidth: true
        text: root.words !== "" ? root.words :
        //: In place of words that only a few people may read, on the phone of somebody who carries them
        qsTr("Only those it is for can read it.")
        color: root.words !== "" ? Theme.colors.onSurface : Theme.colors.onSurfaceVariant
    }

    StateChip {
        Layout.maximumWidth: parent.width
        iconName: root.place === CarriedModel.InLog ? "check" : "clock"
        tone: root.place === CarriedModel.InLog ? Tone.Success : root.place === CarriedModel.Doubtful ? Tone.Warning : Tone.Pending
        text: root.place === CarriedModel.InLog ?
              //: State of what a neighbour handed over: the community has it already
              qsTr("Genuine, the community has it") : root.place === CarriedModel.Doubtful ?
              //: State of what a neighbour handed over: the community's rules would say no
              qsTr("May not be accepted") :
              //: State of what a neighbour handed over: checked, but the community does not have it yet
              qsTr("Genuine, not with the community yet")
    }

    AppText {
        Layout.fillWidth: true
        visible: root.reason !== ""
        text: root.reason
        color: Theme.colors.onSurfaceVariant
    }
}
