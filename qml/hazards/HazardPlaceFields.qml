// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Where it is: a building with entrance and floor, a pin on the map, or where the phone is now.
ColumnLayout {
    id: root

    required property HazardEditor editor

    signal buildingAsked
    signal mapAsked

    spacing: Theme.spaceS

    SectionHeader {
        Layout.fillWidth: true
        //: Part of a report form: the place
        title: qsTr("Where is it?")
    }

    Card {
        Layout.fillWidth: true
        padding: 0
        spacing: 0

        ListRow {
            Layout.fillWidth: true
            iconName: "building"
            iconTint: Theme.colors.primary
            //: In a report form, when no building was chosen
            title: root.editor.building === "" ? qsTr("No building") : root.editor.buildingName
            //: Under the building in a report form: press to choose another one
            subtitle: qsTr("Choose another building")
            chevron: true
            onClicked: root.buildingAsked()
        }

        ListRow {
            Layout.fillWidth: true
            iconName: "pin"
            iconTint: Theme.colors.primary
            //: In a report form: there is a pin for the exact place, or there could be one
            title: root.editor.hasPosition ? qsTr("Place marked on the map") : qsTr("Mark the place on the map")
            //: How exact a measured position is; %1 is a number of metres
            subtitle: root.editor.accuracy >= 0 ? qsTr("Exact to about %1 m").arg(Math.max(1, Math.round(root.editor.accuracy))) : ""
            chevron: true
            onClicked: root.mapAsked()
        }
    }

    ErrorBanner {
        Layout.fillWidth: true
        visible: root.editor.placeProblem !== ""
        text: root.editor.placeProblem
    }

    ErrorBanner {
        Layout.fillWidth: true
        visible: root.editor.positionProblem !== ""
        text: root.editor.positionProblem
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        AppButton {
            width: Math.min(implicitWidth, parent.width)
            kind: AppButton.Kind.Tonal
            //: Button that asks the phone for its position, and while it is being found
            text: root.editor.locating ? qsTr("Finding your place…") : qsTr("I am there now")
            iconName: "locate"
            busy: root.editor.locating
            onClicked: root.editor.locate()
        }

        AppButton {
            width: Math.min(implicitWidth, parent.width)
            visible: root.editor.hasPosition
            kind: AppButton.Kind.Text
            //: Button that takes the pin off the map again
            text: qsTr("Remove the mark")
            onClicked: root.editor.clearPosition()
        }
    }

    AppTextField {
        Layout.fillWidth: true
        //: Field of a report: where exactly
        label: qsTr("Entrance, floor, what is near")
        //: Example of where exactly a hazard is
        placeholderText: qsTr("For example: entrance 2, 3rd floor")
        maximumLength: root.editor.maximumPlace
        text: root.editor.place
        onEdited: root.editor.place = text
    }
}
