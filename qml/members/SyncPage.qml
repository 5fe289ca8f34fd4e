// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What this person made that is not with the community yet, what was refused and why, and how sync stands.
AppPage {
    id: root

    required property AppCore core
    property string chosen: ""

    //: Title of the page on what was sent and what waits
    title: qsTr("What I sent")

    SyncStatus {
        id: status

        core: root.core
    }

    OutboxModel {
        id: outbox

        core: root.core
        onFailed: problem => trouble.text = problem
    }

    ScrollColumn {
        anchors.fill: parent

        SyncCard {
            Layout.fillWidth: true
            status: status
            problem: status.problem
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

        EmptyState {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceXl
            visible: outbox.loaded && outbox.count === 0
            iconName: "hub-received"
            //: Shown when nothing that this person wrote waits to be sent
            title: qsTr("Everything has arrived")
            message: qsTr("What you report, vote and write appears here until the community has it.")
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
