// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The kinds of hazards as pictures, to begin a report with.
GridLayout {
    id: root

    signal chosen(categoryId: string, name: string)

    columns: Theme.columns(width, 104)
    columnSpacing: Theme.spaceS
    rowSpacing: Theme.spaceS
    uniformCellWidths: true
    Accessible.role: Accessible.Grouping
    //: Accessible name of the pictures that a report begins with
    Accessible.name: qsTr("Kind of hazard")

    Repeater {
        model: HazardCategoryModel {
            language: Qt.uiLanguage
        }

        CardButton {
            id: tile

            required property string categoryId
            required property string name
            required property string iconName

            Layout.fillWidth: true
            Layout.fillHeight: true
            padding: Theme.spaceS
            text: tile.name
            onClicked: root.chosen(tile.categoryId, tile.name)

            Medallion {
                Layout.alignment: Qt.AlignHCenter
                iconName: tile.iconName
            }

            AppText {
                Layout.fillWidth: true
                Layout.fillHeight: true
                text: tile.name
                font: Theme.type.bodySmall
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
        }
    }
}
