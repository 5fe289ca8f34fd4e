// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The first page: what needs me, then what is new.
AppPage {
    id: root

    required property AppCore core
    // Read once for this page and for the marks on the areas below it.
    required property TodayModel today

    function open(kind: int, subjectId: string): void {
        const view = root.StackView.view;
        switch (kind) {
        case TodayList.Notice:
            view.push(noticePage, {
                noticeId: subjectId
            });
            break;
        case TodayList.Poll:
        case TodayList.Result:
            view.push(pollPage, {
                pollId: subjectId
            });
            break;
        case TodayList.Event:
            view.push(eventPage, {
                eventId: subjectId
            });
            break;
        case TodayList.Plan:
            view.push(planPage, {
                planId: subjectId
            });
            break;
        default:
            view.push(hazardPage, {
                hazardId: subjectId
            });
        }
    }

    //: Title of the first page: what matters today
    title: me.community !== "" ? me.community : qsTr("Today")

    MeModel {
        id: me

        core: root.core
    }

    ScrollColumn {
        anchors.fill: parent

        AppText {
            Layout.fillWidth: true
            visible: me.name !== ""
            //: Greeting on the first page; %1 is the person's name
            text: qsTr("Hello, %1").arg(me.name)
            color: Theme.colors.onSurfaceVariant
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: root.today.problem !== ""
            text: root.today.problem
            //: Button that reads the first page again
            actionText: qsTr("Try again")
            onActed: root.today.reload()
        }

        Flow {
            Layout.fillWidth: true
            visible: root.today.loaded
            spacing: Theme.spaceS

            AppButton {
                visible: me.writesNotices
                kind: AppButton.Kind.Tonal
                iconName: "edit"
                //: Button with which captains and staff begin a notice to residents
                text: qsTr("Write a notice")
                onClicked: root.StackView.view.push(composerPage)
            }

            AppButton {
                kind: AppButton.Kind.Outlined
                iconName: "notice"
                //: Button on the first page that opens the list of all notices
                text: qsTr("All notices")
                onClicked: root.StackView.view.push(noticesPage)
            }
        }

        Banner {
            Layout.fillWidth: true
            visible: root.today.loaded && root.today.mine.count === 0 && root.today.news.count > 0
            tone: Tone.Success
            iconName: "check-circle"
            //: Shown on the first page when nothing waits for this person
            text: qsTr("Nothing is waiting for you today.")
        }

        CarriedList {
            Layout.fillWidth: true
            visible: count > 0
            core: root.core
            shortened: true
            onMorePressed: root.StackView.view.push(carryPage)
        }

        SectionHeader {
            Layout.fillWidth: true
            visible: mine.visible
            //: Heading on the first page over what this person should do or know
            title: qsTr("For you")
        }

        TodayCard {
            id: mine

            Layout.fillWidth: true
            visible: root.today.mine.count > 0
            rows: root.today.mine
            onOpened: (kind, subjectId) => root.open(kind, subjectId)
        }

        SectionHeader {
            Layout.fillWidth: true
            visible: news.visible
            //: Heading on the first page over what came in the last days
            title: qsTr("New in the neighbourhood")
        }

        TodayCard {
            id: news

            Layout.fillWidth: true
            visible: root.today.news.count > 0
            rows: root.today.news
            onOpened: (kind, subjectId) => root.open(kind, subjectId)
        }

        EmptyState {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceXl
            visible: root.today.loaded && root.today.mine.count + root.today.news.count === 0
            iconName: "today"
            //: Shown on the first page when there is nothing at all yet
            title: qsTr("A quiet day")
            message: qsTr("Votes, notices, events and news of the neighbourhood appear here.")
        }
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !root.today.loaded && root.today.problem === ""
    }

    Component {
        id: noticePage

        NoticePage {
            core: root.core
        }
    }

    Component {
        id: pollPage

        PollPage {
            core: root.core
        }
    }

    Component {
        id: eventPage

        EventPage {
            core: root.core
        }
    }

    Component {
        id: planPage

        PlanPage {
            core: root.core
        }
    }

    Component {
        id: hazardPage

        HazardPage {
            core: root.core
        }
    }

    Component {
        id: carryPage

        CarryPage {
            core: root.core
        }
    }

    Component {
        id: noticesPage

        NoticesPage {
            core: root.core
        }
    }

    Component {
        id: composerPage

        NoticeComposerPage {
            core: root.core
        }
    }
}
