// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// Asks an organiser why an event is cancelled; everybody reads the reason.
Dialog {
    id: root

    signal confirmed(reason: string)

    anchors.centerIn: parent
    width: Math.min(420, (parent ? parent.width : 420) - 2 * Theme.spaceXl)
    modal: true
    padding: Theme.spaceXl
    header: null
    footer: null

    contentItem: ColumnLayout {
        spacing: Theme.spaceM

        AppText {
            Layout.fillWidth: true
            //: Question to the organiser of an event
            text: qsTr("Cancel this event?")
            font: Theme.type.titleLarge
            Accessible.role: Accessible.Heading
        }

        AppTextArea {
            id: reason

            Layout.fillWidth: true
            required: true
            //: Field: why an event is cancelled
            label: qsTr("Reason, for everybody to read")
            maximumLength: 500
        }

        AppButton {
            Layout.fillWidth: true
            danger: true
            enabled: reason.text.trim() !== "" && !reason.tooLong
            //: Button for the organiser of an event
            text: qsTr("Cancel the event")
            onClicked: {
                root.confirmed(reason.text);
                root.accept();
            }
        }

        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Kind.Text
            //: Button: the event takes place
            text: qsTr("Keep the event")
            onClicked: root.reject()
        }
    }

    background: Rectangle {
        radius: Theme.radiusL
        color: Theme.colors.surfaceContainerLow
    }

    Overlay.modal: Rectangle {
        color: Theme.colors.scrim
    }
}
