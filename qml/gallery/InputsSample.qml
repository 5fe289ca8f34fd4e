// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

ColumnLayout {
    spacing: Theme.spaceL

    SectionHeader {
        Layout.fillWidth: true
        title: "Inputs"
    }

    AppTextField {
        Layout.fillWidth: true
        label: "Invite"
        required: true
        placeholderText: "linli://…"
        helper: "Scan the code from your building captain, or paste it here."
    }

    AppTextField {
        Layout.fillWidth: true
        label: "Amount"
        text: "1250.005"
        trailingText: "元"
        errorText: "An amount has at most two decimals."
    }

    AppTextArea {
        Layout.fillWidth: true
        label: "What is wrong?"
        placeholderText: "Where exactly, since when, who is in danger?"
        maximumLength: 500
    }

    AppTextArea {
        Layout.fillWidth: true
        label: "Comment"
        text: "太长的文字会保留，不会被截断。Too long, but nothing is cut."
        maximumLength: 20
        errorText: "20 characters at most."
    }

    ChoiceChips {
        Layout.fillWidth: true
        label: "Is it fixed?"
        choices: ["Fixed", "Partly", "Not fixed", "I don't know"]
        currentIndex: 1
    }

    PhotoStrip {
        Layout.fillWidth: true
        photos: [Qt.resolvedUrl("nothing.jpg"), Qt.resolvedUrl("nothing2.jpg")]
        editable: true
    }

    Card {
        Layout.fillWidth: true
        padding: 0

        SwitchRow {
            Layout.fillWidth: true
            text: "Big buttons"
            subtitle: "Fewer, larger things on each page"
            checked: true
        }

        SwitchRow {
            Layout.fillWidth: true
            text: "Dark"
        }
    }

    StepperRow {
        Layout.fillWidth: true
        label: "People who come with you"
        value: 2
    }
}
