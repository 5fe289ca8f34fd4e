// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Calling a notice off: why, and are you sure.
AppPage {
    id: root

    required property NoticeDetail notice

    title: qsTr("Call it off")

    Connections {
        target: root.notice

        function onCancelled(): void {
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
            text: root.notice.headline
            font: Theme.type.titleLarge
        }

        AppTextArea {
            id: reason

            Layout.fillWidth: true
            label: qsTr("Why does it no longer count?")
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
            enabled: reason.text.trim() !== "" && !reason.tooLong && !root.notice.busy
            busy: root.notice.busy
            text: qsTr("Call it off")
            onClicked: sure.open()
        }
    }

    ConfirmDialog {
        id: sure

        title: qsTr("Call this notice off?")
        message: qsTr("Everyone who got it sees that it no longer counts, and why.")
        confirmText: qsTr("Yes, call it off")
        danger: true
        onAccepted: {
            trouble.text = "";
            root.notice.cancel(reason.text);
        }
    }
}
