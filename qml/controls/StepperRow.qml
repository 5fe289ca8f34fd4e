// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Theme

// A small whole number chosen with two big buttons.
RowLayout {
    id: root

    required property string label
    property int value: 0
    property int from: 0
    property int to: 10

    signal changed(int value)

    function step(by: int): void {
        root.value = Math.max(root.from, Math.min(root.to, root.value + by));
        root.changed(root.value);
    }

    spacing: Theme.spaceS
    Accessible.role: Accessible.SpinBox
    Accessible.name: root.label
    Accessible.onIncreaseAction: root.step(1)
    Accessible.onDecreaseAction: root.step(-1)

    AppText {
        Layout.fillWidth: true
        text: root.label
    }

    IconButton {
        //: Button that makes a number smaller by one; %1 says what the number counts
        text: qsTr("Fewer: %1").arg(root.label)
        iconName: "remove"
        fill: Theme.colors.surfaceContainerHigh
        enabled: root.value > root.from
        onClicked: root.step(-1)
    }

    AppText {
        Layout.minimumWidth: Theme.spaceXxl
        horizontalAlignment: Text.AlignHCenter
        text: Number(root.value).toLocaleString(Qt.locale(), "f", 0)
        font: Theme.type.title
    }

    IconButton {
        //: Button that makes a number larger by one; %1 says what the number counts
        text: qsTr("More: %1").arg(root.label)
        iconName: "add"
        fill: Theme.colors.surfaceContainerHigh
        enabled: root.value < root.to
        onClicked: root.step(1)
    }
}
