// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Theme

// How far something written on this phone has come. Shown on own items only; Delivered shows nothing,
// because what needs no attention should not ask for any.
StateChip {
    id: root

    // The order is the contract with the view models' delivery role.
    enum State {
        Delivered,
        Saved,
        Sending,
        Received,
        Waiting,
        Rejected
    }

    required property int delivery

    visible: root.delivery !== DeliveryChip.State.Delivered
    text: {
        switch (root.delivery) {
        case DeliveryChip.State.Saved:
            //: State of an own item: it is stored safely on this phone and was not sent yet
            return qsTr("Saved on this phone");
        case DeliveryChip.State.Sending:
            //: State of an own item: it is being sent to the neighbourhood's hub now
            return qsTr("Sending");
        case DeliveryChip.State.Received:
            //: State of an own item: the neighbourhood's hub has it
            return qsTr("Received by the hub");
        case DeliveryChip.State.Waiting:
            //: State of an own item: it cannot be decided before something else has arrived
            return qsTr("Waiting for earlier items");
        case DeliveryChip.State.Rejected:
            //: State of an own item: a rule refused it; the reason is shown beside
            return qsTr("Not accepted");
        default:
            return "";
        }
    }
    tone: {
        switch (root.delivery) {
        case DeliveryChip.State.Received:
            return Tone.Success;
        case DeliveryChip.State.Waiting:
            return Tone.Warning;
        case DeliveryChip.State.Rejected:
            return Tone.Error;
        default:
            return Tone.Pending;
        }
    }
    iconName: {
        switch (root.delivery) {
        case DeliveryChip.State.Saved:
            return "phone-saved";
        case DeliveryChip.State.Sending:
            return "upload";
        case DeliveryChip.State.Received:
            return "hub-received";
        case DeliveryChip.State.Waiting:
            return "clock";
        case DeliveryChip.State.Rejected:
            return "error";
        default:
            return "";
        }
    }
}
