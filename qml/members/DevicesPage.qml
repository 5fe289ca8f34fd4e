// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The phones with which this person is in the community; a lost one is signed out here.
AppPage {
    id: root

    required property AppCore core
    property string chosen: ""

    //: Title of the page with one's own phones
    title: qsTr("My phones")

    DeviceListModel {
        id: devices

        core: root.core
        onRevoked: Snack.show(qsTr("The phone is signed out"), "", "")
        onFailed: problem => trouble.text = problem
    }

    ScrollColumn {
        anchors.fill: parent

        ErrorBanner {
            id: trouble

            Layout.fillWidth: true
            visible: text !== ""
            text: ""
        }

        Repeater {
            model: devices

            Card {
                id: device

                required property string deviceId
                required property string shortId
                required property bool thisPhone
                required property bool inUse
                required property string stateText

                Layout.fillWidth: true

                ListRow {
                    Layout.fillWidth: true
                    padding: 0
                    enabled: false
                    //: Name of a phone in a list; %1 are four letters or digits that tell it from others
                    title: device.thisPhone ? qsTr("This phone") : qsTr("Phone %1").arg(device.shortId)
                    stateText: device.stateText
                    stateTone: device.inUse ? Tone.Success : Tone.Neutral
                    iconName: "device"
                    iconTint: Theme.colors.primary
                }

                AppButton {
                    Layout.alignment: Qt.AlignRight
                    visible: device.inUse && !device.thisPhone
                    kind: AppButton.Kind.Text
                    danger: true
                    //: Button that ends the use of a lost phone; %1 are four letters or digits that name it
                    text: qsTr("Sign out phone %1").arg(device.shortId)
                    enabled: !devices.revoking
                    onClicked: {
                        root.chosen = device.deviceId;
                        confirm.open();
                    }
                }
            }
        }

        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Kind.Tonal
            iconName: "add"
            //: Button that makes an invite for one's own second phone
            text: qsTr("Add another phone of mine")
            onClicked: root.StackView.view.push(invitePage)
        }
    }

    ConfirmDialog {
        id: confirm

        parent: Overlay.overlay
        //: Question before a lost phone is signed out
        title: qsTr("Sign this phone out?")
        message: qsTr("It can no longer read or send anything. To use it again, it needs a new invite.")
        //: Button that ends the use of a lost phone
        confirmText: qsTr("Sign out")
        danger: true
        onAccepted: devices.revoke(root.chosen)
    }

    Component {
        id: invitePage

        InvitePage {
            core: root.core
            //: Title of the page with an invite for one's own second phone
            title: qsTr("Another phone of mine")
            explanation: qsTr("Open Linli on the other phone and scan this code, or send yourself the link.")
            kind: InvitePage.Kind.OwnPhone
        }
    }
}
