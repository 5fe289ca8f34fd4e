// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// How the app looks and speaks on this phone.
Card {
    id: root

    required property AppSettings settings
    readonly property list<real> scales: [1, 1.3, 1.6, 2]

    spacing: Theme.spaceM

    AppText {
        Layout.fillWidth: true
        text: qsTr("Language")
        font: Theme.type.label
        color: Theme.colors.onSurfaceVariant
    }

    LanguageChips {
        Layout.fillWidth: true
        settings: root.settings
    }

    AppText {
        Layout.fillWidth: true
        text: qsTr("Size of text")
        font: Theme.type.label
        color: Theme.colors.onSurfaceVariant
    }

    ChoiceChips {
        Layout.fillWidth: true
        //: How large the app's text is
        label: qsTr("Size of text")
        //: Sizes of text, from small to large
        choices: [qsTr("Normal"), qsTr("Large"), qsTr("Larger"), qsTr("Largest")]
        currentIndex: root.scales.findIndex(scale => Math.abs(scale - root.settings.textScale) < 0.01)
        onChosen: index => root.settings.textScale = root.scales[index]
    }

    SwitchRow {
        Layout.fillWidth: true
        leftPadding: 0
        rightPadding: 0
        //: Switch: the app with few, large buttons
        text: qsTr("Easy mode")
        subtitle: qsTr("Larger text and buttons, fewer things at once")
        checked: root.settings.elderMode
        onToggled: root.settings.elderMode = checked
    }

    AppText {
        Layout.fillWidth: true
        text: qsTr("Look")
        font: Theme.type.label
        color: Theme.colors.onSurfaceVariant
    }

    ChoiceChips {
        Layout.fillWidth: true
        //: Whether the app is light or dark
        label: qsTr("Look")
        //: Choice of look: the one that the phone is set to; light; dark
        choices: [qsTr("As on the phone"), qsTr("Light"), qsTr("Dark")]
        currentIndex: root.settings.look
        onChosen: index => root.settings.look = index
    }
}
