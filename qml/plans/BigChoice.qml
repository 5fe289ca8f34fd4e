// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Controls
import Linli.Theme

// One answer of a vote, as wide as the page.
T.AbstractButton {
    id: root

    required text
    required property bool picked

    readonly property color contentColor: root.picked ? Theme.colors.onPrimary : Theme.colors.onSurface

    padding: Theme.spaceL
    implicitHeight: Math.max(Theme.touchTarget + Theme.spaceL, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: root.enabled ? 1 : 0.6
    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    // What a screen reader does by itself with something checkable is no click.
    Accessible.onPressAction: root.click()
    Accessible.onToggleAction: root.click()
    Accessible.checkable: true
    Accessible.checked: root.picked

    contentItem: RowLayout {
        spacing: Theme.spaceM

        Rectangle {
            implicitWidth: Theme.iconSize
            implicitHeight: Theme.iconSize
            radius: width / 2
            color: "transparent"
            border.width: 2
            border.color: root.picked ? Theme.colors.onPrimary : Theme.colors.outline

            AppIcon {
                anchors.centerIn: parent
                visible: root.picked
                iconName: "check"
                size: Theme.smallIconSize
                color: root.contentColor
            }
        }

        AppText {
            Layout.fillWidth: true
            text: root.text
            font: Theme.type.title
            color: root.contentColor
            Accessible.ignored: true
        }
    }

    background: Rectangle {
        radius: Theme.radiusM
        color: root.picked ? Theme.colors.primary : Theme.colors.surfaceContainerLow
        border.width: root.picked ? 0 : 1
        border.color: Theme.colors.outline

        StateLayer {
            anchors.fill: parent
            control: root
            radius: parent.radius
            tint: root.contentColor
        }
    }
}
