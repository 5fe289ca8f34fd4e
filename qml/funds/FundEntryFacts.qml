// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What is known of an entry: who, when, what for, and both sides of it.
ColumnLayout {
    id: root

    required property FundEntryDetail entry

    signal planWanted

    spacing: Theme.spaceL

    Card {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        FactText {
            Layout.fillWidth: true
            //: What the money was spent on, or where it came from
            label: qsTr("Kind")
            text: root.entry.categoryText
        }

        FactText {
            Layout.fillWidth: true
            //: Who gave or was paid the money
            label: root.entry.income ? qsTr("From") : qsTr("Paid to")
            text: root.entry.payee
        }

        FactText {
            Layout.fillWidth: true
            label: qsTr("Date")
            text: root.entry.booked.toLocaleDateString(Qt.locale(), Locale.LongFormat)
        }

        FactText {
            Layout.fillWidth: true
            label: qsTr("Plan it belongs to")
            text: root.entry.planTitle
        }

        AppButton {
            visible: root.entry.planTitle !== ""
            kind: AppButton.Kind.Text
            iconName: "plan"
            text: qsTr("See the plan")
            onClicked: root.planWanted()
        }

        FactText {
            Layout.fillWidth: true
            label: qsTr("Note")
            text: root.entry.note
        }

        FactText {
            Layout.fillWidth: true
            label: qsTr("Written and signed by")
            text: root.entry.authorName
        }
    }

    SectionHeader {
        Layout.fillWidth: true
        //: Above the lines of an entry (double-entry bookkeeping)
        title: qsTr("What it changes")
    }

    Card {
        Layout.fillWidth: true

        Repeater {
            model: root.entry.lines

            AppText {
                required property string modelData

                Layout.fillWidth: true
                text: modelData
            }
        }

        AppText {
            Layout.fillWidth: true
            text: qsTr("Both sides are equal, so no money can get lost in the books.")
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
        }
    }
}
