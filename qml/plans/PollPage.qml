// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// One vote: the question, the household's ballot while it is open, the tally after it.
AppPage {
    id: root

    required property AppCore core
    required property string pollId

    readonly property pollInfo poll: ballot.poll

    //: Title of the page of one vote
    title: qsTr("Vote")

    PollModel {
        id: ballot

        core: root.core
        pollId: root.pollId
        //: Short message after voting: the ballot is stored on this phone and will be sent by itself
        onSaved: Snack.show(qsTr("Your vote is saved. It is sent by itself."), "", "")
        onFailed: problem => Snack.show(problem, "", "")
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: ballot.loading
    }

    Loader {
        anchors.fill: parent
        active: !ballot.loading && !ballot.found
        sourceComponent: NotHere {
            page: root
            core: root.core
            itemId: root.pollId
            iconName: "vote"
            //: Shown when something is opened that this phone does not know
            title: qsTr("Not on this phone yet")
            //: Shown when something is opened that this phone does not know
            message: ballot.problem !== "" ? ballot.problem : qsTr("It comes with the next sync.")
        }
    }

    ScrollColumn {
        anchors.fill: parent
        visible: ballot.found

        PollChip {
            phase: root.poll.phase
            result: root.poll.result
            asked: root.poll.right === PollRight.May && root.poll.ownChoice === 0
            voted: root.poll.ownChoice > 0
        }

        AppText {
            Layout.fillWidth: true
            //: Stands where the words of something were hidden by a moderator
            text: root.poll.question !== "" ? root.poll.question : root.poll.planTitle !== "" ? root.poll.planTitle : qsTr("Hidden by a moderator")
            font: Theme.type.headline
            Accessible.role: Accessible.Heading
        }

        AppText {
            Layout.fillWidth: true
            visible: root.poll.planTitle !== "" && root.poll.question !== ""
            //: The plan that a vote is about; %1 is its title
            text: qsTr("About the plan: %1").arg(root.poll.planTitle)
            color: Theme.colors.onSurfaceVariant
        }

        PollBallotCard {
            Layout.fillWidth: true
            visible: root.poll.phase !== PollPhase.Closed
            model: ballot
        }

        // Made when there is something to draw: a Shape that changes its size while hidden keeps the old one (Qt 6.8).
        Loader {
            Layout.fillWidth: true
            active: root.poll.phase === PollPhase.Closed
            visible: active
            sourceComponent: PollResultCard {
                model: ballot
            }
        }

        PollRulesCard {
            Layout.fillWidth: true
            poll: root.poll
        }
    }
}
