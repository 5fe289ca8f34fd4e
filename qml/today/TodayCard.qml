// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// One part of the first page; each row opens what it is about.
Card {
    id: root

    required property TodayList rows

    signal opened(int kind, string subjectId)

    padding: 0
    spacing: 0

    Repeater {
        model: root.rows

        ListRow {
            id: row

            required property int kind
            required property string subjectId
            required property string line
            required iconName
            required stateText
            required stateTone

            Layout.fillWidth: true
            subtitle: row.line
            iconTint: row.kind === TodayList.Hazard || row.kind === TodayList.Answer ? Theme.category(row.iconName) : Theme.colors.primary
            chevron: true
            onClicked: root.opened(row.kind, row.subjectId)
        }
    }
}
