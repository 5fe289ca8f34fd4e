// SPDX-License-Identifier: Apache-2.0
import Linli.Controls
import Linli.Models

// The languages by their own names, so that everybody finds theirs.
ChoiceChips {
    id: root

    required property AppSettings settings
    readonly property list<string> codes: ["", "zh_CN", "zh_TW", "en"]

    //: Which language the app speaks
    label: qsTr("Language")
    choices: [
        //: Choice of language: the one that the phone is set to
        qsTr("As on the phone"), "简体中文", "繁體中文", "English"]
    currentIndex: root.codes.indexOf(root.settings.language)
    onChosen: index => root.settings.language = root.codes[index]
}
