// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Linli.Theme

// The empty place at the end of a photo strip.
T.AbstractButton {
    id: root

    //: Button in a form: take or choose a photo
    text: qsTr("Add photo")
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: root.text

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            width: parent.width - Theme.spaceS
            spacing: Theme.spaceXs

            AppIcon {
                anchors.horizontalCenter: parent.horizontalCenter
                iconName: "camera"
                color: Theme.colors.primary
            }

            AppText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: root.text
                font: Theme.type.labelSmall
                color: Theme.colors.primary
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 12
                Accessible.ignored: true
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusM
        color: Theme.colors.surfaceContainerLowest
        border.width: 1
        border.color: Theme.colors.outline

        StateLayer {
            anchors.fill: parent
            control: root
            radius: parent.radius
            tint: Theme.colors.primary
        }
    }
}
