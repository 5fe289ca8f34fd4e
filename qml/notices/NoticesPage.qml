// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Linli.Controls
import Linli.Models
import Linli.Theme

// The notices for this home: what counts now first, the most serious on top; what is over below, greyed.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page with notices from captains and community workers
    title: qsTr("Notices")

    function compose(): void {
        root.StackView.view.push(composer, {
            core: root.core
        });
    }

    actions: [
        IconButton {
            visible: notices.mayPublish
            //: Button that begins a new notice to neighbours
            text: qsTr("New notice")
            iconName: "add"
            onClicked: root.compose()
        }
    ]

    NoticeListModel {
        id: notices

        core: root.core
        language: Qt.uiLanguage
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: notices.loading
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !notices.loading && notices.count === 0 && notices.problem === ""
        iconName: "notice"
        title: qsTr("No notices")
        message: qsTr("When the building captain or the community tells you something, it is here, also without a network.")
        actionText: notices.mayPublish ? qsTr("New notice") : ""
        onActed: root.compose()
    }

    ListView {
        anchors.top: notices.mayPublish ? whose.bottom : parent.top
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - 2 * Theme.spaceL, Theme.maxContentWidth)
        topMargin: Theme.spaceS
        bottomMargin: Theme.spaceL
        spacing: Theme.spaceM
        model: notices
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: root.title

        header: CarriedList {
            width: ListView.view.width
            core: root.core
            only: "notices"
        }

        delegate: NoticeRow {
            id: row

            width: ListView.view.width
            onClicked: root.StackView.view.push(notice, {
                core: root.core,
                noticeId: row.noticeId
            })
        }
    }

    ChoiceChips {
        id: whose

        x: Theme.spaceL
        width: parent.width - 2 * Theme.spaceL
        visible: notices.mayPublish
        //: Name of the choice between notices for one's own home and all of them
        label: qsTr("Which notices")
        choices: [qsTr("For me"), qsTr("All in the community")]
        currentIndex: 0
        onChosen: index => notices.everything = index === 1
    }

    ErrorBanner {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceL
        visible: notices.problem !== ""
        text: notices.problem
    }

    Component {
        id: notice

        NoticePage {}
    }

    Component {
        id: composer

        NoticeComposerPage {}
    }
}
