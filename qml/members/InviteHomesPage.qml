// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Linli.Controls
import Linli.Models
import Linli.Theme

// Captains and administrators choose whose home an invite is for.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page on which a captain chooses the home that an invite is for
    title: qsTr("For which home?")

    InviteHomeModel {
        id: homes

        core: root.core
    }

    ChoiceChips {
        id: building

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.spaceL
        visible: homes.buildings.length > 1
        height: visible ? implicitHeight : 0
        //: Which building the list of homes shows
        label: qsTr("Building")
        choices: homes.buildings
        currentIndex: homes.building
        onChosen: index => homes.building = index
    }

    ListView {
        id: list

        anchors.top: building.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.topMargin: Theme.spaceS
        clip: true
        model: homes
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}

        delegate: ListRow {
            required property string householdId
            required property string home
            required property int people

            width: list.width
            title: home
            //: How many members of the community live in a home
            subtitle: qsTr("%n member(s)", "", people)
            iconName: "home"
            iconTint: Theme.colors.primary
            chevron: true
            onClicked: root.StackView.view.push(homePage, {
                householdId: householdId,
                title: home
            })
        }
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: homes.count === 0
        iconName: "building"
        //: Shown when a captain has no building
        title: qsTr("No homes to invite to")
    }

    Component {
        id: homePage

        InviteHomePage {
            core: root.core
        }
    }
}
