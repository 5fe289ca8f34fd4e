// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The first thing a newcomer sees: paste the invite, say who you are, in.
AppPage {
    id: root

    required property AppCore core
    required property AppSettings settings
    property bool scanning: false

    //: Title of the page on which a newcomer joins a community
    title: qsTr("Join your neighbourhood")

    JoinForm {
        id: form

        core: root.core
    }

    ScrollColumn {
        anchors.fill: parent

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceL

            Medallion {
                Layout.alignment: Qt.AlignTop
                iconName: "home"
                tint: Theme.colors.primary
                size: 64
            }

            AppText {
                Layout.fillWidth: true
                //: Explains to a newcomer how to get in
                text: qsTr("Your building captain gives you an invite as a link or on paper. It works once and is only for your home.")
            }
        }

        AppTextArea {
            id: invite

            Layout.fillWidth: true
            //: Field for the invite that a newcomer was given
            label: qsTr("Invite")
            //: Help under the field for the invite
            helper: form.inviteReads ? qsTr("The invite is complete.") : qsTr("Starts with linli:// or LL1-")
            errorText: form.inviteProblem
            minimumLines: 2
            enabled: !form.busy
            text: form.invite
            onEdited: form.invite = invite.text
        }

        Flow {
            Layout.fillWidth: true
            layoutDirection: Qt.RightToLeft
            spacing: Theme.spaceS

            AppButton {
                kind: AppButton.Kind.Tonal
                //: Button that puts the copied invite into the field
                text: qsTr("Paste the invite")
                enabled: !form.busy
                onClicked: form.paste()
            }

            AppButton {
                visible: !root.scanning
                kind: AppButton.Kind.Tonal
                iconName: "scan"
                //: Button that reads the invite's code with the camera
                text: qsTr("Scan the invite")
                enabled: !form.busy
                onClicked: root.scanning = true
            }
        }

        Loader {
            Layout.fillWidth: true
            active: root.scanning && !form.inviteReads
            visible: active
            sourceComponent: ScannerView {
                onSeen: text => form.invite = text
            }
        }

        AppTextField {
            id: hub

            Layout.fillWidth: true
            visible: form.needsHub
            //: Field for the internet address of the community's server
            label: qsTr("Address of the community")
            helper: qsTr("It is on the invite, for example https://linli.example")
            inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
            enabled: !form.busy
            onEdited: form.hub = hub.text
        }

        AppTextField {
            id: name

            Layout.fillWidth: true
            //: Field for the newcomer's own name
            label: qsTr("Your name")
            //: Help under the field for the newcomer's name
            helper: qsTr("As your neighbours know you, for example Grandma Li")
            maximumLength: 40
            enabled: !form.busy
            onEdited: form.name = name.text
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: form.problem !== ""
            text: form.problem
        }

        AppButton {
            Layout.fillWidth: true
            //: Button that joins the community
            text: form.busy ? qsTr("Joining. This can take a minute.") : qsTr("Join")
            busy: form.busy
            enabled: form.ready && !form.busy
            onClicked: form.join()
        }

        LanguageChips {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceL
            settings: root.settings
        }
    }
}
