// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The first page: what needs me, then what is new.
AppPage {
    id: root

    required property AppCore core

    function open(kind: int, subjectId: string): void {
        const view = root.StackView.view;
        switch (kind) {
        case TodayModel.Notice:
            view.push(noticePage, {
                noticeId: subjectId
            });
            break;
        case TodayModel.Poll:
        case TodayModel.Result:
            view.push(pollPage, {
                pollId: subjectId
            });
            break;
        case TodayModel.Event:
            view.push(eventPage, {
                eventId: subjectId
            });
            break;
        case TodayModel.Plan:
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

    TodayModel {
        id: today

        core: root.core
    }

    ListView {
        id: list

        anchors.fill: parent
        clip: true
        model: today
        boundsBehavior: Flickable.StopAtBounds
        bottomMargin: Theme.spaceXl
        Accessible.role: Accessible.List
        //: Accessible name of the list on the first page
        Accessible.name: qsTr("What matters today")
        ScrollBar.vertical: ScrollBar {}

        header: Item {
            width: list.width
            implicitHeight: top.implicitHeight + Theme.spaceM

            ColumnLayout {
                id: top

                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width - 2 * Theme.spaceL, Theme.maxContentWidth)
                spacing: Theme.spaceM

                AppText {
                    Layout.fillWidth: true
                    visible: me.name !== ""
                    //: Greeting on the first page; %1 is the person's name
                    text: qsTr("Hello, %1").arg(me.name)
                    color: Theme.colors.onSurfaceVariant
                }

                ErrorBanner {
                    Layout.fillWidth: true
                    visible: today.problem !== ""
                    text: today.problem
                    //: Button that reads the first page again
                    actionText: qsTr("Try again")
                    onActed: today.reload()
                }

                AppButton {
                    Layout.fillWidth: true
                    visible: me.writesNotices
                    kind: AppButton.Kind.Tonal
                    iconName: "notice"
                    //: Button with which captains and staff begin a notice to residents
                    text: qsTr("Write a notice")
                    onClicked: root.StackView.view.push(composerPage)
                }

                Banner {
                    Layout.fillWidth: true
                    visible: today.loaded && today.needsMe === 0 && today.count > 0
                    tone: Tone.Success
                    iconName: "check-circle"
                    //: Shown on the first page when nothing waits for this person
                    text: qsTr("Nothing is waiting for you today.")
                }
            }
        }

        section.property: "section"
        section.delegate: SectionHeader {
            required property string section

            x: Theme.spaceL
            width: list.width - 2 * Theme.spaceL
            height: implicitHeight + Theme.spaceM
            title: section
        }

        delegate: ListRow {
            id: row

            required property int kind
            required property string subjectId
            required property string line

            width: list.width
            subtitle: row.line
            iconTint: row.kind === TodayModel.Hazard || row.kind === TodayModel.Answer ? Theme.category(row.iconName) : Theme.colors.primary
            chevron: true
            onClicked: root.open(row.kind, row.subjectId)
        }
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !today.loaded && today.problem === ""
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: today.loaded && today.count === 0
        iconName: "today"
        //: Shown on the first page when there is nothing at all yet
        title: qsTr("A quiet day")
        message: qsTr("Votes, notices, events and news of the neighbourhood appear here.")
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
        id: composerPage

        NoticeComposerPage {
            core: root.core
        }
    }
}
