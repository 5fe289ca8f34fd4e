// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// One event: what and when, coming along, and for organisers who comes.
AppPage {
    id: root

    required property AppCore core
    required property string eventId

    readonly property eventInfo info: detail.info

    //: Title of the page of one event
    title: qsTr("Event")

    EventDetailModel {
        id: detail

        core: root.core
        eventId: root.eventId
        //: Short message after something was done
        onSaved: Snack.show(qsTr("Saved. It is sent by itself."), "", "")
        onFailed: problem => Snack.show(problem, "", "")
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: detail.loading
    }

    Loader {
        anchors.fill: parent
        active: !detail.loading && !detail.found
        sourceComponent: NotHere {
            page: root
            core: root.core
            itemId: root.eventId
            iconName: "event"
            //: Shown when something is opened that this phone does not know
            title: qsTr("Not on this phone yet")
            //: Shown when something is opened that this phone does not know
            message: detail.problem !== "" ? detail.problem : qsTr("It comes with the next sync.")
        }
    }

    ScrollColumn {
        anchors.fill: parent
        visible: detail.found

        Banner {
            Layout.fillWidth: true
            visible: root.info.phase === EventPhase.Cancelled
            tone: Tone.Error
            iconName: "close"
            //: An event does not take place; %1 is the reason its organiser gave
            text: root.info.cancelReason !== "" ? qsTr("This event was cancelled: %1").arg(root.info.cancelReason) :
            //: An event does not take place
            qsTr("This event was cancelled.")
        }

        EventFactsCard {
            Layout.fillWidth: true
            info: root.info
        }

        EventSignUpCard {
            Layout.fillWidth: true
            detail: detail
            visible: root.info.phase !== EventPhase.Cancelled && (root.info.phase !== EventPhase.Over || root.info.part !== EventPart.None)
        }

        EventPeopleCard {
            Layout.fillWidth: true
            visible: detail.count > 0
            detail: detail
        }

        AppButton {
            Layout.fillWidth: true
            visible: root.info.mayCancel
            kind: AppButton.Kind.Outlined
            danger: true
            iconName: "close"
            //: Button for the organiser of an event
            text: qsTr("Cancel this event")
            onClicked: cancelDialog.open()
        }
    }

    EventCancelDialog {
        id: cancelDialog

        onConfirmed: reason => detail.cancel(reason)
    }
}
