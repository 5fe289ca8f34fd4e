// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What this phone carries for neighbours. Nothing of it is in the community's lists yet.
ColumnLayout {
    id: root

    required property AppCore core
    // The capability of what is to be shown; empty for all.
    property alias only: carried.only
    readonly property int count: carried.count
    // Only the newest, and the way to the others: for pages that are about something else.
    property bool shortened: false
    readonly property int mostShown: 2

    signal morePressed

    spacing: Theme.spaceL

    CarriedModel {
        id: carried

        core: root.core
    }

    SectionHeader {
        Layout.fillWidth: true
        visible: carried.count > 0
        //: Heading over what neighbours wrote and this phone carries to the community
        title: qsTr("On the way for neighbours")
    }

    Repeater {
        model: carried

        CarriedCard {
            required property int index

            Layout.fillWidth: true
            visible: !root.shortened || index < root.mostShown
        }
    }

    AppButton {
        Layout.alignment: Qt.AlignRight
        visible: root.shortened && carried.count > root.mostShown
        kind: AppButton.Kind.Text
        //: Button under the newest things that this phone carries for neighbours
        text: qsTr("Show all %n", "", carried.count)
        onClicked: root.morePressed()
    }

    AppText {
        Layout.fillWidth: true
        visible: carried.delivered > 0 && carried.only === "" && !root.shortened
        color: Theme.colors.onSurfaceVariant
        text: qsTr("This phone has delivered %n item(s) for neighbours.", "", carried.delivered)
    }
}
