// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Theme

// An icon on a soft disc of its own colour; leads rows and empty pages.
Rectangle {
    id: root

    required property string iconName
    property color tint: Theme.category(root.iconName)
    property real size: Theme.iconSize + Theme.spaceL

    implicitWidth: root.size
    implicitHeight: root.size
    radius: root.size / 2
    color: Qt.alpha(root.tint, 0.14)

    AppIcon {
        anchors.centerIn: parent
        iconName: root.iconName
        size: root.size * 0.58
        color: root.tint
    }
}
