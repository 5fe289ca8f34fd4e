// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Why a report is closed without a repair. Neighbours may dispute the last two.
ColumnLayout {
    id: root

    required property HazardStep step

    signal duplicateAsked

    spacing: Theme.spaceS

    AppText {
        Layout.fillWidth: true
        //: Field for staff
        text: qsTr("Why is it closed?")
        font: Theme.type.label
    }

    ChoiceChips {
        Layout.fillWidth: true
        label: qsTr("Why is it closed?")
        choices: [
            //: Why a report is closed
            qsTr("It was reported before"),
            //: Why a report is closed
            qsTr("Others are responsible"),
            //: Why a report is closed
            qsTr("It cannot be done")]
        currentIndex: root.step.reason - 1
        onChosen: index => root.step.reason = index + 1
    }

    AppButton {
        Layout.fillWidth: true
        visible: root.step.reason === HazardReason.Duplicate
        kind: AppButton.Kind.Outlined
        iconName: root.step.duplicateOf === "" ? "search" : "check"
        //: Button: chooses the report that was there first, or says that it was chosen
        text: root.step.duplicateOf === "" ? qsTr("Choose the earlier report") : qsTr("Earlier report chosen")
        onClicked: root.duplicateAsked()
    }
}
