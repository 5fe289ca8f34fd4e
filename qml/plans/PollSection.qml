// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Votes under a heading, or nothing at all when there are none.
Item {
    id: root

    required property AppCore core
    required property string title
    property alias show: polls.show
    property alias planId: polls.planId
    property string problem: ""
    property int margin: Theme.spaceL

    readonly property bool shown: polls.count > 0 || root.problem !== ""

    signal opened(pollId: string)

    implicitHeight: column.implicitHeight + (root.shown ? 2 * root.margin : 0)

    PollListModel {
        id: polls

        core: root.core
    }

    ColumnLayout {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        y: root.shown ? root.margin : 0
        width: Math.min(root.width - 2 * root.margin, Theme.maxContentWidth)
        spacing: Theme.spaceM

        ErrorBanner {
            Layout.fillWidth: true
            visible: root.problem !== ""
            text: root.problem
        }

        SectionHeader {
            Layout.fillWidth: true
            visible: polls.count > 0
            title: root.title
        }

        Repeater {
            model: polls

            PollCard {
                required property string pollId

                Layout.fillWidth: true
                onClicked: root.opened(pollId)
            }
        }
    }
}
