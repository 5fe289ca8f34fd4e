// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// A plan in the list: picture, what and where, what it costs, how far it is.
CardButton {
    id: root

    required property string title
    required property string place
    required property url picture
    required property int phase
    required property string costText
    required property int percent
    required property int delivery

    readonly property bool building: root.phase === PlanPhase.UnderConstruction
    //: Stands where the words of something were hidden by a moderator
    readonly property string shownTitle: root.title !== "" ? root.title : qsTr("Hidden by a moderator")

    text: [root.shownTitle, chip.text, root.costText].join(", ")
    spacing: Theme.spaceS

    PhotoTile {
        Layout.fillWidth: true
        Layout.preferredHeight: 152
        visible: root.picture.toString() !== ""
        enabled: false
        source: root.picture
        text: root.shownTitle
        Accessible.ignored: true
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        PlanPhaseChip {
            id: chip

            phase: root.phase
            Accessible.ignored: true
        }

        DeliveryChip {
            delivery: root.delivery
        }
    }

    AppText {
        Layout.fillWidth: true
        text: root.shownTitle
        font: Theme.type.titleLarge
        Accessible.ignored: true
    }

    AppText {
        Layout.fillWidth: true
        visible: root.place !== ""
        text: root.place
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
        Accessible.ignored: true
    }

    AppText {
        Layout.fillWidth: true
        //: Cost of a plan; %1 is an amount of money
        text: qsTr("Cost: %1").arg(root.costText)
        font: Theme.type.title
        color: Theme.colors.primary
        Accessible.ignored: true
    }

    ProgressLine {
        Layout.fillWidth: true
        visible: root.building
        //: How much of the work of a plan is done
        label: qsTr("Work done")
        value: root.percent / 100
    }
}
