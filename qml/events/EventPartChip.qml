// SPDX-License-Identifier: Apache-2.0
import Linli.Controls
import Linli.Models
import Linli.Theme

// This person's part in an event; nothing while there is none.
StateChip {
    id: root

    required property int part
    required property int position

    visible: root.part === EventPart.Going || root.part === EventPart.Waiting || root.part === EventPart.CheckedIn
    text: {
        switch (root.part) {
        case EventPart.Waiting:
            //: Own state at an event; %1 is the place in the line, 1 is next
            return qsTr("You are no. %1 in line").arg(root.position);
        case EventPart.CheckedIn:
            //: Own state at an event
            return qsTr("You were there");
        default:
            //: Own state at an event
            return qsTr("You are going");
        }
    }
    tone: root.part === EventPart.Waiting ? Tone.Warning : Tone.Brand
    iconName: root.part === EventPart.Waiting ? "clock" : "check"
}
