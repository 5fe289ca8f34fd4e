// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// One hazard: what was reported, what has happened since, and what this person can do.
AppPage {
    id: root

    required property AppCore core
    required property string hazardId

    property url photo
    property string hiding: ""
    property int nextState: HazardState.Acknowledged

    function openPhoto(photo: url): void {
        root.photo = photo;
        root.StackView.view.push(photoPage);
    }

    function askToHide(opId: string): void {
        root.hiding = opId;
        root.StackView.view.push(hidePage);
    }

    //: Title of the page of one hazard
    title: qsTr("Hazard")

    HazardDetail {
        id: hazard

        core: root.core
        hazardId: root.hazardId
        language: Qt.uiLanguage
    }

    HazardActions {
        id: supporting

        core: root.core
        hazardId: root.hazardId
        isPrivate: hazard.isPrivate
        onFailed: problem => trouble.text = problem
        onDone: trouble.text = ""
    }

    // Apart from the other actions, so that only a saved comment empties its field.
    HazardActions {
        id: commenting

        core: root.core
        hazardId: root.hazardId
        isPrivate: hazard.isPrivate
        onFailed: problem => trouble.text = problem
        onDone: trouble.text = ""
    }

    ConfirmDialog {
        id: withdrawing

        //: Question before the reporter takes a report back
        title: qsTr("Take this report back?")
        message: qsTr("It stays visible as taken back, and nobody works on it any more.")
        //: Button that takes a report back
        confirmText: qsTr("Take back")
        danger: true
        onAccepted: supporting.withdraw()
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: hazard.loading
    }

    Loader {
        anchors.fill: parent
        active: !hazard.loading && !hazard.found
        sourceComponent: NotHere {
            page: root
            core: root.core
            itemId: root.hazardId
            iconName: "hazard"
            //: Instead of a hazard that this phone does not have
            title: qsTr("This report is not here")
            message: hazard.problem !== "" ? hazard.problem : qsTr("It may still be on its way. Look again later.")
        }
    }

    ScrollColumn {
        anchors.fill: parent
        visible: hazard.found

        ErrorBanner {
            id: trouble

            Layout.fillWidth: true
            visible: text !== ""
            text: ""
        }

        HazardHead {
            Layout.fillWidth: true
            hazard: hazard
            onPhotoOpened: photo => root.openPhoto(photo)
            // By its address: a type cannot hold a component of itself.
            onDuplicateOpened: root.StackView.view.push(Qt.resolvedUrl("HazardPage.qml"), {
                core: root.core,
                hazardId: hazard.duplicateOf
            })
        }

        HazardSupport {
            Layout.fillWidth: true
            hazard: hazard
            busy: supporting.busy
            onSupported: supporting.support()
        }

        HazardAnswerCard {
            Layout.fillWidth: true
            hazard: hazard
            onAnswered: answer => supporting.rate(answer)
            onReopenAsked: root.StackView.view.push(reopenPage)
        }

        HazardTurns {
            Layout.fillWidth: true
            moves: hazard.moves
            state: hazard.state
            onChosen: state => {
                root.nextState = state;
                root.StackView.view.push(stepPage);
            }
        }

        SectionHeader {
            Layout.fillWidth: true
            //: Headline of a hazard's history
            title: qsTr("What has happened")
        }

        HazardTimeline {
            Layout.fillWidth: true
            timeline: hazard.timeline
            onPhotoOpened: photo => root.openPhoto(photo)
            onHideAsked: opId => root.askToHide(opId)
        }

        HazardComment {
            Layout.fillWidth: true
            visible: hazard.mayComment
            actions: commenting
        }

        AppButton {
            Layout.alignment: Qt.AlignHCenter
            visible: hazard.mayWithdraw
            kind: AppButton.Kind.Text
            danger: true
            //: Button that takes an own report back
            text: qsTr("Take this report back")
            onClicked: withdrawing.open()
        }

        AppButton {
            Layout.alignment: Qt.AlignHCenter
            visible: hazard.mayHide
            kind: AppButton.Kind.Text
            danger: true
            //: Button for moderators and authors: takes the words and photos away
            text: qsTr("Hide words and photos")
            onClicked: root.askToHide(root.hazardId)
        }
    }

    Component {
        id: photoPage

        HazardPhotoPage {
            photo: root.photo
        }
    }

    Component {
        id: reopenPage

        HazardReopenPage {
            core: root.core
            hazardId: root.hazardId
        }
    }

    Component {
        id: stepPage

        HazardStepPage {
            core: root.core
            hazardId: root.hazardId
            isPrivate: hazard.isPrivate
            nextState: root.nextState
        }
    }

    Component {
        id: hidePage

        HideWordsPage {
            core: root.core
            hazardId: root.hazardId
            isPrivate: hazard.isPrivate
            opId: root.hiding
        }
    }
}
