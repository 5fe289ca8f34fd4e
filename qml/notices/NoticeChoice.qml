// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// A question of the notice form with its answers.
ColumnLayout {
    id: root

    required property string question
    required property list<string> choices
    property int current: -1

    signal chosen(index: int)

    spacing: Theme.spaceS

    SectionHeader {
        Layout.fillWidth: true
        title: root.question
    }

    ChoiceChips {
        id: chips

        Layout.fillWidth: true
        label: root.question
        choices: root.choices
        onChosen: index => root.chosen(index)
    }

    // The chips move on by themselves when pressed, so a plain binding would not come back.
    Binding {
        chips.currentIndex: root.current
    }
}
