// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Linli.Theme

// Hover, press and keyboard focus over the background of a control, in the colour of its content.
Rectangle {
    id: root

    required property T.AbstractButton control
    property color tint: Theme.colors.onSurface

    color: Qt.alpha(root.tint, !root.control.enabled ? 0 : root.control.down ? 0.14 : root.control.hovered ? 0.07 : 0)
    border.width: root.control.visualFocus ? 3 : 0
    border.color: root.tint

    Behavior on color {
        ColorAnimation {
            duration: Theme.durationShort
        }
    }
}
