// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// One notice: how serious, what happens, what to do; and "I have read it".
AppPage {
    id: root

    required property AppCore core
    required property string noticeId

    //: Title of the page with one notice
    title: qsTr("Notice")

    NoticeDetail {
        id: notice

        core: root.core
        noticeId: root.noticeId
        language: Qt.uiLanguage
        onFailed: problem => trouble.text = problem
        onAcknowledged: Snack.show(qsTr("Thank you. The sender sees that your home has read it."), "", "")
        onCancelled: Snack.show(qsTr("The notice is called off."), "", "")
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: notice.loading
    }

    Loader {
        anchors.fill: parent
        active: !notice.loading && !notice.found
        sourceComponent: NotHere {
            page: root
            core: root.core
            itemId: root.noticeId
            iconName: "notice"
            title: qsTr("This notice is not on this phone.")
            //: Shown when something is opened that this phone does not know
            message: notice.problem !== "" ? notice.problem : qsTr("It comes with the next sync.")
        }
    }

    ScrollColumn {
        anchors.fill: parent
        visible: notice.found

        Banner {
            Layout.fillWidth: true
            visible: !notice.live && notice.stateText !== ""
            tone: Tone.Neutral
            text: notice.cancelReason !== "" ? qsTr("Called off because: %1").arg(notice.cancelReason) : notice.stateText
            actionText: notice.newerId !== "" ? qsTr("See the newer notice") : ""
            onActed: root.StackView.view.replace(Qt.createComponent("Linli", "NoticePage"), {
                core: root.core,
                noticeId: notice.newerId
            })
        }

        Banner {
            Layout.fillWidth: true
            visible: notice.hiddenReason !== ""
            //: %1 is the reason
            text: qsTr("The words of this notice were hidden because: %1").arg(notice.hiddenReason)
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: notice.deliveryProblem !== ""
            text: notice.deliveryProblem
        }

        Card {
            Layout.fillWidth: true
            tone: notice.tone

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spaceM

                AppIcon {
                    Layout.alignment: Qt.AlignTop
                    iconName: notice.iconName
                    color: Theme.tone(notice.tone).onContainer
                    size: 32
                }

                AppText {
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignVCenter
                    text: [notice.severityText, notice.urgencyText].join(" · ")
                    font: Theme.type.title
                    color: Theme.tone(notice.tone).onContainer
                }
            }

            AppText {
                Layout.fillWidth: true
                text: notice.headline
                font: Theme.type.headline
                color: Theme.tone(notice.tone).onContainer
                Accessible.role: Accessible.Heading
            }

            DeliveryChip {
                visible: notice.delivery !== DeliveryChip.State.Delivered
                delivery: notice.delivery
            }
        }

        // Where a device has no voice, there is no button; the page does without.
        Loader {
            Layout.fillWidth: true
            visible: status === Loader.Ready && (item as ReadAloudButton)?.visible
            Component.onCompleted: setSource("ReadAloudButton.qml", {
                spokenText: Qt.binding(() => notice.spokenText)
            })
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: notice.description
        }

        Card {
            Layout.fillWidth: true
            visible: notice.instruction !== ""
            tone: Tone.Brand

            AppText {
                Layout.fillWidth: true
                //: Above what people are asked to do
                text: qsTr("What to do")
                font: Theme.type.title
                color: Theme.colors.onPrimaryContainer
                Accessible.role: Accessible.Heading
            }

            AppText {
                Layout.fillWidth: true
                text: notice.instruction
                color: Theme.colors.onPrimaryContainer
            }
        }

        PhotoStrip {
            Layout.fillWidth: true
            visible: notice.photos.length > 0
            photos: notice.photos
            onOpened: index => root.StackView.view.push(picture, {
                    source: notice.photos[index]
                })
        }

        ErrorBanner {
            id: trouble

            Layout.fillWidth: true
            visible: text !== ""
            text: ""
        }

        AppButton {
            Layout.fillWidth: true
            visible: notice.mayAcknowledge
            enabled: !notice.busy
            busy: notice.busy
            iconName: "check"
            //: Button: tell the sender that this home has read the notice
            text: qsTr("I have read it")
            onClicked: notice.acknowledge()
        }

        StateChip {
            visible: notice.read
            text: qsTr("You have read it")
            tone: Tone.Success
            iconName: "check-circle"
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: notice.reachText !== ""
            label: notice.reachText
            value: notice.reachShare
        }

        NoticeFacts {
            Layout.fillWidth: true
            notice: notice
        }

        AppButton {
            Layout.fillWidth: true
            visible: notice.mayChange
            kind: AppButton.Kind.Outlined
            iconName: "edit"
            //: Button: write a newer notice that takes the place of this one
            text: qsTr("Send an update")
            onClicked: root.StackView.view.push(composer, {
                core: root.core,
                replaces: root.noticeId
            })
        }

        AppButton {
            Layout.fillWidth: true
            visible: notice.mayChange
            kind: AppButton.Kind.Outlined
            danger: true
            //: Button: say that a notice no longer counts
            text: qsTr("Call it off")
            onClicked: root.StackView.view.push(cancel, {
                notice: notice
            })
        }
    }

    Component {
        id: composer

        NoticeComposerPage {}
    }

    Component {
        id: cancel

        NoticeCancelPage {}
    }

    Component {
        id: picture

        ReceiptPage {}
    }
}
