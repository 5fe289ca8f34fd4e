// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Linli.Controls
import Linli.Models
import Linli.Theme

// All entries of the books, or those of one account, newest first.
AppPage {
    id: root

    required property AppCore core
    property string account: ""
    property string accountName: ""

    //: Title of the list of all entries of the community's books
    title: root.account === "" ? qsTr("All entries") : root.accountName

    FundEntryModel {
        id: entries

        core: root.core
        language: Qt.uiLanguage
        account: root.account
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: entries.loading
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !entries.loading && entries.count === 0 && entries.problem === ""
        iconName: "fund"
        title: qsTr("Nothing has been booked yet.")
    }

    ErrorBanner {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceL
        visible: entries.problem !== "" && entries.count === 0
        text: entries.problem
    }

    ListView {
        anchors.fill: parent
        model: entries
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: root.title

        delegate: FundEntryRow {
            id: row

            width: ListView.view.width
            onClicked: root.StackView.view.push(entry, {
                core: root.core,
                entryId: row.entryId
            })
        }
    }

    Component {
        id: entry

        EntryPage {}
    }
}
