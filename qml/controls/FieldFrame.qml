// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Theme

// What every input field shares: its name above it, help or error under it, a count at the end.
ColumnLayout {
    id: root

    required property string label
    property bool required: false
    property string helper: ""
    property string errorText: ""
    property string counterText: ""
    property bool counterExceeded: false

    default property alias field: slot.data

    spacing: Theme.spaceXs

    AppText {
        Layout.fillWidth: true
        //: Name of a field that must be filled in; %1 is the name
        text: root.required ? qsTr("%1 (needed)").arg(root.label) : root.label
        font: Theme.type.label
        Accessible.ignored: true
    }

    ColumnLayout {
        id: slot

        Layout.fillWidth: true
        spacing: 0
    }

    RowLayout {
        visible: note.text !== "" || root.counterText !== ""
        spacing: Theme.spaceS

        AppIcon {
            Layout.alignment: Qt.AlignTop
            visible: root.errorText !== ""
            iconName: "error"
            size: Theme.smallIconSize
            color: Theme.colors.error
        }

        AppText {
            id: note

            Layout.fillWidth: true
            text: root.errorText !== "" ? root.errorText : root.helper
            font: Theme.type.bodySmall
            color: root.errorText !== "" ? Theme.colors.error : Theme.colors.onSurfaceVariant
            Accessible.role: root.errorText !== "" ? Accessible.AlertMessage : Accessible.StaticText
        }

        AppText {
            Layout.alignment: Qt.AlignTop | Qt.AlignRight
            text: root.counterText
            font: Theme.type.bodySmall
            color: root.counterExceeded ? Theme.colors.error : Theme.colors.onSurfaceVariant
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
