// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// For organisers: who comes and who waits, with a button to check people in at the door.
Card {
    id: root

    required property EventDetailModel detail

    spacing: Theme.spaceM

    AppText {
        Layout.fillWidth: true
        //: Heading of the organiser's list
        text: qsTr("Who is coming")
        font: Theme.type.title
        Accessible.role: Accessible.Heading
    }

    ProgressLine {
        Layout.fillWidth: true
        //: How many of the people who signed up have come
        label: qsTr("Checked in")
        value: root.detail.info.taken > 0 ? root.detail.info.checkedIn / root.detail.info.taken : 0
        //: People at an event; %1 of %2
        valueText: qsTr("%1 of %2").arg(root.detail.info.checkedIn).arg(root.detail.info.taken)
    }

    Repeater {
        model: root.detail

        RowLayout {
            id: person

            required property string memberId
            required property string name
            required property int party
            required property int position
            required property bool checkedIn

            //: Stands for a member whose name is not known
            readonly property string shownName: person.name !== "" ? person.name : qsTr("Neighbour")

            Layout.fillWidth: true
            spacing: Theme.spaceM

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                AppText {
                    Layout.fillWidth: true
                    text: person.shownName
                    font: Theme.type.title
                }

                AppText {
                    Layout.fillWidth: true
                    text: person.position > 0 ?
                        //: In the organiser's list; %1 is the place in the line
                        qsTr("Waiting, no. %1").arg(person.position) :
                        //: In the organiser's list: size of a party
                        qsTr("%n person(s)", "", person.party)
                    font: Theme.type.bodySmall
                    color: Theme.colors.onSurfaceVariant
                }
            }

            StateChip {
                visible: person.checkedIn
                //: In the organiser's list: this person has come
                text: qsTr("Here")
                tone: Tone.Success
                iconName: "check"
            }

            AppButton {
                visible: root.detail.info.mayCheckIn && person.position === 0 && !person.checkedIn
                enabled: !root.detail.saving
                kind: AppButton.Kind.Tonal
                //: Button in the organiser's list: this person has come
                text: qsTr("Check in")
                //: Accessible name of the button; %1 is a person's name
                Accessible.name: qsTr("Check in %1").arg(person.shownName)
                onClicked: root.detail.checkIn(person.memberId)
            }
        }
    }
}
