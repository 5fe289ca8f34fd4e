// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// Staff write how far the work is, or that it is done.
AppPage {
    id: root

    required property PlanDetailModel detail
    required property bool finishing
    property list<url> photos: []

    readonly property bool complete: words.text.trim() !== "" && !words.tooLong && (!root.finishing || cost.text.trim() !== "")

    function send(): void {
        problem.text = "";
        if (root.finishing)
            root.detail.postResult(cost.text, words.text, root.photos);
        else
            root.detail.postProgress(percent.value, words.text, root.photos);
    }

    //: Title of a form for staff
    title: root.finishing ? qsTr("Report the result") :
    //: Title of a form for staff
    qsTr("Report progress")
    holdBack: words.text !== "" || root.photos.length > 0
    onBack: if (root.holdBack)
        leave.open()

    Connections {
        function onSaved(): void {
            //: Short message after something was written
            Snack.show(qsTr("Saved. It is sent by itself."), "", "");
            root.StackView.view.pop();
        }

        function onFailed(text: string): void {
            problem.text = text;
        }

        target: root.detail
    }

    ConfirmDialog {
        id: leave

        //: Question before a form is left
        title: qsTr("Leave without sending?")
        //: Question before a form is left
        message: qsTr("What you wrote here will be lost.")
        //: Button: leave the form
        confirmText: qsTr("Leave")
        danger: true
        onAccepted: root.StackView.view.pop()
    }

    PicturePicker {
        id: picker

        onChosen: files => root.photos = [...root.photos, ...files].slice(0, 6)
    }

    ScrollColumn {
        anchors.fill: parent

        ErrorBanner {
            id: problem

            Layout.fillWidth: true
            visible: text !== ""
            text: ""
        }

        AppText {
            Layout.fillWidth: true
            text: root.detail.plan.title
            font: Theme.type.titleLarge
        }

        AppText {
            Layout.fillWidth: true
            visible: !root.finishing
            //: Above a slider for the part of the work that is done; %1 is a number of percent
            text: qsTr("Work done: %1%").arg(percent.value)
            font: Theme.type.title
        }

        Slider {
            id: percent

            Layout.fillWidth: true
            visible: !root.finishing
            from: root.detail.plan.percent
            to: 100
            stepSize: 5
            snapMode: Slider.SnapAlways
            value: root.detail.plan.percent
            //: Accessible name of the slider for the part of the work that is done
            Accessible.name: qsTr("Work done in percent")
        }

        AppTextField {
            id: cost

            Layout.fillWidth: true
            visible: root.finishing
            required: true
            //: Field: what a plan did cost in the end, in yuan
            label: qsTr("Final cost in yuan")
            inputMethodHints: Qt.ImhFormattedNumbersOnly
        }

        AppTextArea {
            id: words

            Layout.fillWidth: true
            required: true
            //: Field
            label: root.finishing ? qsTr("What was done?") :
            //: Field
            qsTr("What happened since the last report?")
            maximumLength: 2000
        }

        PhotoStrip {
            Layout.fillWidth: true
            editable: true
            photos: root.photos
            onAddRequested: picker.open()
            onRemoveRequested: index => root.photos = [...root.photos].filter((photo, at) => at !== index)
        }

        AppButton {
            Layout.fillWidth: true
            enabled: root.complete
            busy: root.detail.saving
            //: Button: publish what was written
            text: qsTr("Publish for everybody")
            onClicked: root.send()
        }
    }
}
