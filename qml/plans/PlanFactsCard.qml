// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The first show: what is planned, where, when, and what it costs.
Card {
    id: root

    required property planInfo plan

    spacing: Theme.spaceM

    PhotoTile {
        Layout.fillWidth: true
        Layout.preferredHeight: 200
        visible: root.plan.photos.length > 0
        enabled: false
        source: root.plan.photos.length > 0 ? root.plan.photos[0] : ""
        //: Description of a picture for people who cannot see it
        text: qsTr("Picture of the plan")
    }

    PhotoStrip {
        Layout.fillWidth: true
        visible: root.plan.photos.length > 1
        photos: [...root.plan.photos].slice(1)
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        PlanPhaseChip {
            phase: root.plan.phase
        }

        DeliveryChip {
            delivery: root.plan.delivery
        }
    }

    ErrorBanner {
        Layout.fillWidth: true
        visible: root.plan.rejection !== ""
        text: root.plan.rejection
    }

    AppText {
        Layout.fillWidth: true
        //: Stands where the words of something were hidden by a moderator
        text: root.plan.title !== "" ? root.plan.title : qsTr("Hidden by a moderator")
        font: Theme.type.headline
    }

    AppText {
        Layout.fillWidth: true
        //: Heading: first of the three things shown of every plan
        text: qsTr("1. The plan")
        font: Theme.type.title
        Accessible.role: Accessible.Heading
    }

    AppText {
        Layout.fillWidth: true
        visible: root.plan.words !== ""
        text: root.plan.words
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "fund"
        //: What a plan is expected to cost
        label: qsTr("Expected cost")
        value: root.plan.costText
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "pin"
        //: Where something is
        label: qsTr("Place")
        value: root.plan.place
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "event"
        //: When the work of a plan is to be done
        label: qsTr("Planned time")
        value: [root.plan.starts, root.plan.ends].filter(day => !isNaN(day.getTime())).map(day => day.toLocaleDateString(Qt.locale(), Locale.ShortFormat)).join(" – ")
    }

    FactRow {
        Layout.fillWidth: true
        iconName: "people"
        //: Who published something and when
        label: qsTr("Published by")
        value: [root.plan.author, root.plan.published.toLocaleDateString(Qt.locale(), Locale.ShortFormat)].filter(part => part !== "").join(" · ")
    }
}
