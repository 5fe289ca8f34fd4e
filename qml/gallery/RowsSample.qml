// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

ColumnLayout {
    id: root

    readonly property list<string> icons: ["today", "hazard", "plan", "event", "fund", "notice", "me", "people", "home", "camera", "photo", "map", "pin", "locate", "check", "check-circle", "clock", "phone-saved", "hub-received", "upload", "offline", "sync", "error", "info", "back", "forward", "expand", "add", "remove", "close", "search", "filter", "list", "more", "edit", "delete", "settings", "call", "comment", "support", "vote", "receipt", "scan", "qr", "device", "language", "text-size", "sound", "lock", "star", "fire", "bolt", "lift", "building", "water", "food", "traffic", "shield", "tree", "facility", "other"]

    spacing: Theme.spaceM

    SectionHeader {
        Layout.fillWidth: true
        title: "Icons"
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        Repeater {
            model: root.icons

            AppIcon {
                required property string modelData

                iconName: modelData
            }
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        Repeater {
            model: root.icons.slice(50)

            Medallion {
                required property string modelData

                iconName: modelData
            }
        }
    }

    SectionHeader {
        Layout.fillWidth: true
        title: "Rows"
        actionText: "更多"
    }

    Card {
        Layout.fillWidth: true
        padding: 0
        spacing: 0

        ListRow {
            Layout.fillWidth: true
            iconName: "fire"
            title: "3栋2单元楼道堆放电动车电池"
            subtitle: "梅苑小区 3 栋 · 消防安全"
            meta: "10:32"
            stateText: "Reported"
            delivery: DeliveryChip.State.Saved
        }

        ListRow {
            Layout.fillWidth: true
            iconName: "water"
            title: "Leaking pipe beside the gate, water runs over the path where children walk to school"
            subtitle: "Meiyuan, building 1"
            meta: "3 May"
            stateText: "In progress"
            stateTone: Tone.Info
        }

        ListRow {
            Layout.fillWidth: true
            title: "Devices"
            iconName: "device"
            iconTint: Theme.colors.primary
            subtitle: "2 phones"
            chevron: true
        }

        ListRow {
            Layout.fillWidth: true
            picture: Qt.resolvedUrl("nothing.jpg")
            title: "修缮中心花园凉亭"
            subtitle: "Budget ¥38,600"
            stateText: "Voting"
            stateTone: Tone.Accent
            delivery: DeliveryChip.State.Rejected
        }
    }

    CardButton {
        Layout.fillWidth: true
        text: "Plan"

        AppText {
            Layout.fillWidth: true
            text: "A card that opens a plan"
            font: Theme.type.title
        }

        ProgressLine {
            Layout.fillWidth: true
            label: "Under construction"
            value: 0.42
        }
    }
}
