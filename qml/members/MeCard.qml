// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Who I am here: name, home, roles, and who lives with me.
Card {
    id: root

    required property AppCore core
    required property MeModel me

    HouseholdMembers {
        id: household

        core: root.core
        householdId: root.me.householdId
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceM

        Medallion {
            Layout.alignment: Qt.AlignTop
            iconName: "me"
            tint: Theme.colors.primary
            size: 56
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: root.me.name
                font: Theme.type.titleLarge
                Accessible.role: Accessible.Heading
            }

            AppText {
                Layout.fillWidth: true
                visible: root.me.home !== ""
                text: root.me.home
            }

            AppText {
                Layout.fillWidth: true
                text: root.me.community
                font: Theme.type.bodySmall
                color: Theme.colors.onSurfaceVariant
            }
        }

        IconButton {
            Layout.alignment: Qt.AlignTop
            //: Button that changes one's own name
            text: qsTr("Change my name")
            iconName: "edit"
            onClicked: renameDialog.open()
        }
    }

    Flow {
        Layout.fillWidth: true
        visible: root.me.roles.length > 0
        spacing: Theme.spaceS

        Repeater {
            model: root.me.roles

            StateChip {
                required property string modelData

                text: modelData
                tone: Tone.Brand
                iconName: "shield"
            }
        }
    }

    AppText {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spaceS
        visible: household.count > 1
        //: Heading over the names of the people in one's own home
        text: qsTr("In my home")
        font: Theme.type.label
        color: Theme.colors.onSurfaceVariant
    }

    Repeater {
        model: household.count > 1 ? household : null

        RowLayout {
            id: person

            required property string name
            required property string roles
            required property bool isMe

            Layout.fillWidth: true
            spacing: Theme.spaceM

            AppIcon {
                iconName: "me"
                size: Theme.smallIconSize
                color: Theme.colors.onSurfaceVariant
            }

            AppText {
                Layout.fillWidth: true
                //: Somebody in one's own home who is oneself; %1 is the name
                text: (person.isMe ? qsTr("%1 (me)").arg(person.name) : person.name) + (person.roles !== "" ? " · " + person.roles : "")
            }
        }
    }

    RenameDialog {
        id: renameDialog

        me: root.me
    }
}
