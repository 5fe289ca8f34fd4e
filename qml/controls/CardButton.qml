// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Theme

// A Card that opens something when pressed. `text` is its accessible name.
T.AbstractButton {
    id: root

    required text
    default property alias content: column.data

    padding: Theme.spaceL
    spacing: Theme.spaceS
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: root.text

    contentItem: ColumnLayout {
        id: column

        spacing: root.spacing
    }

    background: Rectangle {
        radius: Theme.radiusL
        color: Theme.colors.surfaceContainerLowest
        border.width: 1
        border.color: Theme.colors.outlineVariant

        StateLayer {
            anchors.fill: parent
            control: root
            radius: parent.radius
        }
    }
}
