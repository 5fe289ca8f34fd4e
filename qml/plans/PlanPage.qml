// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// One plan and its "three shows": the plan, the progress, the result.
AppPage {
    id: root

    required property AppCore core
    required property string planId

    readonly property planInfo plan: detail.plan

    function openPoll(pollId: string): void {
        root.StackView.view.push(pollPage, {
            core: root.core,
            pollId: pollId
        });
    }

    function report(finishing: bool): void {
        root.StackView.view.push(progressPage, {
            detail: detail,
            finishing: finishing
        });
    }

    //: Title of the page of one plan
    title: qsTr("Plan")

    PlanDetailModel {
        id: detail

        core: root.core
        planId: root.planId
    }

    Component {
        id: pollPage

        PollPage {}
    }

    Component {
        id: progressPage

        PlanProgressPage {}
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: detail.loading
    }

    Loader {
        anchors.fill: parent
        active: !detail.loading && !detail.found
        sourceComponent: NotHere {
            page: root
            core: root.core
            itemId: root.planId
            iconName: "plan"
            //: Shown when something is opened that this phone does not know
            title: qsTr("Not on this phone yet")
            //: Shown when something is opened that this phone does not know
            message: detail.problem !== "" ? detail.problem : qsTr("It comes with the next sync.")
        }
    }

    ScrollColumn {
        anchors.fill: parent
        visible: detail.found

        PlanFactsCard {
            Layout.fillWidth: true
            plan: root.plan
        }

        PollSection {
            Layout.fillWidth: true
            core: root.core
            margin: 0
            show: PollListModel.Show.OfPlan
            planId: root.planId
            //: Heading above the vote on a plan
            title: qsTr("Vote on this plan")
            onOpened: pollId => root.openPoll(pollId)
        }

        SectionHeader {
            Layout.fillWidth: true
            //: Heading: second of the three things shown of every plan
            title: qsTr("2. Progress")
        }

        PlanProgressCard {
            Layout.fillWidth: true
            posts: detail
        }

        AppButton {
            Layout.fillWidth: true
            visible: root.plan.mayPost
            kind: AppButton.Kind.Tonal
            iconName: "edit"
            //: Button for staff
            text: qsTr("Report progress")
            onClicked: root.report(false)
        }

        SectionHeader {
            Layout.fillWidth: true
            //: Heading: third of the three things shown of every plan
            title: qsTr("3. Result")
        }

        PlanResultCard {
            Layout.fillWidth: true
            plan: root.plan
        }

        AppButton {
            Layout.fillWidth: true
            visible: root.plan.mayFinish
            kind: AppButton.Kind.Tonal
            iconName: "check-circle"
            //: Button for staff: the work of a plan is done
            text: qsTr("Report the result")
            onClicked: root.report(true)
        }
    }
}
