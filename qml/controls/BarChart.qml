// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Theme

// Bars under each other. The model has the roles label, valueText (ready to show) and fraction (0 to 1).
ColumnLayout {
    id: root

    property alias model: bars.model
    property color tint: Theme.colors.primary
    // What the bars are, for a screen reader.
    required property string title

    spacing: Theme.spaceM
    Accessible.role: Accessible.Chart
    Accessible.name: root.title

    Repeater {
        id: bars

        BarRow {
            Layout.fillWidth: true
            tint: root.tint
        }
    }
}
