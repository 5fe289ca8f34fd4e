// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// What an event is, when and where.
Card {
    id: root

    required property eventInfo info

    spacing: Theme.spaceM

    PhotoTile {
        Layout.fillWidth: true
        Layout.preferredHeight: 200
        visible: root.info.photos.length > 0
        enabled: false
        source: root.info.photos.length > 0 ? root.info.photos[0] : ""
        //: Description of a picture for people who cannot see it
        text: qsTr("Picture of the event")
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        EventPhaseChip {
            phase: root.info.phase
            freePlaces: root.info.freePlaces
        }

        DeliveryChip {
            delivery: root.info.delivery
        }
    }

    ErrorBanner {
        Layout.fillWidth: true
        visible: root.info.rejection !== ""
        text: root.info.rejection
    }

    AppText {
        Layout.fillWidth: true
        //: Stands where the words of something were hidden by a moderator
        text: root.info.title !== "" ? root.info.title : qsTr("Hidden by a moderator")
        font: Theme.type.headline
        Accessible.role: Accessible.Heading
    }

    AppText {
        Layout.fillWidth: true
        visible: root.info.words !== ""
        text: root.info.words
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "clock"
        //: When an event takes place
        label: qsTr("Time")
        value: root.info.starts.toLocaleDateString(Qt.locale(), Locale.LongFormat) + "\n" + root.info.starts.toLocaleTimeString(Qt.locale(), Locale.ShortFormat) + " – " + (root.info.ends.toDateString() === root.info.starts.toDateString() ? root.info.ends.toLocaleTimeString(Qt.locale(), Locale.ShortFormat) : root.info.ends.toLocaleString(Qt.locale(), Locale.ShortFormat))
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "pin"
        //: Where something is
        label: qsTr("Place")
        value: root.info.place
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "people"
        //: Who prepares an event
        label: qsTr("Organiser")
        value: root.info.publisher
    }
}
