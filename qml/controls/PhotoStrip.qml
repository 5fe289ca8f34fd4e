// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Linli.Theme

// Photos side by side. In a form (`editable`) it ends with a tile that asks for one more.
ListView {
    id: root

    required property list<url> photos
    property bool editable: false
    property int maximum: 6
    property real tileSize: Math.round(96 * (1 + (Theme.effectiveTextScale - 1) / 2))

    signal opened(int index)
    signal removeRequested(int index)
    signal addRequested

    implicitHeight: root.tileSize
    orientation: ListView.Horizontal
    spacing: Theme.spaceS
    clip: true
    model: root.photos
    boundsBehavior: Flickable.StopAtBounds

    delegate: PhotoTile {
        id: tile

        required property int index
        required property url modelData

        width: root.tileSize
        height: root.tileSize
        source: tile.modelData
        //: Accessible name of a photo in a row of photos; %1 is its place in the row, %2 how many there are
        text: qsTr("Photo %1 of %2").arg(tile.index + 1).arg(root.count)
        removable: root.editable
        onClicked: root.opened(tile.index)
        onRemoveRequested: root.removeRequested(tile.index)
    }

    footer: Item {
        readonly property bool offered: root.editable && root.count < root.maximum

        width: offered ? root.tileSize + (root.count > 0 ? root.spacing : 0) : 0
        height: root.tileSize
        visible: offered

        AddTile {
            anchors.right: parent.right
            width: root.tileSize
            height: root.tileSize
            onClicked: root.addRequested()
        }
    }
}
