// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The third show: what came of it, and what it really cost.
Card {
    id: root

    required property planInfo plan

    readonly property bool done: root.plan.phase === PlanPhase.Completed

    tone: root.done ? Tone.Success : Tone.Neutral
    spacing: Theme.spaceM

    AppText {
        Layout.fillWidth: true
        visible: !root.done
        //: Shown while the work of a plan is not done
        text: qsTr("When the work is done, the result and the final cost are shown here.")
        color: Theme.colors.onSurfaceVariant
    }

    PhotoStrip {
        Layout.fillWidth: true
        visible: root.plan.resultPhotos.length > 0
        photos: root.plan.resultPhotos
    }

    AppText {
        Layout.fillWidth: true
        visible: root.plan.resultWords !== ""
        text: root.plan.resultWords
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "fund"
        //: What a plan did cost in the end
        label: qsTr("Final cost")
        value: root.plan.finalCostText
    }

    AppText {
        Layout.fillWidth: true
        visible: root.plan.savedText !== "" || root.plan.overText !== ""
        //: Final cost against the plan; %1 is an amount of money
        text: root.plan.savedText !== "" ? qsTr("%1 less than planned").arg(root.plan.savedText) :
        //: Final cost against the plan; %1 is an amount of money
        qsTr("%1 more than planned").arg(root.plan.overText)
        font: Theme.type.bodySmall
    }

    AppText {
        Layout.fillWidth: true
        visible: root.done
        //: When the result of a plan was published; %1 is a date
        text: qsTr("Published on %1").arg(root.plan.resultAt.toLocaleDateString(Qt.locale(), Locale.ShortFormat))
        font: Theme.type.bodySmall
    }
}
