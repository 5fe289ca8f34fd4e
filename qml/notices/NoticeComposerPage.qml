// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Writing a notice. What is still missing is said above the button; nothing is sent without a last question.
AppPage {
    id: root

    required property AppCore core
    // The notice that this one takes the place of; empty for a new one.
    property string replaces: ""
    property bool finished: false

    title: root.replaces === "" ? qsTr("New notice") : qsTr("Send an update")
    holdBack: composer.dirty && !root.finished
    onBack: {
        if (root.holdBack)
            leave.open();
    }

    NoticeComposer {
        id: composer

        core: root.core
        replaces: root.replaces
        language: Qt.uiLanguage
        onFailed: problem => trouble.text = problem
        onSent: {
            root.finished = true;
            Snack.show(qsTr("The notice is saved on this phone and on its way."), "", "");
            root.StackView.view.pop();
        }
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: composer.loading
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !composer.loading && !composer.mayPublish
        iconName: "lock"
        title: qsTr("You cannot send notices")
        message: qsTr("Building captains, community workers, the property company and the administrator can. Ask one of them.")
    }

    ScrollColumn {
        anchors.fill: parent
        visible: composer.mayPublish

        NoticeAreaPicker {
            Layout.fillWidth: true
            areas: composer.areas
        }

        NoticeChoice {
            Layout.fillWidth: true
            question: qsTr("How serious is it?")
            choices: composer.severityTexts
            current: composer.severity
            onChosen: index => composer.severity = index
        }

        NoticeChoice {
            Layout.fillWidth: true
            question: qsTr("How soon must people act?")
            choices: composer.urgencyTexts
            current: composer.urgency
            onChosen: index => composer.urgency = index
        }

        NoticeChoice {
            Layout.fillWidth: true
            question: qsTr("How certain is it?")
            choices: composer.certaintyTexts
            current: composer.certainty
            onChosen: index => composer.certainty = index
        }

        NoticeChoice {
            Layout.fillWidth: true
            question: qsTr("What is it about?")
            choices: composer.categoryTexts
            current: composer.category
            onChosen: index => composer.category = index
        }

        NoticeChoice {
            Layout.fillWidth: true
            question: qsTr("How long does it count?")
            choices: composer.lifetimeTexts
            current: composer.lifetime
            onChosen: index => composer.lifetime = index
        }

        AppTextArea {
            Layout.fillWidth: true
            label: qsTr("What happens, in one sentence")
            required: true
            minimumLines: 2
            maximumLength: composer.headlineLimit
            text: composer.headline
            onEdited: composer.headline = text
        }

        AppTextArea {
            Layout.fillWidth: true
            label: qsTr("More about it")
            maximumLength: composer.descriptionLimit
            text: composer.description
            onEdited: composer.description = text
        }

        AppTextArea {
            Layout.fillWidth: true
            label: qsTr("What people should do")
            minimumLines: 2
            maximumLength: composer.instructionLimit
            text: composer.instruction
            onEdited: composer.instruction = text
        }

        Card {
            Layout.fillWidth: true
            visible: composer.whoText !== ""
            tone: Tone.Info

            AppText {
                Layout.fillWidth: true
                //: Before who gets a notice
                text: qsTr("It goes to")
                font: Theme.type.label
                color: Theme.colors.infoTone.onContainer
            }

            AppText {
                Layout.fillWidth: true
                text: composer.whoText
                color: Theme.colors.infoTone.onContainer
            }
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
            text: composer.missing
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
        }

        AppButton {
            Layout.fillWidth: true
            enabled: composer.missing === "" && !composer.busy
            busy: composer.busy
            iconName: "notice"
            text: qsTr("Send the notice")
            onClicked: sure.open()
        }
    }

    ConfirmDialog {
        id: sure

        title: qsTr("Send this notice?")
        //: %1 is the headline of the notice, %2 who gets it
        message: qsTr("“%1” goes to %2.").arg(composer.headline).arg(composer.whoText)
        confirmText: qsTr("Yes, send it")
        onAccepted: {
            trouble.text = "";
            composer.send();
        }
    }

    ConfirmDialog {
        id: leave

        //: Question when somebody leaves a form with unsaved words
        title: qsTr("Leave without sending?")
        message: qsTr("What you have written here will be gone.")
        confirmText: qsTr("Leave")
        danger: true
        onAccepted: root.StackView.view.pop()
    }
}
