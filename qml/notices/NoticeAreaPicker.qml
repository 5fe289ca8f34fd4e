// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Ticking who gets a notice: everyone, compounds, or buildings.
ColumnLayout {
    id: root

    required property NoticeAreaModel areas

    spacing: Theme.spaceS

    SectionHeader {
        Layout.fillWidth: true
        title: qsTr("Who should get it?")
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Who should get it?")

        Repeater {
            model: root.areas

            ChoiceChip {
                id: area

                required property int index
                required property string label
                required property int kind
                required property bool ticked

                text: area.label
                width: Math.min(implicitWidth, root.width)
                iconName: area.kind === 0 ? "people" : area.kind === 1 ? "home" : "building"
                checked: area.ticked
                exclusive: false
                onClicked: root.areas.toggle(area.index)
            }
        }
    }
}
