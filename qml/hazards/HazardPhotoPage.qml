// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Controls
import Linli.Theme

// One photo as large as the screen; two fingers or the wheel enlarge it.
AppPage {
    id: root

    required property url photo

    //: Title of the page that shows one photo
    title: qsTr("Photo")

    Flickable {
        id: frame

        property real zoom: 1

        anchors.fill: parent
        clip: true
        contentWidth: width * frame.zoom
        contentHeight: height * frame.zoom

        Image {
            id: image

            width: frame.contentWidth
            height: frame.contentHeight
            source: root.photo
            asynchronous: true
            fillMode: Image.PreserveAspectFit
            Accessible.role: Accessible.Graphic
            //: Accessible name of a photo that fills the page
            Accessible.name: qsTr("Photo of the hazard")
        }

        PinchHandler {
            target: null
            onScaleChanged: delta => frame.zoom = Math.min(5, Math.max(1, frame.zoom * delta))
        }

        WheelHandler {
            acceptedModifiers: Qt.ControlModifier
            onWheel: event => frame.zoom = Math.min(5, Math.max(1, frame.zoom * (event.angleDelta.y > 0 ? 1.2 : 1 / 1.2)))
        }
    }

    LoadingState {
        anchors.centerIn: parent
        visible: image.status === Image.Loading
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: image.status === Image.Error
        iconName: "photo"
        //: Instead of a photo that was not downloaded yet
        title: qsTr("The photo is not here yet")
        message: qsTr("It comes after the words, as soon as there is a network.")
    }
}
