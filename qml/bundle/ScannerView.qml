// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtMultimedia
import Linli.Controls
import Linli.Models
import Linli.Theme

// The camera, looking for codes; asks for leave first, and says what to do where it has none.
ColumnLayout {
    id: root

    property bool active: true
    readonly property bool hasCamera: devices.videoInputs.length > 0

    signal seen(text: string)

    spacing: Theme.spaceM

    MediaDevices {
        id: devices
    }

    CodeScanner {
        id: scanner

        videoSink: picture.videoSink
        onSeen: text => root.seen(text)
    }

    // A camera is asked for only where there is one.
    Component.onCompleted: {
        if (root.hasCamera)
            scanner.askForCamera();
    }

    CaptureSession {
        camera: Camera {
            active: root.active && root.visible && root.hasCamera && scanner.access === CodeScanner.Granted
            focusMode: Camera.FocusModeAuto
        }
        videoOutput: picture
    }

    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(root.width, 420)
        visible: root.hasCamera && scanner.access !== CodeScanner.Denied
        radius: Theme.radiusM
        color: "black"
        clip: true

        VideoOutput {
            id: picture

            anchors.fill: parent
            fillMode: VideoOutput.PreserveAspectCrop
            Accessible.role: Accessible.Graphic
            //: Accessible name of the camera's picture while codes are read
            Accessible.name: qsTr("Camera, looking for codes")
        }
    }

    Banner {
        Layout.fillWidth: true
        visible: !root.hasCamera
        iconName: "camera"
        text: qsTr("Linli finds no camera on this device.")
    }

    Banner {
        Layout.fillWidth: true
        visible: root.hasCamera && scanner.access === CodeScanner.Denied
        tone: Tone.Warning
        iconName: "camera"
        text: qsTr("Linli may not use the camera. Allow it in the phone's settings.")
    }
}
