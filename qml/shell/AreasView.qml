// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls

// The five areas of the app under one strip and over one row of buttons. It knows no page by name: who
// uses it fills the slots.
Item {
    id: root

    required property Component todayPage
    required property Component hazardsPage
    required property Component plansPage
    required property Component eventsPage
    required property Component fundsPage
    required property Component mePage
    required property Component syncPage

    required property int sync
    property alias waiting: strip.waiting
    property alias rejected: strip.rejected
    property alias alarm: strip.alarm
    property alias lastCurrent: strip.lastCurrent

    // How many things wait for the person in an area.
    property int todayBadge: 0
    property int hazardsBadge: 0
    property int plansBadge: 0

    property alias currentIndex: nav.currentIndex
    readonly property real navHeight: nav.visible ? nav.height : 0
    // Written by the area that is shown; nothing before the first one is made.
    property AreaStack currentStack
    readonly property bool onFirstPage: !root.currentStack || root.currentStack.depth <= 1

    function open(page: Component): void {
        root.currentStack.push(page);
    }

    // The first page of the first area.
    function goHome(): void {
        if (root.currentStack)
            root.currentStack.goHome();
        root.currentIndex = 0;
    }

    // True when there was something to go back from.
    function goBack(): bool {
        if (root.currentStack && root.currentStack.goBack())
            return true;
        const away = root.currentIndex !== 0;
        root.currentIndex = 0;
        return away;
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopStrip {
            id: strip

            Layout.fillWidth: true
            // Deeper pages keep only what needs attention.
            visible: root.onFirstPage || !strip.calm
            sync: root.sync
            showMe: root.onFirstPage
            onSyncPressed: root.open(root.syncPage)
            onMePressed: root.open(root.mePage)
        }

        StackLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            currentIndex: root.currentIndex

            Repeater {
                model: [root.todayPage, root.hazardsPage, root.plansPage, root.eventsPage, root.fundsPage]

                Loader {
                    id: area

                    required property int index
                    required property Component modelData
                    readonly property bool shown: area.index === root.currentIndex

                    // Made when first shown, kept from then on.
                    active: false
                    onShownChanged: area.active = area.active || area.shown
                    Component.onCompleted: area.active = area.shown

                    Binding {
                        target: root
                        property: "currentStack"
                        value: area.item as AreaStack
                        when: area.index === root.currentIndex
                        restoreMode: Binding.RestoreNone
                    }

                    sourceComponent: AreaStack {
                        page: area.modelData
                    }
                }
            }
        }

        BottomNav {
            id: nav

            Layout.fillWidth: true
            visible: root.onFirstPage
            onAgain: root.currentStack.goHome()
            entries: [
                NavEntry {
                    iconName: "today"
                    //: One of the five areas: what matters today
                    label: qsTr("Today")
                    badge: root.todayBadge
                },
                NavEntry {
                    iconName: "hazard"
                    //: One of the five areas: reports of things that are unsafe
                    label: qsTr("Hazards")
                    badge: root.hazardsBadge
                },
                NavEntry {
                    iconName: "plan"
                    //: One of the five areas: plans to repair and renew the neighbourhood
                    label: qsTr("Plans")
                    badge: root.plansBadge
                },
                NavEntry {
                    iconName: "event"
                    //: One of the five areas: things to do together
                    label: qsTr("Events")
                },
                NavEntry {
                    iconName: "fund"
                    //: One of the five areas: the community's money
                    label: qsTr("Funds")
                }
            ]
        }
    }
}
