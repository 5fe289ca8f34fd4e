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

    // Opens a page by name: an area, or a deeper page of one with the id of what it shows. For notifications and pictures.
    function show(page: string, id: string): void {
        if (!root.areas)
            return;
        root.areas.goHome();
        const area = ["today", "hazards", "plans", "events", "funds"].indexOf(page);
        if (area >= 0) {
            root.areas.currentIndex = area;
            return;
        }
        deeper.open(root.areas.currentStack, page, id);
    }

    function rebuild(): void {
        content.active = false;
        content.active = true;
        root.show("me", "");
    }

    //: Name of the app, in the window's title
    title: qsTr("Linli")
    visible: true
    areas: content.item as AreasView

    Binding {
        target: Theme
        property: "dark"
        value: root.settings.look === AppSettings.Look.System ? Application.styleHints.colorScheme === Qt.ColorScheme.Dark : root.settings.look === AppSettings.Look.Dark
    }

    Binding {
        target: Theme
        property: "textScale"
        value: root.settings.textScale
    }

    Binding {
        target: Theme
        property: "elderMode"
        value: root.settings.elderMode
    }

    Connections {
        target: root.settings

        // View models make their words once: everything is built again in the new language, and the person stays where
        // it was chosen.
        function onLanguageChanged(): void {
            Qt.callLater(root.rebuild);
        }
    }

    DeeperPages {
        id: deeper

        core: root.core
        settings: root.settings
    }

    RecordStatus {
        id: record

        core: root.core
    }

    SyncStatus {
        id: syncStatus

        core: root.core
    }

    TodayModel {
        id: todayModel

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
            alarm: syncStatus.updateNeeded ?
            //: Line at the top: the community uses rules that this version of the app does not know
            qsTr("Please update Linli to go on. Tap for details.") : record.alarm === "" ? "" :
            //: Line at the top: the check of the community's record found something false
            qsTr("The community's record needs a look. Tap for details.")
            lastCurrent: isNaN(syncStatus.lastCurrent.getTime()) ? "" : syncStatus.lastCurrent.toLocaleTimeString(Qt.locale(), Locale.ShortFormat)
            todayBadge: todayModel.unreadNotices
            hazardsBadge: todayModel.repairsToJudge
            plansBadge: todayModel.openVotes
            todayPage: TodayPage {
                core: root.core
                today: todayModel
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
