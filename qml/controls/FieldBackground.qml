// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Theme

// The box of an input field.
Rectangle {
    id: root

    required property bool focused
    required property bool invalid

    radius: Theme.radiusM
    color: Theme.colors.surfaceContainerLowest
    border.width: root.focused || root.invalid ? 2 : 1
    border.color: root.invalid ? Theme.colors.error : root.focused ? Theme.colors.primary : Theme.colors.outline
}
