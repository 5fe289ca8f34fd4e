// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// One thing that is known about a hazard: a small picture and words.
RowLayout {
    id: root

    required property string iconName
    required property string text

    Layout.fillWidth: true
    spacing: Theme.spaceS

    AppIcon {
        Layout.alignment: Qt.AlignTop
        iconName: root.iconName
        size: Theme.smallIconSize
    }

    AppText {
        Layout.fillWidth: true
        text: root.text
        font: Theme.type.bodySmall
    }
}
