// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// An event in the list: when, what, where, places left, own state.
CardButton {
    id: root

    required property string title
    required property string place
    required property url picture
    required property date starts
    required property date ends
    required property int freePlaces
    required property int phase
    required property int part
    required property int position
    required property int delivery

    readonly property bool cancelled: root.phase === EventPhase.Cancelled
    //: Stands where the words of something were hidden by a moderator
    readonly property string shownTitle: root.title !== "" ? root.title : qsTr("Hidden by a moderator")
    readonly property string hours: root.starts.toLocaleTimeString(Qt.locale(), Locale.ShortFormat) + " – " + (root.ends.toDateString() === root.starts.toDateString() ? root.ends.toLocaleTimeString(Qt.locale(), Locale.ShortFormat) : root.ends.toLocaleString(Qt.locale(), Locale.ShortFormat))

    text: [root.shownTitle, root.hours, root.place, phaseChip.text, partChip.visible ? partChip.text : ""].filter(words => words !== "").join(", ")

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceXs

            AppText {
                Layout.fillWidth: true
                text: root.hours
                font: Theme.type.label
                color: Theme.colors.primary
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                text: root.shownTitle
                font: Theme.type.titleLarge
                color: root.cancelled ? Theme.colors.onSurfaceVariant : Theme.colors.onSurface
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                visible: root.place !== ""
                text: root.place
                font: Theme.type.bodySmall
                color: Theme.colors.onSurfaceVariant
                Accessible.ignored: true
            }
        }

        PhotoTile {
            Layout.preferredWidth: 88
            Layout.preferredHeight: 88
            Layout.alignment: Qt.AlignTop
            visible: root.picture.toString() !== ""
            enabled: false
            source: root.picture
            text: root.shownTitle
            Accessible.ignored: true
        }
    }

    Flow {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spaceXs
        spacing: Theme.spaceS

        EventPhaseChip {
            id: phaseChip

            phase: root.phase
            freePlaces: root.freePlaces
            Accessible.ignored: true
        }

        EventPartChip {
            id: partChip

            part: root.part
            position: root.position
            Accessible.ignored: true
        }

        DeliveryChip {
            delivery: root.delivery
        }
    }
}
