// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models

// Taking an entry back: why, and are you sure.
AppPage {
    id: root

    required property FundEntryDetail entry

    title: qsTr("Take this entry back")

    Connections {
        target: root.entry

        function onReversed(id: string): void {
            Snack.show(qsTr("The entry was taken back."), "", "");
            root.StackView.view.pop();
        }

        function onFailed(problem: string): void {
            trouble.text = problem;
        }
    }

    ScrollColumn {
        anchors.fill: parent

        AppText {
            Layout.fillWidth: true
            text: qsTr("Nothing is deleted. An opposite entry is written, and everyone can see both and why.")
        }

        FactText {
            Layout.fillWidth: true
            label: root.entry.amountText
            text: root.entry.purpose
        }

        AppTextArea {
            id: reason

            Layout.fillWidth: true
            label: qsTr("Why is it taken back?")
            required: true
            maximumLength: 300
        }

        ErrorBanner {
            id: trouble

            Layout.fillWidth: true
            visible: text !== ""
            text: ""
        }

        AppButton {
            Layout.fillWidth: true
            danger: true
            enabled: reason.text.trim() !== "" && !reason.tooLong && !root.entry.busy
            busy: root.entry.busy
            text: qsTr("Take back")
            onClicked: sure.open()
        }
    }

    ConfirmDialog {
        id: sure

        title: qsTr("Take this entry back?")
        //: %1 is an amount of money
        message: qsTr("An opposite entry of %1 is written and can be seen by all. This cannot be undone.").arg(root.entry.amountText)
        confirmText: qsTr("Yes, take it back")
        danger: true
        onAccepted: {
            trouble.text = "";
            root.entry.reverse(reason.text);
        }
    }
}
