// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// For whom a notice is, until when, who sent it and how certain it is.
Card {
    id: root

    required property NoticeDetail notice

    spacing: Theme.spaceM

    FactText {
        Layout.fillWidth: true
        //: Where a notice counts
        label: qsTr("Who it is for")
        text: root.notice.areaText
    }

    FactText {
        Layout.fillWidth: true
        label: qsTr("Counts until")
        text: root.notice.expires.toLocaleString(Qt.locale(), Locale.ShortFormat)
    }

    FactText {
        Layout.fillWidth: true
        label: qsTr("About")
        text: root.notice.categoryText
    }

    FactText {
        Layout.fillWidth: true
        label: qsTr("How certain")
        text: root.notice.certaintyText
    }

    FactText {
        Layout.fillWidth: true
        label: qsTr("Sent by")
        text: [root.notice.authorName, root.notice.sent.toLocaleString(Qt.locale(), Locale.ShortFormat)].filter(part => part !== "").join(" · ")
    }
}
