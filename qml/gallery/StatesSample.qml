// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

ColumnLayout {
    id: root

    spacing: Theme.spaceM

    SectionHeader {
        Layout.fillWidth: true
        title: "Messages"
    }

    ErrorBanner {
        Layout.fillWidth: true
        text: "The photo could not be read. Take it again or choose another."
        actionText: "Try again"
    }

    Banner {
        Layout.fillWidth: true
        text: "If life is in danger call 119 first."
        tone: Tone.Warning
        iconName: "call"
    }

    Banner {
        Layout.fillWidth: true
        text: "Voting closes on Sunday at 20:00."
    }

    SyncLine {
        Layout.fillWidth: true
        sync: SyncLine.State.Current
        lastCurrent: "10:32"
    }

    SyncLine {
        Layout.fillWidth: true
        sync: SyncLine.State.Offline
        waiting: 3
    }

    SyncLine {
        Layout.fillWidth: true
        sync: SyncLine.State.Syncing
        waiting: 3
    }

    SyncLine {
        Layout.fillWidth: true
        sync: SyncLine.State.Current
        rejected: 1
    }

    EmptyState {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spaceL
        iconName: "hazard"
        title: "Nothing reported"
        message: "When you see something unsafe, report it here. It is saved even without a network."
        actionText: "Report a hazard"
    }

    LoadingState {
        Layout.fillWidth: true
    }

    SnackBar {
        id: snack

        Layout.fillWidth: true
        Component.onCompleted: snack.show("Saved on this phone", "Undo")
    }

    AppPage {
        Layout.fillWidth: true
        implicitHeight: 160
        title: "A page with its title"
        showBack: true
        actions: IconButton {
            text: "More"
            iconName: "more"
        }
    }

    BottomNav {
        Layout.fillWidth: true
        currentIndex: 1
        entries: [
            NavEntry {
                iconName: "today"
                label: "Today"
            },
            NavEntry {
                iconName: "hazard"
                label: "Hazards"
                badge: 3
            },
            NavEntry {
                iconName: "plan"
                label: "Plans"
            },
            NavEntry {
                iconName: "event"
                label: "Events"
                badge: 120
            },
            NavEntry {
                iconName: "fund"
                label: "Funds"
            }
        ]
    }
}
