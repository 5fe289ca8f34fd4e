// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Theme

// What a page shows when there is nothing yet: what would be here, and how to begin.
ColumnLayout {
    id: root

    required property string iconName
    required property string title
    property string message: ""
    property string actionText: ""
    property color tint: Theme.colors.primary

    signal acted

    spacing: Theme.spaceS

    Medallion {
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Theme.spaceS
        iconName: root.iconName
        tint: root.tint
        size: 88
    }

    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        font: Theme.type.titleLarge
    }

    AppText {
        Layout.fillWidth: true
        visible: root.message !== ""
        horizontalAlignment: Text.AlignHCenter
        text: root.message
        color: Theme.colors.onSurfaceVariant
    }

    AppButton {
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.spaceM
        Layout.maximumWidth: root.width
        visible: root.actionText !== ""
        kind: AppButton.Kind.Tonal
        text: root.actionText
        onClicked: root.acted()
    }
}
