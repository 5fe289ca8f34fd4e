// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Linli.Controls
import Linli.Models
import Linli.Shell
import Linli.Theme

// The whole app: joining, trouble, or the five areas.
AppWindow {
    id: root

    required property AppCore core
    required property AppSettings settings

    //: Name of the app, in the window's title
    title: qsTr("Linli")
    visible: true
    areas: content.item as AreasView

    Binding {
        Theme.dark: root.settings.look === AppSettings.Look.System ? Application.styleHints.colorScheme === Qt.ColorScheme.Dark : root.settings.look === AppSettings.Look.Dark
        Theme.textScale: root.settings.textScale
        Theme.elderMode: root.settings.elderMode
    }

    SyncStatus {
        id: syncStatus

        core: root.core
    }

    Loader {
        id: content

        anchors.fill: parent
        sourceComponent: !root.core.opened ? opening : root.core.problem !== "" ? trouble : root.core.joined ? areasView : joining
    }

    Component {
        id: opening

        LoadingState {}
    }

    Component {
        id: trouble

        ProblemPage {
            core: root.core
        }
    }

    Component {
        id: joining

        JoinPage {
            core: root.core
            settings: root.settings
        }
    }

    Component {
        id: areasView

        AreasView {
            sync: syncStatus.state
            waiting: syncStatus.waiting
            rejected: syncStatus.rejected
            lastCurrent: isNaN(syncStatus.lastCurrent.getTime()) ? "" : syncStatus.lastCurrent.toLocaleTimeString(Qt.locale(), Locale.ShortFormat)
            todayPage: TodayPage {
                core: root.core
            }
            hazardsPage: HazardsPage {
                core: root.core
            }
            plansPage: PlansPage {
                core: root.core
            }
            eventsPage: EventsPage {
                core: root.core
            }
            fundsPage: FundsPage {
                core: root.core
            }
            mePage: MePage {
                core: root.core
                settings: root.settings
            }
            syncPage: SyncPage {
                core: root.core
            }
        }
    }
}
