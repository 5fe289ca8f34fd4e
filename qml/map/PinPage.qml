// SPDX-License-Identifier: Apache-2.0
import QtPositioning
import QtQuick
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// Marks a place: the map moves under a pin that stands still, which is easier than hitting a point with a finger.
AppPage {
    id: root

    required property AppCore core
    property string building: ""
    property bool placed: false
    property real latitude: 0
    property real longitude: 0

    signal chosen(latitude: real, longitude: real)

    //: Title of the page on which a place is marked on the map
    title: qsTr("Where is it?")

    CommunityMap {
        id: map

        anchors.fill: parent
        core: root.core
        pinsShown: false
        startBuilding: root.building
        start: root.placed ? QtPositioning.coordinate(root.latitude, root.longitude) : QtPositioning.coordinate()
    }

    AppIcon {
        anchors.horizontalCenter: map.horizontalCenter
        y: map.y + map.height / 2 - height
        iconName: "pin"
        size: 56
        color: Theme.colors.error
    }

    Rectangle {
        anchors.centerIn: map
        width: 6
        height: 6
        radius: 3
        color: Theme.colors.error
    }

    Banner {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.margins: Theme.spaceM
        width: parent.width - Theme.touchTarget - 3 * Theme.spaceM
        //: Tells how to mark a place on the map
        text: qsTr("Move the map until the pin is at the place.")
    }

    footer: HazardFormFooter {
        //: Button that takes the place under the pin
        actionText: qsTr("It is here")
        iconName: "check"
        onActed: root.chosen(map.centre.latitude, map.centre.longitude)
    }
}
