// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The plans of the community, the votes that are open now above them, past votes that stand alone below.
AppPage {
    id: root

    required property AppCore core

    function openPlan(planId: string): void {
        root.StackView.view.push(planPage, {
            core: root.core,
            planId: planId
        });
    }

    function openPoll(pollId: string): void {
        root.StackView.view.push(pollPage, {
            core: root.core,
            pollId: pollId
        });
    }

    //: Title of the page with the community's renovation plans and votes
    title: qsTr("Plans")

    PlanListModel {
        id: plans

        core: root.core
    }

    Component {
        id: planPage

        PlanPage {}
    }

    Component {
        id: pollPage

        PollPage {}
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: plans.loading
    }

    ListView {
        id: list

        property bool touched: false

        // Votes arrive after the first plans and make the header grow; until somebody scrolls, the page stays at its top.
        // Later: the list is being laid out.
        function stayAtTop(): void {
            if (!list.touched)
                list.positionViewAtBeginning();
        }

        anchors.fill: parent
        clip: true
        onMovementStarted: list.touched = true
        onContentHeightChanged: Qt.callLater(list.stayAtTop)
        onOriginYChanged: Qt.callLater(list.stayAtTop)
        visible: !plans.loading
        model: plans
        spacing: Theme.spaceM
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        //: Accessible name of the list of plans
        Accessible.name: qsTr("List of plans")
        ScrollBar.vertical: ScrollBar {}

        header: PollSection {
            width: list.width
            core: root.core
            show: PollListModel.Show.Open
            //: Heading above the votes that are open
            title: qsTr("Votes open now")
            problem: plans.problem
            onOpened: pollId => root.openPoll(pollId)
        }

        delegate: Item {
            id: row

            required property string planId
            required property string title
            required property string place
            required property url picture
            required property int phase
            required property string costText
            required property int percent
            required property int delivery

            width: list.width
            height: card.height

            PlanCard {
                id: card

                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width - 2 * Theme.spaceL, Theme.maxContentWidth)
                title: row.title
                place: row.place
                picture: row.picture
                phase: row.phase
                costText: row.costText
                percent: row.percent
                delivery: row.delivery
                onClicked: root.openPlan(row.planId)
            }
        }

        footer: ColumnLayout {
            width: list.width
            spacing: 0

            EmptyState {
                Layout.fillWidth: true
                Layout.margins: Theme.spaceXl
                visible: plans.count === 0 && plans.problem === ""
                iconName: "plan"
                //: Shown when there are no plans
                title: qsTr("No plans yet")
                //: Shown when there are no plans
                message: qsTr("Plans to improve the neighbourhood are shown here: what, where, what it costs, and how the work goes on.")
            }

            PollSection {
                Layout.fillWidth: true
                core: root.core
                show: PollListModel.Show.Closed
                //: Heading above the votes that are over
                title: qsTr("Past votes")
                onOpened: pollId => root.openPoll(pollId)
            }

            Item {
                implicitHeight: Theme.spaceL
            }
        }
    }
}
