// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// One entry of the community's books, with its receipts and what took it back.
AppPage {
    id: root

    required property AppCore core
    required property string entryId

    title: entry.found ? entry.kindText : ""

    FundEntryDetail {
        id: entry

        core: root.core
        entryId: root.entryId
        language: Qt.uiLanguage
    }

    function openEntry(id: string): void {
        root.StackView.view.push(Qt.createComponent("Linli", "EntryPage"), {
            core: root.core,
            entryId: id
        });
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: entry.loading
    }

    Loader {
        anchors.fill: parent
        active: !entry.loading && !entry.found
        sourceComponent: NotHere {
            page: root
            core: root.core
            itemId: root.entryId
            iconName: "fund"
            title: qsTr("This entry is not on this phone.")
            //: Shown when something is opened that this phone does not know
            message: entry.problem !== "" ? entry.problem : qsTr("It comes with the next sync.")
        }
    }

    ScrollColumn {
        anchors.fill: parent
        visible: entry.found

        Banner {
            Layout.fillWidth: true
            visible: entry.reversedBy !== ""
            tone: Tone.Warning
            //: %1 is the reason that the treasurer gave
            text: qsTr("This entry was taken back because: %1").arg(entry.otherPurpose)
            actionText: qsTr("See the correction")
            onActed: root.openEntry(entry.reversedBy)
        }

        Banner {
            Layout.fillWidth: true
            visible: entry.reversalOf !== ""
            //: %1 is the purpose of the earlier entry
            text: qsTr("This takes back an earlier entry: %1").arg(entry.otherPurpose)
            actionText: qsTr("See the earlier entry")
            onActed: root.openEntry(entry.reversalOf)
        }

        Banner {
            Layout.fillWidth: true
            visible: entry.hiddenReason !== ""
            //: %1 is the reason
            text: qsTr("The words of this entry were hidden because: %1").arg(entry.hiddenReason)
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: entry.deliveryProblem !== ""
            text: entry.deliveryProblem
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceXs

            AppText {
                Layout.fillWidth: true
                text: entry.amountText
                font: Theme.type.display
                color: entry.income ? Theme.colors.successTone.main : Theme.colors.onSurface
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.type.title.pixelSize
            }

            AppText {
                Layout.fillWidth: true
                text: entry.purpose
                font: Theme.type.titleLarge
            }

            DeliveryChip {
                delivery: entry.delivery
            }
        }

        SectionHeader {
            Layout.fillWidth: true
            visible: entry.receipts.length > 0
            title: qsTr("Receipts")
        }

        PhotoStrip {
            Layout.fillWidth: true
            visible: entry.receipts.length > 0
            photos: entry.receipts
            onOpened: index => root.StackView.view.push(receipt, {
                    source: entry.receipts[index]
                })
        }

        FundEntryFacts {
            Layout.fillWidth: true
            entry: entry
            onPlanWanted: root.StackView.view.push(plan, {
                core: root.core,
                planId: entry.planId
            })
        }

        AppButton {
            Layout.fillWidth: true
            visible: entry.mayReverse
            kind: AppButton.Kind.Outlined
            danger: true
            //: Button: correct a wrong entry by an opposite one
            text: qsTr("Take this entry back")
            onClicked: root.StackView.view.push(reverse, {
                entry: entry
            })
        }
    }

    Component {
        id: plan

        PlanPage {}
    }

    Component {
        id: receipt

        ReceiptPage {}
    }

    Component {
        id: reverse

        FundReversePage {}
    }
}
