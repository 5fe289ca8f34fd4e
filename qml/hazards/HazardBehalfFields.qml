// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Who the report is for, and who may see it.
ColumnLayout {
    id: root

    required property HazardEditor editor

    spacing: Theme.spaceS

    Card {
        Layout.fillWidth: true
        padding: 0
        spacing: 0

        SwitchRow {
            Layout.fillWidth: true
            //: Switch in a report form: the report is for a neighbour without a phone
            text: qsTr("For a neighbour")
            subtitle: qsTr("Somebody without a phone asked me to report this")
            checked: root.editor.onBehalf
            onToggled: root.editor.onBehalf = checked
        }

        SwitchRow {
            Layout.fillWidth: true
            //: Switch in a report form: only staff may see the report
            text: qsTr("Do not show my name")
            subtitle: qsTr("Only the staff see this report")
            checked: root.editor.nameHidden
            onToggled: root.editor.nameHidden = checked
        }
    }

    AppTextField {
        Layout.fillWidth: true
        visible: root.editor.onBehalf
        //: Field of a report for a neighbour
        label: qsTr("The neighbour's name")
        maximumLength: root.editor.maximumContact
        text: root.editor.behalfName
        onEdited: root.editor.behalfName = text
    }

    AppTextField {
        Layout.fillWidth: true
        visible: root.editor.onBehalf
        //: Field of a report for a neighbour: phone number or room
        label: qsTr("How to reach the neighbour")
        //: Warns that everybody can read the neighbour's number
        helper: root.editor.nameHidden ? "" : qsTr("All neighbours can read this. Leave it empty if that is not wanted.")
        maximumLength: root.editor.maximumContact
        text: root.editor.behalfContact
        onEdited: root.editor.behalfContact = text
    }
}
