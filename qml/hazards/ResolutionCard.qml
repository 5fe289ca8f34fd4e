// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// How many hazards were fixed, in plain words: both numbers of the rate, and what it leaves out.
Card {
    id: root

    required property AppCore core

    visible: figures.known

    HazardFigures {
        id: figures

        core: root.core
    }

    ProgressLine {
        Layout.fillWidth: true
        //: Headline of the share of reported hazards that are fixed
        label: qsTr("Fixed so far")
        value: figures.rate
        //: %1 is how many hazards are fixed, %2 how many were reported
        valueText: qsTr("%1 of %2").arg(figures.fixed).arg(figures.counted)
        tint: Theme.colors.primary
    }

    AppText {
        Layout.fillWidth: true
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
        //: How many hazards still wait
        text: [qsTr("%n still open.", "hazards", figures.open), figures.reopened > 0 ? qsTr("%n came back after a repair.", "hazards", figures.reopened) : "", figures.medianDays < 0 ? "" : figures.medianDays < 1 ? qsTr("Half of the repairs took less than a day.") : qsTr("Half of the repairs took %n day(s) or less.", "", Math.ceil(figures.medianDays))].filter(part => part !== "").join(" ")
    }

    AppText {
        Layout.fillWidth: true
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
        //: What the number of fixed hazards counts
        text: qsTr("Closed without a repair does not count as fixed. Double reports and reports taken back are left out.")
    }
}
