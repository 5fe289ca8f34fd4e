// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Theme

// One of several answers. In a group of which one holds, set `exclusive`.
T.AbstractButton {
    id: root

    required text
    property string iconName: ""
    property bool exclusive: true

    readonly property color contentColor: root.checked ? Theme.colors.onPrimaryContainer : Theme.colors.onSurface

    checkable: true
    font: Theme.type.bodySmall
    leftPadding: Theme.spaceL
    rightPadding: Theme.spaceL
    topPadding: Theme.spaceS
    bottomPadding: Theme.spaceS
    implicitWidth: Math.max(Theme.touchTarget, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: root.enabled ? 1 : 0.45
    Accessible.role: root.exclusive ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.name: root.text
    // A screen reader would only change `checked`, of which nobody hears.
    Accessible.onPressAction: root.click()
    Accessible.onToggleAction: root.click()
    Accessible.checkable: true
    Accessible.checked: root.checked

    contentItem: RowLayout {
        spacing: Theme.spaceXs

        AppIcon {
            visible: root.checked || root.iconName !== ""
            iconName: root.checked ? "check" : root.iconName
            size: Theme.smallIconSize
            color: root.contentColor
        }

        AppText {
            Layout.fillWidth: true
            text: root.text
            font: root.font
            color: root.contentColor
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: 4
            anchors.bottomMargin: 4
            radius: Theme.radiusM
            color: root.checked ? Theme.colors.primaryContainer : Theme.colors.surfaceContainerLowest
            border.width: 1
            border.color: root.checked ? Theme.colors.primary : Theme.colors.outline

            StateLayer {
                anchors.fill: parent
                control: root
                radius: parent.radius
                tint: root.contentColor
            }
        }
    }
}
