// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Reads what a neighbour's phone shows, or a file that it saved, and says what was taken along.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page that reads what a neighbour's phone hands over
    title: qsTr("Take along")

    TakeAlong {
        id: take

        core: root.core
    }

    ScrollColumn {
        anchors.fill: parent

        TakenCard {
            Layout.fillWidth: true
            visible: take.finished
            take: take
        }

        AppText {
            Layout.fillWidth: true
            visible: !take.finished
            //: What to do to read what a neighbour's phone shows
            text: qsTr("Hold this phone over the code on your neighbour's phone.")
        }

        Loader {
            Layout.fillWidth: true
            active: !take.finished
            visible: active
            sourceComponent: ScannerView {
                active: !take.busy
                onSeen: text => take.addCode(text)
            }
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: take.total > 0 && !take.finished
            //: How far the reading of several codes is
            label: qsTr("Read so far")
            value: take.total > 0 ? take.received / take.total : 0
            //: Of several codes, how many were read; %1 and %2 are numbers
            valueText: qsTr("%1 of %2").arg(take.received).arg(take.total)
        }

        Banner {
            Layout.fillWidth: true
            visible: take.otherCode && !take.finished
            tone: Tone.Warning
            text: qsTr("This is another kind of code. On your neighbour's phone, choose “Hand over to a neighbour”.")
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: take.problem !== ""
            text: take.problem
        }

        AppButton {
            Layout.fillWidth: true
            visible: !take.finished
            kind: AppButton.Kind.Tonal
            iconName: "list"
            //: Button that reads what a neighbour saved as a file
            text: qsTr("Open a file")
            busy: take.busy
            enabled: !take.busy
            onClicked: open.open()
        }

        AppButton {
            Layout.fillWidth: true
            visible: take.finished
            //: Button that closes the page after things were taken along
            text: qsTr("Done")
            onClicked: root.goBack()
        }

        AppButton {
            Layout.fillWidth: true
            visible: take.finished
            kind: AppButton.Kind.Tonal
            //: Button that reads from another neighbour's phone
            text: qsTr("Take along from another neighbour")
            onClicked: take.again()
        }
    }

    FileDialog {
        id: open

        nameFilters: [qsTr("Linli, handed over") + " (*.linli)", qsTr("All files") + " (*)"]
        onAccepted: take.takeFile(open.selectedFile)
    }
}
