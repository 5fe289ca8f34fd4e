// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models

// Opens a fixed or closed report again. A new photo shows how it is now.
AppPage {
    id: root

    required property AppCore core
    required property string hazardId
    property list<url> photos

    //: Title of the page that opens a report again
    title: qsTr("Not fixed")

    HazardActions {
        id: actions

        core: root.core
        hazardId: root.hazardId
        onFailed: problem => end.text = problem
        onDone: {
            //: Short message after a report was opened again
            Snack.show(qsTr("Saved on this phone. The report is open again."), "", "");
            root.StackView.view.pop();
        }
    }

    PicturePicker {
        id: pictures

        onChosen: files => root.photos = root.photos.concat(files)
    }

    ScrollColumn {
        anchors.fill: parent

        AppText {
            Layout.fillWidth: true
            //: Tells what is needed to open a report again
            text: qsTr("Take a new photo that shows how it is now.")
        }

        PhotoStrip {
            Layout.fillWidth: true
            photos: root.photos
            editable: true
            onAddRequested: pictures.open()
            onRemoveRequested: index => root.photos = root.photos.filter((photo, at) => at !== index)
        }

        AppTextArea {
            id: words

            Layout.fillWidth: true
            //: Field on the page that opens a report again
            label: qsTr("What is still wrong?")
            maximumLength: actions.maximumLength
        }
    }

    footer: HazardFormFooter {
        id: end

        //: Button that opens a report again
        actionText: qsTr("Open the report again")
        ready: root.photos.length > 0 && !words.tooLong
        busy: actions.busy
        onActed: {
            text = "";
            actions.reopen(words.text, root.photos);
        }
    }
}
