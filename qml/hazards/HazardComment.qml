// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Field for a comment. Its words stay until the comment is saved.
ColumnLayout {
    id: root

    required property HazardActions actions

    spacing: Theme.spaceS

    AppTextArea {
        id: words

        Layout.fillWidth: true
        //: Field for a comment on a hazard
        label: qsTr("Write a comment")
        minimumLines: 2
        maximumLength: root.actions.maximumLength
    }

    AppButton {
        Layout.alignment: Qt.AlignRight
        kind: AppButton.Kind.Tonal
        //: Button that stores a comment and sends it
        text: qsTr("Send comment")
        enabled: words.text.trim() !== "" && !words.tooLong && !root.actions.busy
        busy: root.actions.busy
        onClicked: root.actions.comment(words.text)
    }

    Connections {
        target: root.actions

        function onDone(): void {
            words.text = "";
        }
    }
}
