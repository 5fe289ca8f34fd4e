// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Linli.Controls
import Linli.Models
import Linli.Theme

// Events by day, those to come or those that are over.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page with the community's events
    title: qsTr("Events")

    EventListModel {
        id: events

        core: root.core
    }

    Component {
        id: eventPage

        EventPage {}
    }

    ChoiceChips {
        id: when

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.spaceL
        //: Which events to show
        label: qsTr("Which events")
        //: Events that are to come, and events that are over
        choices: [qsTr("Coming up"), qsTr("Past")]
        currentIndex: 0
        onChosen: index => events.past = index === 1
    }

    LoadingState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: events.loading
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.spaceXl
        visible: !events.loading && events.count === 0 && events.problem === ""
        iconName: "event"
        //: Shown when there are no events that are over, or none to come
        title: events.past ? qsTr("No past events") :
        //: Shown when there are no events that are over, or none to come
        qsTr("No events planned")
        //: Shown when there are no events to come
        message: events.past ? "" : qsTr("Courses, walks and get-togethers of the neighbourhood are shown here.")
    }

    ListView {
        id: list

        anchors.top: when.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.topMargin: Theme.spaceM
        clip: true
        model: events
        spacing: Theme.spaceM
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        //: Accessible name of the list of events
        Accessible.name: qsTr("List of events")
        ScrollBar.vertical: ScrollBar {}

        header: Item {
            width: list.width
            implicitHeight: banner.visible ? banner.implicitHeight + Theme.spaceM : 0

            ErrorBanner {
                id: banner

                x: Theme.spaceL
                width: parent.width - 2 * Theme.spaceL
                visible: events.problem !== ""
                text: events.problem
            }
        }

        section.property: "day"
        section.delegate: Item {
            id: day

            required property string section

            width: list.width
            implicitHeight: heading.implicitHeight + Theme.spaceM

            SectionHeader {
                id: heading

                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width - 2 * Theme.spaceL, Theme.maxContentWidth)
                title: day.section
            }
        }

        delegate: Item {
            id: row

            required property string eventId
            required property string title
            required property string place
            required property url picture
            required property date starts
            required property date ends
            required property int freePlaces
            required property int phase
            required property int part
            required property int position
            required property int delivery

            width: list.width
            height: card.height

            EventCard {
                id: card

                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width - 2 * Theme.spaceL, Theme.maxContentWidth)
                title: row.title
                place: row.place
                picture: row.picture
                starts: row.starts
                ends: row.ends
                freePlaces: row.freePlaces
                phase: row.phase
                part: row.part
                position: row.position
                delivery: row.delivery
                onClicked: root.StackView.view.push(eventPage, {
                    core: root.core,
                    eventId: row.eventId
                })
            }
        }

        footer: Item {
            implicitHeight: Theme.spaceL
        }
    }
}
