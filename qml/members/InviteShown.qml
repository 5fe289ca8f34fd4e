// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// A finished invite: as a code to scan, and as a link.
ColumnLayout {
    id: root

    required property InviteMaker maker

    spacing: Theme.spaceM

    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Math.min(root.width, 360)
        Layout.preferredHeight: Layout.preferredWidth
        radius: Theme.radiusM
        color: "white"

        QrCode {
            anchors.fill: parent
            anchors.margins: Theme.spaceS
            text: root.maker.link
            Accessible.role: Accessible.Graphic
            //: Accessible name of the picture with the invite's code
            Accessible.name: qsTr("Invite as a code to scan")
        }
    }

    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        //: Until when an invite can be used; %1 is a date
        text: qsTr("Works once, until %1").arg(root.maker.expires.toLocaleDateString(Qt.locale(), Locale.LongFormat))
        color: Theme.colors.onSurfaceVariant
    }

    AppText {
        Layout.fillWidth: true
        text: root.maker.link
        font: Theme.type.bodySmall
        wrapMode: Text.WrapAnywhere
        color: Theme.colors.onSurfaceVariant
    }

    AppButton {
        Layout.fillWidth: true
        //: Button that copies the invite's link
        text: qsTr("Copy the link")
        onClicked: {
            root.maker.copyLink();
            //: Short message after the invite's link was copied
            Snack.show(qsTr("Link copied"), "", "");
        }
    }

    Banner {
        Layout.fillWidth: true
        iconName: "lock"
        tone: Tone.Warning
        text: qsTr("Give it only to the person it is for: whoever has it can use it.")
    }
}
