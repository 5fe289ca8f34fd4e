// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// One home: invite somebody new, or let a member with a lost phone back in.
AppPage {
    id: root

    required property AppCore core
    required property string householdId

    HouseholdMembers {
        id: people

        core: root.core
        householdId: root.householdId
    }

    ScrollColumn {
        anchors.fill: parent

        AppButton {
            Layout.fillWidth: true
            iconName: "add"
            //: Button that invites somebody new into a home
            text: qsTr("Invite somebody new")
            onClicked: root.StackView.view.push(invitePage, {
                kind: InvitePage.Kind.Household,
                subjectId: root.householdId,
                //: Title of the page with an invite for a newcomer
                title: qsTr("Invite somebody new"),
                explanation: qsTr("This invite is for one new neighbour in: %1").arg(root.title)
            })
        }

        SectionHeader {
            Layout.fillWidth: true
            visible: people.others > 0
            //: Heading over the members of a home, one of whom may have lost the phone
            title: qsTr("Somebody lost their phone?")
        }

        Card {
            Layout.fillWidth: true
            visible: people.others > 0
            padding: 0
            spacing: 0

            Repeater {
                model: people

                ListRow {
                    required property string memberId
                    required property string name
                    required property string roles
                    required property bool isMe

                    Layout.fillWidth: true
                    visible: !isMe
                    title: name
                    //: Row that lets a member back in with a new phone
                    subtitle: roles !== "" ? roles : qsTr("Let back in with a new phone")
                    iconName: "me"
                    iconTint: Theme.colors.primary
                    chevron: true
                    onClicked: root.StackView.view.push(invitePage, {
                        kind: InvitePage.Kind.Return,
                        subjectId: memberId,
                        title: name,
                        explanation: qsTr("With this invite %1 comes back with a new phone. All old phones of %1 are signed out.").arg(name)
                    })
                }
            }
        }
    }

    Component {
        id: invitePage

        InvitePage {
            core: root.core
            kind: InvitePage.Kind.Household
            explanation: ""
        }
    }
}
