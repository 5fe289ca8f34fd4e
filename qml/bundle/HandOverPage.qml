// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What waits here as codes that a neighbour's phone reads off this screen, or as a file.
AppPage {
    id: root

    required property AppCore core

    readonly property bool nothing: hand.ready && hand.operations === 0 && hand.notices === 0

    //: Title of the page that shows what this person wrote as codes
    title: qsTr("Hand over")

    HandOver {
        id: hand

        core: root.core
        running: root.visible && Application.state === Qt.ApplicationActive
        onSaved: {
            //: Short message after something was saved as a file
            Snack.show(qsTr("Saved as a file"), "", "");
        }
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !hand.ready && hand.problem === ""
    }

    ScrollColumn {
        anchors.fill: parent
        visible: hand.ready || hand.problem !== ""

        ErrorBanner {
            Layout.fillWidth: true
            visible: hand.problem !== ""
            text: hand.problem
        }

        EmptyState {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceXl
            visible: root.nothing
            iconName: "hub-received"
            //: Shown when there is nothing that could be handed to a neighbour
            title: qsTr("There is nothing to hand over")
            message: qsTr("What you wrote is with the community already.")
        }

        AppText {
            Layout.fillWidth: true
            visible: hand.codes > 0 && !root.nothing
            //: What to do on the two phones
            text: qsTr("On the other phone, choose “Take along for a neighbour” and hold it over this code until it says that all is there.")
        }

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.min(root.width - 2 * Theme.spaceL, 420)
            Layout.preferredHeight: Layout.preferredWidth
            visible: hand.codes > 0 && !root.nothing
            radius: Theme.radiusM
            color: "white"

            QrCode {
                anchors.fill: parent
                anchors.margins: Theme.spaceXs
                text: hand.code
                Accessible.role: Accessible.Graphic
                //: Accessible name of the picture with the codes for a neighbour's phone
                Accessible.name: qsTr("Codes for the neighbour's phone")
            }
        }

        AppText {
            Layout.fillWidth: true
            visible: hand.codes > 1 && !root.nothing
            horizontalAlignment: Text.AlignHCenter
            color: Theme.colors.onSurfaceVariant
            //: How many codes are shown one after the other, over and over
            text: qsTr("%n code(s), shown over and over", "", hand.codes)
        }

        AppText {
            Layout.fillWidth: true
            visible: hand.operations > 0
            horizontalAlignment: Text.AlignHCenter
            //: How many things that were written and not delivered are handed over
            text: qsTr("%n item(s) waiting", "", hand.operations)
        }

        AppText {
            Layout.fillWidth: true
            visible: hand.notices > 0
            horizontalAlignment: Text.AlignHCenter
            //: How many notices in force are handed over, for neighbours without a network
            text: qsTr("%n notice(s) that are in force", "", hand.notices)
        }

        Banner {
            Layout.fillWidth: true
            visible: hand.ready && hand.codes === 0
            text: qsTr("This is too much for codes. Save it as a file and give the file to your neighbour.")
        }

        Banner {
            Layout.fillWidth: true
            visible: hand.left > 0
            tone: Tone.Warning
            text: qsTr("%n item(s) did not fit; hand them over later.", "", hand.left)
        }

        AppButton {
            Layout.fillWidth: true
            visible: hand.ready && !root.nothing
            kind: AppButton.Kind.Tonal
            iconName: "phone-saved"
            //: Button that saves what can be handed over as a file, to send it by other means
            text: qsTr("Save as a file")
            onClicked: save.open()
        }
    }

    FileDialog {
        id: save

        fileMode: FileDialog.SaveFile
        defaultSuffix: "linli"
        //: Filter of a dialog that chooses files handed over from phone to phone
        nameFilters: [qsTr("Linli, handed over") + " (*.linli)"]
        onAccepted: hand.saveTo(save.selectedFile)
    }
}
