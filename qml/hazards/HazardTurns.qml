// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What staff can do next with a hazard; shown only to who may.
Card {
    id: root

    required property list<int> moves
    required property int state

    signal chosen(state: int)

    function words(move: int): string {
        if (move === root.state) {
            //: Button for staff: name another person or day, without a new state
            return qsTr("Change person or day");
        }
        switch (move) {
        case HazardState.Acknowledged:
            //: Button for staff: say that the report was seen and will be dealt with
            return qsTr("Accept");
        case HazardState.Scheduled:
            //: Button for staff: name a day for the repair
            return qsTr("Plan a day");
        case HazardState.InProgress:
            //: Button for staff: say that the repair has begun
            return qsTr("Begin the work");
        case HazardState.Fixed:
            //: Button for staff: say that it is repaired
            return qsTr("Fixed");
        default:
            //: Button for staff: close a report without a repair
            return qsTr("Close without repair");
        }
    }

    visible: root.moves.length > 0

    AppText {
        Layout.fillWidth: true
        //: Headline over the buttons for staff
        text: qsTr("For staff: next step")
        font: Theme.type.title
        Accessible.role: Accessible.Heading
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        Repeater {
            model: root.moves

            AppButton {
                required property int modelData

                width: Math.min(implicitWidth, parent?.width ?? implicitWidth)
                kind: modelData === HazardState.Closed || modelData === root.state ? AppButton.Kind.Outlined : AppButton.Kind.Tonal
                text: root.words(modelData)
                onClicked: root.chosen(modelData)
            }
        }
    }
}
