// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// A message that stays until what it says has changed.
Pane {
    id: root

    required property string text
    property int tone: Tone.Info
    property string iconName: "info"
    property string actionText: ""

    readonly property ToneColors colors: Theme.tone(root.tone)

    signal acted

    padding: Theme.spaceM
    leftPadding: Theme.spaceL
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text

    contentItem: ColumnLayout {
        spacing: 0

        RowLayout {
            spacing: Theme.spaceM

            AppIcon {
                Layout.alignment: Qt.AlignTop
                iconName: root.iconName
                color: root.colors.onContainer
            }

            AppText {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignVCenter
                text: root.text
                font: Theme.type.bodySmall
                color: root.colors.onContainer
            }
        }

        AppButton {
            Layout.alignment: Qt.AlignRight
            visible: root.actionText !== ""
            kind: AppButton.Kind.Text
            text: root.actionText
            contentColor: root.colors.onContainer
            onClicked: root.acted()
        }
    }

    background: Rectangle {
        radius: Theme.radiusM
        color: root.colors.container
    }
}
