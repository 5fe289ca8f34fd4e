// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// How far the community's record is checked, and what was false.
Card {
    id: root

    required property RecordStatus record
    readonly property bool done: root.record.stage === RecordStatus.Proven || root.record.stage === RecordStatus.NotNeeded

    Banner {
        Layout.fillWidth: true
        visible: root.record.alarm !== ""
        tone: root.record.healed ? Tone.Warning : Tone.Error
        iconName: "error"
        text: root.record.alarm
        //: Button: a warning was read
        actionText: qsTr("I have read this")
        onActed: root.record.dismissAlarm()
    }

    ProgressLine {
        Layout.fillWidth: true
        visible: !root.done
        //: How far this phone has checked the signatures of what happened before it joined
        label: qsTr("Record checked")
        value: root.record.progress
    }

    AppText {
        Layout.fillWidth: true
        visible: !root.done
        color: Theme.colors.onSurfaceVariant
        font: Theme.type.bodySmall
        //: Under the progress of the check of old signatures
        text: root.record.stage === RecordStatus.Checking ? qsTr("Every old signature is checked. You can use everything meanwhile.") :
        //: The check of old signatures stands still for now
        qsTr("It goes on by itself when nothing else is to do and the network is free.")
    }

    RowLayout {
        Layout.fillWidth: true
        visible: root.done
        spacing: Theme.spaceM

        AppIcon {
            iconName: "check"
            color: Theme.colors.successTone.onContainer
        }

        AppText {
            Layout.fillWidth: true
            //: Every old signature was checked, and everything was true
            text: qsTr("The whole record was checked and is true.")
        }
    }
}
