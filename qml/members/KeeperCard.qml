// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models

// Whether this phone keeps the community's whole record for everybody.
Card {
    id: root

    required property RecordStatus record

    SwitchRow {
        Layout.fillWidth: true
        leftPadding: 0
        rightPadding: 0
        enabled: !root.record.keeperByRole
        //: Switch: this phone holds the whole record, so that it can be brought back if the hub loses it
        text: qsTr("Keep the whole record for the community")
        subtitle: root.record.keeperByRole ?
        //: Under the switch, on a captain's or administrator's phone
        qsTr("Always on for captains and administrators, so that nothing is lost if the hub fails") : root.record.keepsAll ?
        //: Under the switch: all of the record is on this phone
        qsTr("The whole record is on this phone") :
        //: Under the switch: what it is good for
        qsTr("Helps to bring it back if the hub fails; takes some space and data")
        checked: root.record.keeper
        onToggled: root.record.volunteer(checked)
    }
}
