// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// Says what was just done, and lets the person undo it for a while. Place it once, at the bottom of the window.
Control {
    id: root

    property string text: ""
    property string actionText: ""
    readonly property bool shown: timer.running || root.hovered

    signal acted

    // An empty `actionText` shows no button.
    function show(text: string, actionText: string): void {
        root.text = text;
        root.actionText = actionText;
        timer.restart();
        root.Accessible.announce(text);
    }

    function dismiss(): void {
        timer.stop();
    }

    visible: opacity > 0
    opacity: root.shown ? 1 : 0
    leftPadding: Theme.spaceL
    rightPadding: root.actionText === "" ? Theme.spaceL : Theme.spaceS
    topPadding: Theme.spaceXs
    bottomPadding: Theme.spaceXs
    implicitHeight: Math.max(Theme.touchTarget + Theme.spaceS, implicitContentHeight + topPadding + bottomPadding)
    Accessible.role: Accessible.Notification
    Accessible.name: root.text

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.durationMedium
        }
    }

    Timer {
        id: timer

        interval: Theme.noticeDuration
    }

    contentItem: GridLayout {
        // Large text gets the button under the sentence.
        columns: Theme.effectiveTextScale > 1.4 ? 1 : 2
        columnSpacing: Theme.spaceS
        rowSpacing: 0

        AppText {
            Layout.fillWidth: true
            text: root.text
            font: Theme.type.bodySmall
            color: Theme.colors.onInverseSurface
            Accessible.ignored: true
        }

        AppButton {
            Layout.alignment: Qt.AlignRight
            visible: root.actionText !== ""
            kind: AppButton.Kind.Text
            text: root.actionText
            contentColor: Theme.colors.inversePrimary
            onClicked: {
                root.dismiss();
                root.acted();
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusM
        color: Theme.colors.inverseSurface
    }
}
