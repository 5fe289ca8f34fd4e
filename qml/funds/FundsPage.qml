// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The community's money: what there is, where it went this month, what happened last.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page about the community's money
    title: qsTr("Our money")

    actions: [
        IconButton {
            visible: accounts.mayPost && accounts.count > 0
            //: Button that begins a new entry in the community's books
            text: qsTr("New entry")
            iconName: "add"
            onClicked: root.StackView.view.push(entryForm, {
                core: root.core
            })
        }
    ]

    FundAccountModel {
        id: accounts

        core: root.core
        language: Qt.uiLanguage
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: accounts.loading
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !accounts.loading && accounts.problem === "" && accounts.count === 0
        iconName: "fund"
        title: qsTr("No accounts yet")
        message: qsTr("When the treasurer opens an account, everyone can see here where the money comes from and where it goes.")
        //: Button that opens a new account of the community's money
        actionText: accounts.mayOpenAccount ? qsTr("Open an account") : ""
        onActed: root.StackView.view.push(accountForm, {
            core: root.core
        })
    }

    ScrollColumn {
        anchors.fill: parent
        visible: !accounts.loading && (accounts.count > 0 || accounts.problem !== "")

        ErrorBanner {
            Layout.fillWidth: true
            visible: accounts.problem !== ""
            text: accounts.problem
        }

        Card {
            Layout.fillWidth: true
            tone: Tone.Brand
            spacing: Theme.spaceXs

            AppText {
                Layout.fillWidth: true
                //: Above the sum of all accounts
                text: qsTr("Altogether now")
                font: Theme.type.bodySmall
                color: Theme.colors.onPrimaryContainer
            }

            AppText {
                Layout.fillWidth: true
                text: accounts.totalText
                font: Theme.type.display
                color: Theme.colors.onPrimaryContainer
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.type.title.pixelSize
            }

            AppText {
                Layout.fillWidth: true
                text: qsTr("Every phone adds this up itself from the signed entries.")
                font: Theme.type.bodySmall
                color: Theme.colors.onPrimaryContainer
            }
        }

        Repeater {
            model: accounts

            FundAccountCard {
                Layout.fillWidth: true
                onOpened: (id, name) => root.StackView.view.push(entries, {
                        core: root.core,
                        account: id,
                        accountName: name
                    })
            }
        }

        AppButton {
            Layout.fillWidth: true
            visible: accounts.mayOpenAccount
            kind: AppButton.Kind.Outlined
            iconName: "add"
            text: qsTr("Open an account")
            onClicked: root.StackView.view.push(accountForm, {
                core: root.core
            })
        }

        FundSpendingCard {
            Layout.fillWidth: true
            core: root.core
        }

        FundNewestCard {
            Layout.fillWidth: true
            core: root.core
            onOpened: id => root.StackView.view.push(entry, {
                    core: root.core,
                    entryId: id
                })
            onAllWanted: root.StackView.view.push(entries, {
                core: root.core
            })
        }
    }

    Component {
        id: entry

        EntryPage {}
    }

    Component {
        id: entries

        FundEntriesPage {}
    }

    Component {
        id: entryForm

        EntryFormPage {}
    }

    Component {
        id: accountForm

        AccountFormPage {}
    }
}
