// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What exactly is wrong: the items of one category, or those that a search finds.
Card {
    id: root

    property alias category: items.category
    property alias query: items.query

    signal chosen(itemId: string)

    padding: 0
    spacing: 0

    HazardItemModel {
        id: items

        language: Qt.uiLanguage
    }

    Repeater {
        model: items

        ListRow {
            required property string itemId
            required property string name
            required property string emergencyCall
            required iconName

            Layout.fillWidth: true
            title: name
            //: Beside a kind of hazard: call this number first; %1 is "119", "110" or "120"
            stateText: emergencyCall === "" ? "" : qsTr("Call %1 first").arg(emergencyCall)
            stateTone: Tone.Error
            chevron: true
            onClicked: root.chosen(itemId)
        }
    }

    AppText {
        Layout.fillWidth: true
        Layout.margins: Theme.spaceL
        visible: items.count === 0
        //: When no kind of hazard matches the words that were looked for
        text: qsTr("Nothing found. Try another word, or choose a picture above.")
        color: Theme.colors.onSurfaceVariant
    }
}
