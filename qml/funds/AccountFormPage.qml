// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Opening an account: its name and whose money it will hold.
AppPage {
    id: root

    required property AppCore core

    title: qsTr("Open an account")

    FundAccountForm {
        id: form

        core: root.core
        language: Qt.uiLanguage
        name: name.text
        note: note.text
        track: track.currentIndex
        onSaved: {
            Snack.show(qsTr("The account is open."), "", "");
            root.StackView.view.pop();
        }
        onFailed: problem => trouble.text = problem
    }

    ScrollColumn {
        anchors.fill: parent

        AppTextField {
            id: name

            Layout.fillWidth: true
            label: qsTr("Name of the account")
            required: true
            maximumLength: form.nameLimit
        }

        SectionHeader {
            Layout.fillWidth: true
            title: qsTr("What money is it?")
        }

        ChoiceChips {
            id: track

            Layout.fillWidth: true
            label: qsTr("What money is it?")
            choices: form.trackTexts
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: form.trackHint
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
        }

        AppTextArea {
            id: note

            Layout.fillWidth: true
            label: qsTr("Note")
            maximumLength: form.noteLimit
        }

        ErrorBanner {
            id: trouble

            Layout.fillWidth: true
            visible: text !== ""
            text: ""
        }

        AppButton {
            Layout.fillWidth: true
            enabled: form.complete && !note.tooLong && !form.busy
            busy: form.busy
            text: qsTr("Open the account")
            onClicked: {
                trouble.text = "";
                form.save();
            }
        }
    }
}
