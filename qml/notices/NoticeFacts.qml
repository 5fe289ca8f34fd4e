// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// For whom a notice is, until when, who sent it and how certain it is.
Card {
    id: root

    required property NoticeDetail notice

    spacing: Theme.spaceM

    Repeater {
        model: [
            //: Where a notice counts
            [qsTr("For"), root.notice.areaText],
            [qsTr("Counts until"), root.notice.expires.toLocaleString(Qt.locale(), Locale.ShortFormat)],
            [qsTr("About"), root.notice.categoryText],
            [qsTr("How certain"), root.notice.certaintyText],
            [qsTr("Sent by"), [root.notice.authorName, root.notice.sent.toLocaleString(Qt.locale(), Locale.ShortFormat)].filter(part => part !== "").join(" · ")]
        ]

        ColumnLayout {
            id: fact

            required property list<string> modelData

            Layout.fillWidth: true
            spacing: 0
            Accessible.role: Accessible.StaticText
            Accessible.name: fact.modelData.join(": ")

            AppText {
                Layout.fillWidth: true
                text: fact.modelData[0]
                font: Theme.type.labelSmall
                color: Theme.colors.onSurfaceVariant
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                text: fact.modelData[1]
                Accessible.ignored: true
            }
        }
    }
}
