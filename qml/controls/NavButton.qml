// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Linli.Theme

// One button of the BottomNav: icon over word, with a count on the icon when something waits.
T.AbstractButton {
    id: root

    required text
    required property string iconName
    property int badge: 0

    // Five words share the width of a phone, so these stop growing before they would be cut.
    readonly property real labelSize: Math.round(12 * Math.min(1.4, Theme.effectiveTextScale))
    readonly property color tint: root.checked ? Theme.colors.primary : Theme.colors.onSurfaceVariant

    implicitHeight: column.implicitHeight + 2 * Theme.spaceS
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.PageTab
    //: Accessible name of a bottom tab where something waits for this person; %1 is the tab's name
    Accessible.name: root.badge > 0 ? qsTr("%1, %n waiting for you", "", root.badge).arg(root.text) : root.text
    Accessible.selectable: true
    Accessible.selected: root.checked

    contentItem: Item {
        Column {
            id: column

            anchors.centerIn: parent
            width: parent.width
            spacing: 2

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(60, column.width)
                height: icon.height + Theme.spaceS
                radius: height / 2
                color: root.checked ? Theme.colors.primaryContainer : "transparent"

                AppIcon {
                    id: icon

                    anchors.centerIn: parent
                    iconName: root.iconName
                    size: Theme.elderMode ? 30 : 24
                    color: root.checked ? Theme.colors.onPrimaryContainer : root.tint
                }

                Badge {
                    x: parent.width / 2 + 6
                    y: 0
                    count: root.badge
                }
            }

            AppText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: root.text
                wrapMode: Text.NoWrap
                font.family: Theme.fontFamily
                font.pixelSize: root.labelSize
                font.bold: root.checked
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 11
                color: root.checked ? Theme.colors.onSurface : Theme.colors.onSurfaceVariant
                Accessible.ignored: true
            }
        }
    }

    background: StateLayer {
        control: root
        radius: Theme.radiusM
    }
}
