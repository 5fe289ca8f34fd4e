// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models

// The next step of staff: person, day, words, and where it needs them a photo or a reason.
AppPage {
    id: root

    required property AppCore core
    required property string hazardId
    property alias isPrivate: step.isPrivate
    required property int nextState

    title: step.stateText

    HazardStep {
        id: step

        core: root.core
        hazardId: root.hazardId
        state: root.nextState
        assignee: staff.memberId
        note: words.text
        onFailed: problem => end.text = problem
        onDone: {
            //: Short message after staff took a step
            Snack.show(qsTr("Saved on this phone. Neighbours see it as soon as it is sent."), "", "");
            root.StackView.view.pop();
        }
    }

    PicturePicker {
        id: pictures

        onChosen: files => step.photos = step.photos.concat(files)
    }

    ScrollColumn {
        anchors.fill: parent

        AppText {
            Layout.fillWidth: true
            visible: step.needsPhoto
            //: Before the photos on the page "fixed"
            text: qsTr("Take a photo of the repair. There is no “fixed” without one.")
        }

        PhotoStrip {
            Layout.fillWidth: true
            photos: step.photos
            editable: true
            onAddRequested: pictures.open()
            onRemoveRequested: index => step.photos = step.photos.filter((photo, at) => at !== index)
        }

        HazardClosingReason {
            Layout.fillWidth: true
            visible: step.needsReason
            step: step
            onDuplicateAsked: root.StackView.view.push(duplicatePage)
        }

        HazardDayChips {
            Layout.fillWidth: true
            visible: step.offersDate
            //: Field for staff: the day of the repair
            label: qsTr("When will it be done?")
            onChosen: day => step.expected = day
        }

        HazardStaffPicker {
            id: staff

            Layout.fillWidth: true
            visible: step.offersDate
            core: root.core
            hazardId: root.hazardId
        }

        AppTextArea {
            id: words

            Layout.fillWidth: true
            //: Field for staff: words to the neighbours about this step
            label: qsTr("A word to the neighbours")
            maximumLength: step.maximumLength
        }
    }

    footer: HazardFormFooter {
        id: end

        //: Button that stores a step of staff and sends it
        actionText: qsTr("Save")
        ready: step.complete && !words.tooLong
        busy: step.busy
        onActed: {
            text = "";
            step.submit();
        }
    }

    Component {
        id: duplicatePage

        HazardDuplicatePage {
            core: root.core
            hazardId: root.hazardId
            onChosen: hazardId => {
                step.duplicateOf = hazardId;
                root.StackView.view.pop();
            }
        }
    }
}
