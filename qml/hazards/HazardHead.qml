// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What was reported: state, words, place, who, and the photos before and after.
ColumnLayout {
    id: root

    required property HazardDetail hazard

    signal photoOpened(photo: url)
    signal duplicateOpened

    spacing: Theme.spaceM

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        Medallion {
            Layout.alignment: Qt.AlignTop
            iconName: root.hazard.iconName
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceXs

            AppText {
                Layout.fillWidth: true
                text: root.hazard.title
                font: Theme.type.titleLarge
                Accessible.role: Accessible.Heading
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                StateChip {
                    text: root.hazard.stateText
                    tone: root.hazard.stateTone
                }

                DeliveryChip {
                    delivery: root.hazard.delivery
                }

                StateChip {
                    visible: root.hazard.isPrivate
                    //: Beside a report that is not public
                    text: qsTr("Only staff see this")
                    iconName: "lock"
                }
            }
        }
    }

    Banner {
        Layout.fillWidth: true
        visible: root.hazard.deliveryProblem !== ""
        tone: Tone.Warning
        text: root.hazard.deliveryProblem
    }

    Banner {
        Layout.fillWidth: true
        visible: root.hazard.hidden
        tone: Tone.Neutral
        iconName: "lock"
        //: Instead of words that a moderator took away; %1 is a name, %2 the reason
        text: qsTr("Hidden by %1 because: %2").arg(root.hazard.hiddenBy).arg(root.hazard.hiddenBecause)
    }

    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.hazard.words
    }

    PhotoStrip {
        Layout.fillWidth: true
        visible: count > 0
        photos: root.hazard.photos
        tileSize: 120
        onOpened: index => root.photoOpened(photos[index])
    }

    AppText {
        Layout.fillWidth: true
        visible: after.visible
        //: Above the photos taken after a repair
        text: qsTr("After the repair")
        font: Theme.type.label
    }

    PhotoStrip {
        id: after

        Layout.fillWidth: true
        visible: count > 0
        photos: root.hazard.photosAfter
        tileSize: 120
        onOpened: index => root.photoOpened(photos[index])
    }

    HazardFact {
        visible: text !== ""
        iconName: "pin"
        text: root.hazard.place
    }

    HazardFact {
        iconName: "me"
        //: Who reported a hazard and when; %1 is a name, %2 a date
        text: root.hazard.own ? qsTr("Reported by you on %1").arg(root.hazard.reported.toLocaleDateString(Qt.locale(), Locale.LongFormat)) : qsTr("Reported by %1 on %2").arg(root.hazard.reporter).arg(root.hazard.reported.toLocaleDateString(Qt.locale(), Locale.LongFormat))
    }

    HazardFact {
        visible: root.hazard.onBehalf
        iconName: "people"
        //: The report was made for somebody else; %1 is that neighbour's name and phone number
        text: qsTr("For a neighbour: %1").arg([root.hazard.behalfName, root.hazard.behalfContact].filter(part => part !== "").join(", "))
    }

    HazardFact {
        visible: root.hazard.assignee !== ""
        iconName: "facility"
        //: Who has to deal with a hazard; %1 is a name
        text: qsTr("In charge: %1").arg(root.hazard.assignee)
    }

    HazardFact {
        visible: !isNaN(root.hazard.expected.getTime()) && root.hazard.state !== HazardState.Fixed && root.hazard.state !== HazardState.Closed
        iconName: "event"
        //: When a repair is planned; %1 is a date
        text: qsTr("Planned for %1").arg(root.hazard.expected.toLocaleDateString(Qt.locale(), Locale.LongFormat))
    }

    AppButton {
        visible: root.hazard.duplicateOf !== ""
        kind: AppButton.Kind.Text
        //: Button on a report that was closed as a double one
        text: qsTr("Open the earlier report")
        onClicked: root.duplicateOpened()
    }
}
