// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// How sync stands, in plain words, and "try again".
Card {
    id: root

    required property SyncStatus status
    required property string problem
    readonly property bool known: !isNaN(root.status.lastCurrent.getTime())

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        Medallion {
            Layout.alignment: Qt.AlignTop
            iconName: root.status.state === SyncStatus.Offline ? "offline" : "sync"
            tint: root.status.state === SyncStatus.Offline ? Theme.colors.warningTone.onContainer : Theme.colors.primary
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                font: Theme.type.title
                text: root.status.stateText
                Accessible.role: Accessible.Heading
            }

            AppText {
                Layout.fillWidth: true
                visible: root.known
                color: Theme.colors.onSurfaceVariant
                //: When this phone was last equal with the community; %1 is a date and time
                text: qsTr("Last up to date: %1").arg(root.status.lastCurrent.toLocaleString(Qt.locale(), Locale.ShortFormat))
            }

            AppText {
                Layout.fillWidth: true
                visible: root.status.state === SyncStatus.Offline || root.status.updateNeeded
                color: Theme.colors.onSurfaceVariant
                text: root.problem !== "" ? root.problem :
                //: Reassures a person without a network
                qsTr("You can go on. What you write is kept on this phone and sent later.")
            }
        }
    }

    AppButton {
        Layout.alignment: Qt.AlignRight
        kind: AppButton.Kind.Tonal
        iconName: "sync"
        //: Button that sends and receives now
        text: root.status.state === SyncStatus.Current ? qsTr("Check now") :
        //: Button that sends and receives now, after it did not work
        qsTr("Try again")
        enabled: root.status.state !== SyncStatus.Syncing
        onClicked: root.status.retry()
    }
}
