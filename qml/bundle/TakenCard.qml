// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What came of taking something along.
Card {
    id: root

    required property TakeAlong take

    tone: root.take.taken > 0 ? Tone.Success : Tone.Neutral
    Accessible.name: heading.text

    AppText {
        id: heading

        Layout.fillWidth: true
        font: Theme.type.titleLarge
        text: root.take.taken > 0 ? qsTr("%n item(s) taken along", "", root.take.taken) :
        //: When everything that a neighbour handed over was here before
        qsTr("Nothing new")
        Accessible.role: Accessible.Heading
    }

    AppText {
        Layout.fillWidth: true
        visible: root.take.taken > 0
        text: qsTr("Linli delivers it by itself as soon as there is a network.")
    }

    AppText {
        Layout.fillWidth: true
        visible: root.take.known > 0
        text: qsTr("Already here: %n item(s)", "", root.take.known)
    }

    AppText {
        Layout.fillWidth: true
        visible: root.take.refused > 0
        text: qsTr("Left out: %n item(s)", "", root.take.refused) + "\n" + root.take.refusal
    }
}
