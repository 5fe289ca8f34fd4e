// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import QtQuick.Effects
import Linli.Theme

// A photo with round corners, pressable to open it. `text` describes it for people who cannot see it.
T.AbstractButton {
    id: root

    required text
    required property url source
    property bool removable: false
    property real radius: Theme.radiusM

    signal removeRequested

    implicitWidth: 96
    implicitHeight: 96
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Graphic
    Accessible.name: root.text

    background: Rectangle {
        radius: root.radius
        color: Theme.colors.surfaceContainerHigh

        AppIcon {
            anchors.centerIn: parent
            visible: image.status !== Image.Ready
            iconName: image.status === Image.Error ? "error" : "photo"
        }
    }

    contentItem: Item {
        Image {
            id: image

            anchors.fill: parent
            visible: false
            source: root.source
            asynchronous: true
            fillMode: Image.PreserveAspectCrop
            // Twice the size on screen is enough for every pixel density and keeps memory small.
            sourceSize.width: root.width * 2
        }

        Rectangle {
            id: mask

            anchors.fill: parent
            visible: false
            radius: root.radius
            layer.enabled: true
        }

        MultiEffect {
            anchors.fill: parent
            visible: image.status === Image.Ready
            source: image
            maskEnabled: true
            maskSource: mask
            maskThresholdMin: 0.5
            maskSpreadAtMin: 1
        }

        StateLayer {
            anchors.fill: parent
            control: root
            radius: root.radius
        }
    }

    IconButton {
        anchors.right: parent.right
        anchors.top: parent.top
        visible: root.removable
        //: Accessible name of the button that removes a photo from a form
        text: qsTr("Remove %1").arg(root.text)
        iconName: "close"
        iconSize: Theme.smallIconSize
        tint: Theme.colors.onInverseSurface
        onClicked: root.removeRequested()

        Rectangle {
            anchors.centerIn: parent
            z: -1
            width: Theme.smallIconSize + Theme.spaceS
            height: width
            radius: width / 2
            color: Qt.alpha(Theme.colors.inverseSurface, 0.85)
        }
    }
}
