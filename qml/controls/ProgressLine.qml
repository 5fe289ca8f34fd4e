// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Theme

// How far something is, with words. `value` is 0 to 1.
T.ProgressBar {
    id: root

    required property string label
    property string valueText: Qt.locale().toString(Math.round(root.value * 100), "f", 0) + "%"
    property color tint: Theme.colors.primary

    implicitWidth: 200
    implicitHeight: implicitContentHeight
    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.label + ", " + root.valueText

    contentItem: ColumnLayout {
        spacing: Theme.spaceXs

        RowLayout {
            spacing: Theme.spaceM

            AppText {
                Layout.fillWidth: true
                text: root.label
                font: Theme.type.bodySmall
                color: Theme.colors.onSurfaceVariant
                Accessible.ignored: true
            }

            AppText {
                text: root.valueText
                font: Theme.type.label
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 8
            radius: 4
            color: Theme.colors.surfaceContainerHigh

            Rectangle {
                width: parent.width * root.visualPosition
                height: parent.height
                radius: parent.radius
                color: root.tint
            }
        }
    }
}
