// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import Linli.Controls
import Linli.Theme

// A picture as large as the page; pressing twice makes it larger, so that small print can be read.
AppPage {
    id: root

    required property url source
    property bool large: false

    //: Title of a page that shows one picture
    title: qsTr("Picture")

    actions: [
        IconButton {
            text: root.large ? qsTr("Smaller") : qsTr("Larger")
            iconName: root.large ? "remove" : "add"
            onClicked: root.large = !root.large
        }
    ]

    Flickable {
        id: view

        anchors.fill: parent
        contentWidth: picture.width
        contentHeight: picture.height
        clip: true
        ScrollBar.horizontal: ScrollBar {}
        ScrollBar.vertical: ScrollBar {}

        Image {
            id: picture

            width: view.width * (root.large ? 2.5 : 1)
            height: Math.max(view.height, implicitWidth > 0 ? width * implicitHeight / implicitWidth : 0)
            asynchronous: true
            fillMode: Image.PreserveAspectFit
            source: root.source
            Accessible.role: Accessible.Graphic
            Accessible.name: root.title
        }
    }

    AppText {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: picture.status === Image.Error
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("The picture is not on this phone yet.")
    }
}
