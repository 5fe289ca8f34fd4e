// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Coming along: places, signing up with companions, the place in the line, and taking it back.
Card {
    id: root

    required property EventDetailModel detail

    readonly property eventInfo info: root.detail.info
    readonly property bool signedUp: root.info.part === EventPart.Going || root.info.part === EventPart.Waiting
    readonly property bool open: root.info.phase === EventPhase.Open || root.info.phase === EventPhase.Full
    readonly property bool mayLeave: root.signedUp && (root.open || root.info.phase === EventPhase.SignUpClosed)

    tone: root.info.part === EventPart.Waiting ? Tone.Warning : root.info.part === EventPart.Going || root.info.part === EventPart.CheckedIn ? Tone.Brand : Tone.Neutral
    spacing: Theme.spaceM

    ProgressLine {
        Layout.fillWidth: true
        //: How many places of an event are taken
        label: qsTr("Places taken")
        value: root.info.capacity > 0 ? root.info.taken / root.info.capacity : 0
        //: Places of an event; %1 of %2
        valueText: qsTr("%1 of %2").arg(root.info.taken).arg(root.info.capacity)
    }

    AppText {
        Layout.fillWidth: true
        visible: root.info.waiting > 0
        //: People who wait for a place at an event
        text: qsTr("%n person(s) waiting for a place.", "", root.info.waiting)
        font: Theme.type.bodySmall
    }

    ErrorBanner {
        Layout.fillWidth: true
        visible: root.info.ownRejection !== ""
        text: root.info.ownRejection
        //: Button: take a message away after reading it
        actionText: root.info.rejectedOp !== "" ? qsTr("Got it") : ""
        onActed: root.detail.discardRejected()
    }

    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: {
            switch (root.info.part) {
            case EventPart.Going:
                //: Own state at an event; persons with oneself
                return root.info.ownParty > 1 ? qsTr("You have a place, for %n person(s).", "", root.info.ownParty) :
                //: Own state at an event
                qsTr("You have a place.");
            case EventPart.Waiting:
                return root.info.ownPosition === 1 ?
                //: Own state at an event
                qsTr("You are next in line. When a place becomes free, you get it by itself.") :
                //: Own state at an event; %1 is the number of parties before
                qsTr("You are in line, %1 before you. When places become free, the line moves up by itself.").arg(root.info.ownPosition - 1);
            case EventPart.CheckedIn:
                //: Own state at an event
                return qsTr("You were checked in.");
            default:
                return root.info.phase === EventPhase.SignUpClosed ?
                //: Shown when nobody can sign up any more
                qsTr("Sign-up is over.") : "";
            }
        }
        font: Theme.type.title
    }

    DeliveryChip {
        visible: root.info.ownDelivery !== DeliveryChip.State.Delivered
        delivery: root.info.ownDelivery
    }

    StepperRow {
        id: companions

        Layout.fillWidth: true
        visible: root.open && !root.signedUp && root.info.companionsMax > 0
        //: How many people somebody brings to an event
        label: qsTr("People you bring along")
        to: root.info.companionsMax
    }

    AppButton {
        Layout.fillWidth: true
        visible: root.open && !root.signedUp && root.info.part !== EventPart.CheckedIn
        busy: root.detail.saving
        iconName: root.info.phase === EventPhase.Full ? "clock" : "check"
        text: root.info.phase === EventPhase.Full || companions.value + 1 > root.info.freePlaces ?
            //: Button: wait for a place at a full event
            qsTr("Join the waiting list") :
            //: Button: sign up for an event
            qsTr("I am coming")
        onClicked: root.detail.signUp(companions.value)
    }

    AppText {
        Layout.fillWidth: true
        visible: root.open && !root.signedUp
        //: %1 is a date and time
        text: qsTr("Sign up until %1.").arg(root.info.signUpCloses.toLocaleString(Qt.locale(), Locale.ShortFormat))
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
    }

    AppButton {
        Layout.fillWidth: true
        visible: root.mayLeave
        kind: AppButton.Kind.Outlined
        busy: root.detail.saving
        //: Button: give a place at an event back
        text: qsTr("I cannot come")
        onClicked: leave.open()
    }

    ConfirmDialog {
        id: leave

        //: Question before a place at an event is given back
        title: qsTr("Give your place back?")
        //: Question before a place at an event is given back
        message: qsTr("Somebody else gets it. If you sign up again later, you are at the end of the line.")
        //: Button: give a place at an event back
        confirmText: qsTr("Give it back")
        //: Button: keep a place at an event
        cancelText: qsTr("Keep it")
        danger: true
        onAccepted: root.detail.withdraw()
    }
}
