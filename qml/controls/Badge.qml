// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Theme

// A small count on an icon; nothing at 0.
Rectangle {
    id: root

    required property int count

    visible: root.count > 0
    implicitHeight: 20
    implicitWidth: Math.max(implicitHeight, label.implicitWidth + Theme.spaceS)
    radius: height / 2
    color: Theme.colors.error

    AppText {
        id: label

        anchors.centerIn: parent
        //: A count too large for a small badge
        text: root.count > 99 ? qsTr("99+") : root.count
        font.pixelSize: 13
        font.bold: true
        color: Theme.colors.onError
        Accessible.ignored: true
    }
}
