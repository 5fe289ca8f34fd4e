// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// A fact with its name above it; not shown while there is none.
ColumnLayout {
    id: root

    required property string label
    required property string text

    visible: root.text !== ""
    spacing: 0
    Accessible.role: Accessible.StaticText
    Accessible.name: root.label + ": " + root.text

    AppText {
        Layout.fillWidth: true
        text: root.label
        font: Theme.type.labelSmall
        color: Theme.colors.onSurfaceVariant
        Accessible.ignored: true
    }

    AppText {
        Layout.fillWidth: true
        text: root.text
        Accessible.ignored: true
    }
}
