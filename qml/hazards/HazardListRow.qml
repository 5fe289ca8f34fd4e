// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Controls

// A report in the list: its first photo, else the picture of its category. Roles of HazardListModel.
ListRow {
    id: root

    required property string hazardId
    required property string itemName
    required property string place
    required property string words
    required property int supports
    required property date reported
    required property bool isPrivate
    required iconName
    required picture
    required stateText
    required stateTone
    required delivery

    title: root.itemName
    subtitle: [[root.place, root.reported.toLocaleDateString(Qt.locale(), Locale.ShortFormat)].filter(part => part !== "").join(" · "), root.words].filter(part => part !== "").join("\n")
}
