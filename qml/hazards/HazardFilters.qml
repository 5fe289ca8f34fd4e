// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Which reports the list shows: words to look for, state, and category.
ColumnLayout {
    id: root

    required property HazardListModel hazards
    property bool searching: false

    spacing: Theme.spaceS

    AppTextField {
        id: search

        Layout.fillWidth: true
        visible: root.searching
        //: Field that filters the list of hazards by words
        label: qsTr("Look for words or a place")
        onTextChanged: root.hazards.search = text
        onVisibleChanged: {
            if (visible)
                inputFocus = true;
            else
                text = "";
        }
    }

    ChoiceChips {
        Layout.fillWidth: true
        //: Accessible name of the choices that filter the list of hazards by state
        label: qsTr("Which reports")
        choices: [
            //: Filter of the list of hazards: everything
            qsTr("All"),
            //: Filter of the list of hazards: not fixed yet
            qsTr("Still open"),
            //: Filter of the list of hazards: fixed or closed
            qsTr("Done"),
            //: Filter of the list of hazards: reported by me
            qsTr("Mine")]
        currentIndex: root.hazards.show
        onChosen: index => root.hazards.show = index
    }

    ListView {
        id: kinds

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.touchTarget, contentItem.childrenRect.height)
        visible: root.searching
        orientation: ListView.Horizontal
        spacing: Theme.spaceS
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.Grouping
        //: Accessible name of the choices that filter the list of hazards by category
        Accessible.name: qsTr("Kind of hazard")
        onVisibleChanged: {
            if (!visible)
                root.hazards.category = "";
        }

        model: HazardCategoryModel {
            language: Qt.uiLanguage
        }

        delegate: ChoiceChip {
            required property string categoryId
            required property string name
            required iconName

            exclusive: false
            text: name
            checked: root.hazards.category === categoryId
            onClicked: root.hazards.category = checked ? categoryId : ""
        }
    }
}
