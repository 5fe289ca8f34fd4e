// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import Linli.Theme

// A button without a word. `text` is what a screen reader says and what the tooltip shows.
ToolButton {
    id: root

    required text
    required property string iconName
    property color tint: Theme.colors.onSurfaceVariant
    property color fill: "transparent"
    property real iconSize: Theme.iconSize

    implicitWidth: Theme.touchTarget
    implicitHeight: Theme.touchTarget
    padding: 0
    topInset: 0
    bottomInset: 0
    leftInset: 0
    rightInset: 0
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    ToolTip.text: root.text
    ToolTip.visible: root.hovered && !root.pressed
    ToolTip.delay: 700

    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            iconName: root.iconName
            size: root.iconSize
            color: root.enabled ? root.tint : Qt.alpha(Theme.colors.onSurface, 0.38)
        }
    }

    background: Rectangle {
        radius: height / 2
        color: root.fill

        StateLayer {
            anchors.fill: parent
            control: root
            radius: parent.radius
            tint: root.tint
        }
    }
}
