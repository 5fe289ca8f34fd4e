// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// Shown while the first rows of a page are being read.
ColumnLayout {
    id: root

    //: Shown while the first items of a page are being read from the phone
    property string text: qsTr("Loading…")

    spacing: Theme.spaceM

    BusyIndicator {
        Layout.alignment: Qt.AlignHCenter
        visible: !Theme.reducedMotion
        running: visible && root.visible
        Material.accent: Theme.colors.primary
        Accessible.ignored: true
    }

    AppIcon {
        Layout.alignment: Qt.AlignHCenter
        visible: Theme.reducedMotion
        iconName: "clock"
        size: 40
    }

    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: root.text
        color: Theme.colors.onSurfaceVariant
    }
}
