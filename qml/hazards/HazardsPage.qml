// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// What is unsafe in the neighbourhood: as a list, or on the map.
AppPage {
    id: root

    required property AppCore core
    property bool mapShown: false

    function openHazard(hazardId: string): void {
        root.StackView.view.push(hazardPage, {
            hazardId: hazardId
        });
    }

    //: Title of the area with reports of things that are unsafe
    title: qsTr("Hazards")
    actions: [
        IconButton {
            visible: !root.mapShown
            //: Button that shows or hides the search in the list of hazards
            text: filters.searching ? qsTr("Close search") : qsTr("Search")
            iconName: filters.searching ? "close" : "search"
            onClicked: filters.searching = !filters.searching
        },
        IconButton {
            //: Button that switches between the list of hazards and the map
            text: root.mapShown ? qsTr("Show as list") : qsTr("Show on the map")
            iconName: root.mapShown ? "list" : "map"
            onClicked: root.mapShown = !root.mapShown
        }
    ]

    HazardListModel {
        id: hazards

        core: root.core
        language: Qt.uiLanguage
    }

    Loader {
        anchors.fill: parent
        active: root.mapShown
        sourceComponent: CommunityMap {
            core: root.core
            onHazardChosen: hazardId => root.openHazard(hazardId)
        }
    }

    ColumnLayout {
        anchors.fill: parent
        visible: !root.mapShown
        spacing: Theme.spaceS

        HazardFilters {
            id: filters

            Layout.fillWidth: true
            Layout.leftMargin: Theme.spaceL
            Layout.rightMargin: Theme.spaceL
            hazards: hazards
        }

        ErrorBanner {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.spaceL
            Layout.rightMargin: Theme.spaceL
            visible: hazards.problem !== ""
            text: hazards.problem
        }

        ListView {
            id: list

            property bool touched: false

            // The figures arrive after the first rows and make the header grow; until somebody scrolls, the page stays at
            // its top. Later: the list is being laid out.
            function stayAtTop(): void {
                if (!list.touched)
                    list.positionViewAtBeginning();
            }

            onMovementStarted: list.touched = true
            onContentHeightChanged: Qt.callLater(list.stayAtTop)
            onOriginYChanged: Qt.callLater(list.stayAtTop)
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: hazards
            bottomMargin: report.height + 2 * Theme.spaceL
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollBar {}

            header: Column {
                width: list.width
                leftPadding: Theme.spaceL
                rightPadding: Theme.spaceL
                bottomPadding: figures.visible || carried.count > 0 ? Theme.spaceS : 0
                spacing: Theme.spaceL

                CarriedList {
                    id: carried

                    width: list.width - 2 * Theme.spaceL
                    visible: count > 0
                    core: root.core
                    only: "hazards"
                    shortened: true
                    onMorePressed: root.StackView.view.push(carryPage)
                }

                ResolutionCard {
                    id: figures

                    width: list.width - 2 * Theme.spaceL
                    core: root.core
                }
            }

            delegate: HazardListRow {
                width: list.width
                onClicked: root.openHazard(hazardId)
            }

            footer: Item {
                width: list.width
                implicitHeight: hazards.count > 0 ? 0 : instead.implicitHeight + 2 * Theme.spaceXxl

                Loader {
                    id: instead

                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.spaceXl
                    active: hazards.count === 0
                    sourceComponent: hazards.loading ? loading : hazards.filtered ? nothingFound : empty
                }
            }
        }
    }

    AppButton {
        id: report

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.spaceL
        //: Button that starts a new report of something unsafe
        text: qsTr("Report")
        iconName: "add"
        onClicked: root.StackView.view.push(formPage)
    }

    Component {
        id: loading

        LoadingState {}
    }

    Component {
        id: empty

        EmptyState {
            iconName: "hazard"
            //: Shown instead of the list of hazards when nobody has reported any
            title: qsTr("No hazards reported")
            message: qsTr("Is something broken or dangerous? Take a photo and report it. It works without a network, too.")
        }
    }

    Component {
        id: nothingFound

        EmptyState {
            iconName: "search"
            //: Shown instead of the list of hazards when the filters leave none
            title: qsTr("Nothing here")
            message: qsTr("No report matches what you chose.")
            //: Button that takes all filters of the list away
            actionText: qsTr("Show all")
            onActed: {
                filters.searching = false;
                hazards.show = HazardListModel.All;
            }
        }
    }

    Component {
        id: hazardPage

        HazardPage {
            core: root.core
        }
    }

    Component {
        id: carryPage

        CarryPage {
            core: root.core
        }
    }

    Component {
        id: formPage

        HazardFormPage {
            core: root.core
        }
    }
}
