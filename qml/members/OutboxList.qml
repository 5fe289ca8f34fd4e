// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Own things that the community does not have yet or did not accept, with their words, and the way to give one up.
ColumnLayout {
    id: root

    required property AppCore core
    // The id of the one thing to show; empty for all.
    property alias only: outbox.only
    readonly property alias loaded: outbox.loaded
    readonly property alias count: outbox.count
    property string chosen: ""

    signal discarded

    spacing: Theme.spaceL

    OutboxModel {
        id: outbox

        core: root.core
        onFailed: problem => trouble.text = problem
        onDiscarded: {
            trouble.text = "";
            root.discarded();
        }
    }

    ErrorBanner {
        id: trouble

        Layout.fillWidth: true
        visible: text !== ""
        text: ""
    }

    Repeater {
        model: outbox

        OutboxCard {
            id: item

            required property string operationId

            Layout.fillWidth: true
            onCopyRequested: {
                outbox.copyText(item.operationId);
                //: Short message after words were copied
                Snack.show(qsTr("Copied"), "", "");
            }
            onDiscardRequested: {
                root.chosen = item.operationId;
                confirm.open();
            }
        }
    }

    ConfirmDialog {
        id: confirm

        parent: Overlay.overlay
        //: Question before something that was not sent or not accepted is given up
        title: qsTr("Delete this for good?")
        message: qsTr("It is only on this phone. To keep the words, copy them first.")
        //: Button that gives up something that was not sent or not accepted
        confirmText: qsTr("Delete")
        danger: true
        onAccepted: outbox.discard(root.chosen)
    }
}
