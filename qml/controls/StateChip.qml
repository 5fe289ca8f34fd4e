// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Theme

// A word on a coloured ground that says what state something is in. Not pressable.
Rectangle {
    id: root

    required property string text
    property int tone: Tone.Neutral
    property string iconName: ""

    readonly property ToneColors colors: Theme.tone(root.tone)

    implicitWidth: icon.width + label.implicitWidth + 2 * Theme.spaceS + (icon.visible ? Theme.spaceXs : 0)
    implicitHeight: label.implicitHeight + Theme.spaceXs
    radius: Math.min(height / 2, Theme.radiusM)
    color: root.colors.container
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    AppIcon {
        id: icon

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.spaceS
        visible: root.iconName !== ""
        width: visible ? size : 0
        iconName: root.iconName
        size: Math.round(Theme.smallIconSize * 0.9)
        color: root.colors.onContainer
    }

    AppText {
        id: label

        anchors.verticalCenter: parent.verticalCenter
        anchors.left: icon.right
        anchors.leftMargin: icon.visible ? Theme.spaceXs : 0
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceS
        text: root.text
        font: Theme.type.labelSmall
        color: root.colors.onContainer
        Accessible.ignored: true
    }
}
