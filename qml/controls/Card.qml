// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// A quiet box around things that belong together; children are laid out in a column.
Pane {
    id: root

    default property alias content: column.data
    property int tone: Tone.Neutral

    padding: Theme.spaceL
    spacing: Theme.spaceS
    implicitWidth: column.implicitWidth + leftPadding + rightPadding
    implicitHeight: column.implicitHeight + topPadding + bottomPadding
    Accessible.role: Accessible.Grouping

    contentItem: ColumnLayout {
        id: column

        spacing: root.spacing
    }

    background: Rectangle {
        radius: Theme.radiusL
        color: root.tone === Tone.Neutral ? Theme.colors.surfaceContainerLowest : Theme.tone(root.tone).container
        border.width: root.tone === Tone.Neutral ? 1 : 0
        border.color: Theme.colors.outlineVariant
    }
}
