// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// One fact with its name above it; hidden while there is none.
RowLayout {
    id: root

    required property string iconName
    required property string label
    required property string value

    visible: root.value !== ""
    spacing: Theme.spaceM
    Accessible.role: Accessible.StaticText
    Accessible.name: root.label + ", " + root.value

    AppIcon {
        Layout.alignment: Qt.AlignTop
        iconName: root.iconName
        color: Theme.colors.primary
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        AppText {
            Layout.fillWidth: true
            text: root.label
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
            Accessible.ignored: true
        }

        AppText {
            Layout.fillWidth: true
            text: root.value
            Accessible.ignored: true
        }
    }
}
