// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// One row of a list: what leads it (icon or picture), a title, a line under it, chips, and where it goes.
ItemDelegate {
    id: root

    required property string title
    property string subtitle: ""
    // Short text at the right end: a date, a number.
    property string meta: ""
    property string iconName: ""
    property color iconTint: Theme.category(root.iconName)
    property url picture
    property string stateText: ""
    property int stateTone: Tone.Neutral
    property int delivery: DeliveryChip.State.Delivered
    property bool chevron: false

    // Beside large text there is no room at the right end; the line under the title has it.
    readonly property bool metaBelow: Theme.effectiveTextScale > 1.3
    readonly property string line: root.metaBelow ? [root.meta, root.subtitle].filter(part => part !== "").join(" · ") : root.subtitle
    readonly property int maximumLines: root.metaBelow ? 3 : 2

    text: [root.title, root.subtitle, root.meta, root.stateText].filter(part => part !== "").join(", ")
    padding: Theme.spaceL
    topPadding: Theme.spaceM
    bottomPadding: Theme.spaceM
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touchTarget + Theme.spaceL, implicitContentHeight + topPadding + bottomPadding)
    Accessible.role: Accessible.ListItem
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()

    contentItem: RowLayout {
        spacing: Theme.spaceM

        Medallion {
            Layout.alignment: Qt.AlignTop
            visible: root.iconName !== "" && root.picture.toString() === ""
            iconName: root.iconName
            tint: root.iconTint
        }

        PhotoTile {
            Layout.preferredWidth: 64
            Layout.preferredHeight: 64
            Layout.alignment: Qt.AlignTop
            visible: root.picture.toString() !== ""
            enabled: false
            source: root.picture
            text: root.title
            Accessible.ignored: true
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: root.title
                font: Theme.type.title
                maximumLineCount: root.maximumLines
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                visible: root.line !== ""
                text: root.line
                font: Theme.type.bodySmall
                color: Theme.colors.onSurfaceVariant
                maximumLineCount: root.maximumLines
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Flow {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spaceXs
                visible: root.stateText !== "" || root.delivery !== DeliveryChip.State.Delivered
                spacing: Theme.spaceS

                StateChip {
                    visible: root.stateText !== ""
                    text: root.stateText
                    tone: root.stateTone
                    Accessible.ignored: true
                }

                DeliveryChip {
                    delivery: root.delivery
                }
            }
        }

        AppText {
            Layout.alignment: Qt.AlignTop
            visible: root.meta !== "" && !root.metaBelow
            text: root.meta
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        AppIcon {
            visible: root.chevron
            iconName: "forward"
            size: Theme.smallIconSize
        }
    }

    background: StateLayer {
        control: root
        radius: Theme.radiusM
    }
}
