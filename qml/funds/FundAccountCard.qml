// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// One account: what it is called, whose money it is, how much is there.
CardButton {
    id: root

    required property string accountId
    required property string name
    required property string trackText
    required property string trackHint
    required property string iconName
    required property string balanceText
    required property int delivery

    signal opened(id: string, name: string)

    text: [root.name, root.balanceText, root.trackText].join(", ")
    onClicked: root.opened(root.accountId, root.name)

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        Medallion {
            Layout.alignment: Qt.AlignTop
            iconName: root.iconName
            tint: Theme.colors.primary
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: root.name
                font: Theme.type.title
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                text: root.trackText + " · " + root.trackHint
                font: Theme.type.bodySmall
                color: Theme.colors.onSurfaceVariant
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spaceXs
                text: root.balanceText
                font: Theme.type.headline
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.type.bodySmall.pixelSize
                Accessible.ignored: true
            }

            DeliveryChip {
                visible: root.delivery !== DeliveryChip.State.Delivered
                delivery: root.delivery
            }
        }

        AppIcon {
            iconName: "forward"
            size: Theme.smallIconSize
        }
    }
}
