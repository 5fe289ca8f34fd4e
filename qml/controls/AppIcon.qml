// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.impl
import Linli.Theme

// One of icons/*.svg in one colour. IconImage is what Qt's own buttons tint with; an effect layer per
// icon would cost a texture for each row of a list.
IconImage {
    id: root

    required property string iconName
    property real size: Theme.iconSize

    name: ""
    source: root.iconName === "" ? "" : Qt.resolvedUrl("icons/" + root.iconName + ".svg")
    sourceSize: Qt.size(root.size, root.size)
    width: root.size
    height: root.size
    color: Theme.colors.onSurfaceVariant
    Accessible.ignored: true
}
