// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The newest entries of all accounts, and the way to all of them.
ColumnLayout {
    id: root

    required property AppCore core

    signal opened(id: string)
    signal allWanted

    spacing: Theme.spaceS

    FundEntryModel {
        id: newest

        core: root.core
        language: Qt.uiLanguage
        pageSize: 5
    }

    SectionHeader {
        Layout.fillWidth: true
        //: Above the newest entries of the community's books
        title: qsTr("Newest entries")
        //: Button: all entries of the community's books
        actionText: newest.more ? qsTr("All") : ""
        onActed: root.allWanted()
    }

    ErrorBanner {
        Layout.fillWidth: true
        visible: newest.problem !== ""
        text: newest.problem
    }

    AppText {
        Layout.fillWidth: true
        visible: !newest.loading && newest.count === 0
        text: qsTr("Nothing has been booked yet.")
        color: Theme.colors.onSurfaceVariant
    }

    Card {
        Layout.fillWidth: true
        visible: newest.count > 0
        padding: 0
        spacing: 0

        Repeater {
            model: newest

            FundEntryRow {
                id: row

                Layout.fillWidth: true
                onClicked: root.opened(row.entryId)
            }
        }
    }
}
