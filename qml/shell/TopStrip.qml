// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// The one line above every first page: how sync stands, and the way to one's own things.
Rectangle {
    id: root

    required property int sync
    property alias waiting: line.waiting
    property alias rejected: line.rejected
    property alias alarm: line.alarm
    property alias lastCurrent: line.lastCurrent
    readonly property bool calm: line.calm
    property bool showMe: true

    signal syncPressed
    signal mePressed

    implicitHeight: row.implicitHeight
    color: line.calm ? Theme.colors.surface : line.colors.container

    RowLayout {
        id: row

        anchors.fill: parent
        spacing: 0

        SyncLine {
            id: line

            Layout.fillWidth: true
            Layout.fillHeight: true
            sync: root.sync
            onClicked: root.syncPressed()
        }

        IconButton {
            Layout.rightMargin: Theme.spaceXs
            visible: root.showMe
            //: Button at the top: one's own household, devices and settings
            text: qsTr("Me")
            iconName: "me"
            tint: line.calm ? Theme.colors.primary : line.colors.onContainer
            onClicked: root.mePressed()
        }
    }
}
