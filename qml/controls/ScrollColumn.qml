// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// A column that scrolls, with the page's margins, never wider than people read well. Children use Layout.fillWidth.
Flickable {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing
    property int margin: Theme.spaceL

    contentWidth: width
    contentHeight: column.implicitHeight + 2 * root.margin
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    ScrollBar.vertical: ScrollBar {}

    ColumnLayout {
        id: column

        x: (root.width - width) / 2
        y: root.margin
        width: Math.min(root.width - 2 * root.margin, Theme.maxContentWidth)
        spacing: Theme.spaceL
    }
}
