// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// One notice in the list; its properties are the roles of NoticeListModel.
CardButton {
    id: root

    required property string noticeId
    required property string headline
    required property string severityText
    required property string stateText
    required property string iconName
    required property string authorName
    required property int tone
    required property int delivery
    required property bool live
    required property bool read
    required property date sent

    readonly property string from: [root.authorName, root.sent.toLocaleString(Qt.locale(), Locale.ShortFormat)].filter(part => part !== "").join(" · ")

    text: [root.live ? root.severityText : root.stateText, root.headline, root.from].join(", ")
    opacity: root.live ? 1 : 0.7

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        Medallion {
            Layout.alignment: Qt.AlignTop
            iconName: root.iconName
            tint: Theme.tone(root.tone).main
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceXs

            AppText {
                Layout.fillWidth: true
                text: root.headline
                font: Theme.type.title
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                text: root.from
                font: Theme.type.bodySmall
                color: Theme.colors.onSurfaceVariant
                Accessible.ignored: true
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                StateChip {
                    text: root.live ? root.severityText : root.stateText
                    tone: root.tone
                    iconName: root.live ? "notice" : ""
                    Accessible.ignored: true
                }

                StateChip {
                    visible: root.read
                    //: Chip on a notice that this person has confirmed
                    text: qsTr("Read")
                    tone: Tone.Success
                    iconName: "check"
                    Accessible.ignored: true
                }

                DeliveryChip {
                    delivery: root.delivery
                }
            }
        }
    }
}
