// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// A setting that is on or off; the whole row presses it.
SwitchDelegate {
    id: root

    required text
    property string subtitle: ""

    padding: Theme.spaceL
    topPadding: Theme.spaceS
    bottomPadding: Theme.spaceS
    rightPadding: Theme.spaceL
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    // A screen reader would only change `checked`, of which nobody hears.
    Accessible.onPressAction: root.click()
    Accessible.onToggleAction: root.click()
    Accessible.description: root.subtitle

    contentItem: ColumnLayout {
        spacing: 2

        AppText {
            Layout.fillWidth: true
            Layout.rightMargin: root.indicator.width + Theme.spaceM
            text: root.text
            Accessible.ignored: true
        }

        AppText {
            Layout.fillWidth: true
            Layout.rightMargin: root.indicator.width + Theme.spaceM
            visible: root.subtitle !== ""
            text: root.subtitle
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
            Accessible.ignored: true
        }
    }

    indicator: Rectangle {
        x: root.width - width - root.rightPadding
        y: (root.height - height) / 2
        width: 52
        height: 32
        radius: height / 2
        color: root.checked ? Theme.colors.primary : Theme.colors.surfaceContainerHighest
        border.width: root.checked ? 0 : 2
        border.color: Theme.colors.outline

        Rectangle {
            readonly property int size: root.checked ? 24 : 18

            x: root.checked ? parent.width - width - 4 : 7
            y: (parent.height - height) / 2
            width: size
            height: size
            radius: size / 2
            color: root.checked ? Theme.colors.onPrimary : Theme.colors.outline

            Behavior on x {
                NumberAnimation {
                    duration: Theme.durationShort
                }
            }
        }
    }

    background: StateLayer {
        control: root
        radius: Theme.radiusM
    }
}
