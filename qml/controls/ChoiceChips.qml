// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Linli.Theme

// A short list of answers of which one holds. -1 is none yet.
Flow {
    id: root

    required property list<string> choices
    property string label: ""
    property int currentIndex: -1

    signal chosen(int index)

    spacing: Theme.spaceS
    Accessible.role: Accessible.Grouping
    Accessible.name: root.label

    ButtonGroup {
        id: group
    }

    Repeater {
        model: root.choices

        ChoiceChip {
            id: chip

            required property int index
            required property string modelData

            text: chip.modelData
            width: Math.min(implicitWidth, root.width)
            checked: chip.index === root.currentIndex
            ButtonGroup.group: group
            onClicked: {
                root.currentIndex = chip.index;
                root.chosen(chip.index);
            }
        }
    }
}
