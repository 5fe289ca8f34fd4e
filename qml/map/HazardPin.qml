// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Linli.Controls
import Linli.Theme

// A hazard on the map: full in the colour of its category while it is open, pale once it is done.
T.AbstractButton {
    id: root

    required text
    required property string iconName
    required property bool open

    readonly property color tint: Theme.category(root.iconName)

    implicitWidth: Theme.touchTarget
    implicitHeight: Theme.touchTarget
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: root.text

    background: Item {
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 4
            width: 14
            height: 14
            rotation: 45
            color: disc.border.color
        }

        Rectangle {
            id: disc

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 8
            width: 36
            height: 36
            radius: 18
            color: root.open ? root.tint : Theme.colors.surfaceContainerLowest
            border.width: 2
            border.color: root.open ? Qt.darker(root.tint, 1.15) : Theme.colors.outline
        }
    }

    contentItem: Item {
        AppIcon {
            x: (parent.width - width) / 2
            y: parent.height - 26 - height / 2
            iconName: root.iconName
            size: 22
            color: root.open ? Theme.colors.surfaceContainerLowest : Theme.colors.onSurfaceVariant
        }
    }
}
