// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

ColumnLayout {
    spacing: Theme.spaceM

    AppText {
        Layout.fillWidth: true
        text: "邻里 Linli"
        font: Theme.type.display
    }

    AppText {
        Layout.fillWidth: true
        text: "金堂街道 · 梅苑社区"
        font: Theme.type.headline
        color: Theme.colors.primary
    }

    SectionHeader {
        Layout.fillWidth: true
        title: "Buttons"
        actionText: "See all"
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        AppButton {
            text: "Report a hazard"
            iconName: "add"
        }

        AppButton {
            text: "报名"
            kind: AppButton.Kind.Tonal
        }

        AppButton {
            text: "Directions"
            iconName: "map"
            kind: AppButton.Kind.Outlined
        }

        AppButton {
            text: "Cancel"
            kind: AppButton.Kind.Text
        }

        AppButton {
            text: "Sending"
            busy: true
        }

        AppButton {
            text: "Delete"
            iconName: "delete"
            danger: true
        }

        AppButton {
            text: "Not now"
            enabled: false
        }

        IconButton {
            text: "Search"
            iconName: "search"
        }

        IconButton {
            text: "Add"
            iconName: "add"
            fill: Theme.colors.primary
            tint: Theme.colors.onPrimary
        }
    }

    AppButton {
        Layout.fillWidth: true
        text: "A button across the page whose words are so many that they need a second line"
    }

    SectionHeader {
        Layout.fillWidth: true
        title: "States"
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        StateChip {
            text: "Reported"
        }

        StateChip {
            text: "处理中"
            tone: Tone.Info
            iconName: "clock"
        }

        StateChip {
            text: "Fixed"
            tone: Tone.Success
            iconName: "check"
        }

        StateChip {
            text: "Voting"
            tone: Tone.Accent
        }

        DeliveryChip {
            delivery: DeliveryChip.State.Saved
        }

        DeliveryChip {
            delivery: DeliveryChip.State.Sending
        }

        DeliveryChip {
            delivery: DeliveryChip.State.Received
        }

        DeliveryChip {
            delivery: DeliveryChip.State.Waiting
        }

        DeliveryChip {
            delivery: DeliveryChip.State.Rejected
        }
    }
}
