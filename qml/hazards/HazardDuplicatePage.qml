// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Chooses the report that was there first.
AppPage {
    id: root

    required property AppCore core
    required property string hazardId ///< the double one: not offered

    signal chosen(hazardId: string)

    //: Title of the page that chooses the report which was there first
    title: qsTr("Which was first?")

    HazardListModel {
        id: hazards

        core: root.core
        language: Qt.uiLanguage
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.spaceS

        AppTextField {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.spaceL
            Layout.rightMargin: Theme.spaceL
            label: qsTr("Look for words or a place")
            onTextChanged: hazards.search = text
        }

        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            model: hazards
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollBar {}

            delegate: HazardListRow {
                width: list.width
                enabled: hazardId !== root.hazardId
                onClicked: root.chosen(hazardId)
            }
        }
    }
}
