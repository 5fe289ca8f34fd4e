// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Dialogs
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// A new entry as a treasurer says it. What is still missing is said above the button.
AppPage {
    id: root

    required property AppCore core

    title: qsTr("New entry")

    FundEntryForm {
        id: form

        core: root.core
        language: Qt.uiLanguage
        spending: direction.currentIndex === 0
        amount: amount.text
        purpose: purpose.text
        payee: payee.text
        note: note.text
        onSaved: {
            Snack.show(qsTr("The entry is saved on this phone."), "", "");
            root.StackView.view.pop();
        }
        onFailed: problem => trouble.text = problem
    }

    FileDialog {
        id: files

        //: Title of the window that chooses a picture
        title: qsTr("Choose a picture of the receipt")
        nameFilters: [qsTr("Pictures") + " (*.jpg *.jpeg *.png *.webp *.heic)"]
        onAccepted: form.addReceipt(files.selectedFile)
    }

    ScrollColumn {
        anchors.fill: parent

        ChoiceChips {
            id: direction

            Layout.fillWidth: true
            label: qsTr("Which way did the money go?")
            choices: [qsTr("Money spent"), qsTr("Money received")]
            currentIndex: 0
            onChosen: category.currentIndex = -1
        }

        SectionHeader {
            Layout.fillWidth: true
            title: qsTr("Account")
        }

        ChoiceChips {
            Layout.fillWidth: true
            label: qsTr("Account")
            choices: form.accountTexts
            currentIndex: form.account
            onChosen: index => form.account = index
        }

        AppTextField {
            id: amount

            Layout.fillWidth: true
            label: qsTr("Amount in yuan")
            required: true
            inputMethodHints: Qt.ImhFormattedNumbersOnly
            placeholderText: "0.00"
            trailingText: form.amountText
            maximumLength: 20
        }

        SectionHeader {
            Layout.fillWidth: true
            title: form.spending ? qsTr("Spent on") : qsTr("Where it comes from")
        }

        ChoiceChips {
            id: category

            Layout.fillWidth: true
            label: form.spending ? qsTr("Spent on") : qsTr("Where it comes from")
            choices: form.categoryTexts
            currentIndex: form.category
            onChosen: index => form.category = index
        }

        AppTextField {
            id: purpose

            Layout.fillWidth: true
            label: qsTr("Purpose")
            required: true
            maximumLength: form.purposeLimit
        }

        AppTextField {
            id: payee

            Layout.fillWidth: true
            label: form.spending ? qsTr("Paid to") : qsTr("From")
            required: true
            maximumLength: form.payeeLimit
        }

        AppTextField {
            Layout.fillWidth: true
            label: qsTr("Date")
            required: true
            helper: qsTr("Year-month-day")
            inputMethodHints: Qt.ImhDate
            text: form.date
            onEdited: form.date = text
        }

        SectionHeader {
            Layout.fillWidth: true
            title: qsTr("Receipts")
        }

        PhotoStrip {
            Layout.fillWidth: true
            photos: form.receipts
            editable: true
            onAddRequested: files.open()
            onRemoveRequested: index => form.removeReceipt(index)
        }

        SectionHeader {
            Layout.fillWidth: true
            visible: form.planTexts.length > 1
            title: qsTr("Plan it belongs to")
        }

        ChoiceChips {
            Layout.fillWidth: true
            visible: form.planTexts.length > 1
            label: qsTr("Plan it belongs to")
            choices: form.planTexts
            currentIndex: form.plan
            onChosen: index => form.plan = index
        }

        AppTextArea {
            id: note

            Layout.fillWidth: true
            label: qsTr("Note")
            maximumLength: 1000
        }

        ErrorBanner {
            id: trouble

            Layout.fillWidth: true
            visible: text !== ""
            text: ""
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: form.missing
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
        }

        AppButton {
            Layout.fillWidth: true
            enabled: form.missing === "" && !note.tooLong && !form.busy
            busy: form.busy
            text: qsTr("Save the entry")
            onClicked: {
                trouble.text = "";
                form.save();
            }
        }
    }
}
