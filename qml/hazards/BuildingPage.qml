// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Linli.Controls
import Linli.Models
import Linli.Theme

// Chooses a building; the own one comes first.
AppPage {
    id: root

    required property AppCore core

    signal chosen(buildingId: string, name: string)

    //: Title of the page on which a building is chosen
    title: qsTr("Which building?")

    BuildingModel {
        id: buildings

        core: root.core
    }

    ListView {
        id: list

        anchors.fill: parent
        clip: true
        model: buildings
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}

        delegate: ListRow {
            required property string buildingId
            required property string name
            required property string compoundName
            required property bool own

            width: list.width
            iconName: "building"
            iconTint: Theme.colors.primary
            title: name
            subtitle: compoundName
            //: Beside a building in a list: the person lives there
            stateText: own ? qsTr("My building") : ""
            stateTone: Tone.Brand
            onClicked: root.chosen(buildingId, name)
        }

        footer: ListRow {
            width: list.width
            iconName: "pin"
            iconTint: Theme.colors.onSurfaceVariant
            //: Last choice in a list of buildings: the hazard is outdoors
            title: qsTr("Not at a building")
            //: Explains the choice "Not at a building"
            subtitle: qsTr("Outdoors: show the place on the map")
            onClicked: root.chosen("", "")
        }
    }
}
