// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// One's own things: home, phones, invites, what waits to be sent, and how the app looks.
AppPage {
    id: root

    required property AppCore core
    required property AppSettings settings

    //: Title of the page with one's own home, phones and settings
    title: qsTr("Me")

    MeModel {
        id: me

        core: root.core
    }

    DeviceListModel {
        id: devices

        core: root.core
    }

    OutboxModel {
        id: outbox

        core: root.core
    }

    CarriedModel {
        id: carried

        core: root.core
    }

    SyncStatus {
        id: sync

        core: root.core
    }

    RecordStatus {
        id: record

        core: root.core
        onFailed: problem => Snack.show(problem, "", "")
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !me.loaded
    }

    ScrollColumn {
        anchors.fill: parent
        visible: me.loaded

        MeCard {
            Layout.fillWidth: true
            core: root.core
            me: me
        }

        Card {
            Layout.fillWidth: true
            padding: 0
            spacing: 0

            ListRow {
                Layout.fillWidth: true
                //: Row that opens the list of what this person wrote and is not with the community yet
                title: qsTr("What I sent")
                subtitle: outbox.rejected > 0 ? qsTr("%n not accepted", "", outbox.rejected) : outbox.count > 0 ? qsTr("%n waiting to be sent", "", outbox.count) :
                //: Nothing that this person wrote waits to be sent
                qsTr("Everything has arrived")
                iconName: "upload"
                stateText: sync.stateText
                stateTone: sync.state === SyncStatus.Current ? Tone.Success : sync.state === SyncStatus.Stopped ? Tone.Error : sync.state === SyncStatus.Offline ? Tone.Warning : Tone.Neutral
                iconTint: outbox.rejected > 0 ? Theme.colors.error : Theme.colors.primary
                chevron: true
                onClicked: root.StackView.view.push(syncPage)
            }

            ListRow {
                Layout.fillWidth: true
                //: Row that opens the passing of things from phone to phone when there is no network
                title: qsTr("Hand over and take along")
                subtitle: carried.count > 0 ? qsTr("%n item(s) on the way for neighbours", "", carried.count) :
                //: Under a row that opens the passing of things from phone to phone
                qsTr("From phone to phone, without a network")
                iconName: "people"
                iconTint: Theme.colors.primary
                chevron: true
                onClicked: root.StackView.view.push(carryPage)
            }

            ListRow {
                Layout.fillWidth: true
                //: Row that opens the list of one's own phones
                title: qsTr("My phones")
                subtitle: qsTr("%n phone(s)", "", devices.count)
                iconName: "device"
                iconTint: Theme.colors.primary
                chevron: true
                onClicked: root.StackView.view.push(devicesPage)
            }

            ListRow {
                Layout.fillWidth: true
                visible: me.invitesOthers
                //: Row that opens the making of invites for neighbours
                title: qsTr("Invite neighbours")
                subtitle: qsTr("Newcomers, or somebody with a new phone")
                iconName: "qr"
                iconTint: Theme.colors.primary
                chevron: true
                onClicked: root.StackView.view.push(invitePage)
            }
        }

        SectionHeader {
            Layout.fillWidth: true
            //: Heading over the settings of this phone
            title: qsTr("This phone")
        }

        SettingsCard {
            Layout.fillWidth: true
            settings: root.settings
        }

        KeeperCard {
            Layout.fillWidth: true
            record: record
        }
    }

    Component {
        id: syncPage

        SyncPage {
            core: root.core
        }
    }

    Component {
        id: carryPage

        CarryPage {
            core: root.core
        }
    }

    Component {
        id: devicesPage

        DevicesPage {
            core: root.core
        }
    }

    Component {
        id: invitePage

        InviteHomesPage {
            core: root.core
        }
    }
}
