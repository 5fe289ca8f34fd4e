// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What this person made that is not with the community yet, what was refused and why, and how sync stands.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page on what was sent and what waits
    title: qsTr("What I sent")

    SyncStatus {
        id: status

        core: root.core
    }

    RecordStatus {
        id: record

        core: root.core
    }

    ScrollColumn {
        anchors.fill: parent

        SyncCard {
            Layout.fillWidth: true
            status: status
            problem: status.problem
        }

        OtherLogCard {
            Layout.fillWidth: true
            visible: status.otherLog
            status: status
        }

        RecordCard {
            Layout.fillWidth: true
            visible: record.stage !== RecordStatus.NotNeeded || record.alarm !== ""
            record: record
        }

        AppButton {
            Layout.fillWidth: true
            visible: status.state === SyncStatus.Offline && outbox.count > 0
            kind: AppButton.Kind.Tonal
            iconName: "people"
            //: Button on the page on what was sent, when there is no network
            text: qsTr("Hand over to a neighbour")
            onClicked: root.StackView.view.push(carryPage)
        }

        OutboxList {
            id: outbox

            Layout.fillWidth: true
            core: root.core
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

    Component {
        id: carryPage

        CarryPage {
            core: root.core
        }
    }
}
