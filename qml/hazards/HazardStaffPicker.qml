// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Who is to deal with it. Nobody chosen leaves it as it is.
ColumnLayout {
    id: root

    required property AppCore core
    required property string hazardId
    property string memberId: ""

    spacing: Theme.spaceS

    AppText {
        Layout.fillWidth: true
        //: Field for staff: who deals with a hazard
        text: qsTr("Who takes care of it?")
        font: Theme.type.label
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Who takes care of it?")

        Repeater {
            model: HazardStaffModel {
                core: root.core
                hazardId: root.hazardId
            }

            ChoiceChip {
                id: person

                required property string memberId
                required property string name
                required property string duty
                required property bool self

                width: Math.min(implicitWidth, parent?.width ?? implicitWidth)
                exclusive: false
                //: One's own entry in a list of people who may be given a task; %1 is the role
                text: person.self ? qsTr("Me (%1)").arg(person.duty) : "%1 (%2)".arg(person.name).arg(person.duty)
                checked: root.memberId === person.memberId
                onClicked: root.memberId = checked ? person.memberId : ""
            }
        }
    }
}
