// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// After the repair: is it really fixed? Neighbours answer, and may open it again with a new photo.
Card {
    id: root

    required property HazardDetail hazard

    signal answered(answer: int)
    signal reopenAsked

    visible: root.hazard.mayRate || root.hazard.mayReopen || root.hazard.state === HazardState.Fixed

    AppText {
        Layout.fillWidth: true
        visible: root.hazard.state === HazardState.Fixed
        //: Question to neighbours after a repair
        text: qsTr("Is it fixed?")
        font: Theme.type.title
        Accessible.role: Accessible.Heading
    }

    ChoiceChips {
        Layout.fillWidth: true
        visible: root.hazard.mayRate
        label: qsTr("Is it fixed?")
        choices: [
            //: A neighbour's answer to "Is it fixed?"
            qsTr("Yes, fixed"),
            //: A neighbour's answer to "Is it fixed?"
            qsTr("Partly fixed"),
            //: A neighbour's answer to "Is it fixed?"
            qsTr("Not fixed"),
            //: A neighbour's answer to "Is it fixed?"
            qsTr("I don't know")]
        currentIndex: root.hazard.answer - 1
        onChosen: index => root.answered(index + 1)
    }

    AppText {
        Layout.fillWidth: true
        visible: root.hazard.answeredFixed + root.hazard.answeredPartly + root.hazard.answeredNot > 0
        //: How neighbours answered "Is it fixed?"; %1, %2, %3 are numbers of people
        text: qsTr("Neighbours say: fixed %1, partly %2, not fixed %3").arg(root.hazard.answeredFixed).arg(root.hazard.answeredPartly).arg(root.hazard.answeredNot)
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
    }

    AppButton {
        Layout.fillWidth: true
        visible: root.hazard.mayReopen
        kind: AppButton.Kind.Outlined
        //: Button that opens a fixed or closed report again, with a new photo
        text: qsTr("It is not fixed: open it again")
        iconName: "camera"
        onClicked: root.reopenAsked()
    }
}
