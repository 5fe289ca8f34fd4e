// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The community's server goes on with another record than this phone's; whether to go over to it is for the phone's owner to say.
Card {
    id: root

    required property SyncStatus status
    property string failure: ""

    Banner {
        Layout.fillWidth: true
        tone: Tone.Warning
        iconName: "error"
        text: root.failure !== "" ? root.failure :
        //: The server has lost something, or shows another history, and goes on without it
        qsTr("The community's server goes on with another record than this phone's. Nothing new arrives here.")
    }

    AppText {
        Layout.fillWidth: true
        color: Theme.colors.onSurfaceVariant
        //: What somebody does whose phone knows another record than the server
        text: qsTr("Ask the community office. If they say that the server is right, this phone can go over to its record.")
    }

    AppButton {
        Layout.alignment: Qt.AlignRight
        kind: AppButton.Kind.Tonal
        iconName: "forward"
        //: Button: from now on this phone takes the server's record for the right one
        text: qsTr("Go over to the server's record")
        enabled: root.status.state !== SyncStatus.Syncing
        onClicked: confirm.open()
    }

    Connections {
        target: root.status

        function onFailed(message) {
            root.failure = message;
        }
    }

    ConfirmDialog {
        id: confirm

        parent: Overlay.overlay
        //: Question before this phone gives up the record that it has
        title: qsTr("Go over to the server's record?")
        message: qsTr("What you wrote is sent again. What others wrote and the server has lost is not shown any more. A copy of the old record stays on this phone as evidence.")
        //: Button of a question: yes, this phone takes the server's record for the right one
        confirmText: qsTr("Go over")
        onAccepted: {
            root.failure = "";
            root.status.followHub();
        }
    }
}
