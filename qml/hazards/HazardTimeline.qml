// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models

// The public history of one hazard, from the report on.
ColumnLayout {
    id: root

    required property HazardTimelineModel timeline

    signal photoOpened(photo: url)
    signal hideAsked(opId: string)

    spacing: 0

    Repeater {
        model: root.timeline

        TimelineRow {
            id: line

            required property int index
            required property string opId
            required property string headline
            required property string who
            required property date at
            required property string words
            required property string assignee
            required property date expected
            required property list<url> photos
            required property int delivery
            required property string hiddenBy
            required property string hiddenBecause
            required property bool mayHide
            required iconName
            required tone

            Layout.fillWidth: true
            title: line.headline
            when: [line.who, line.at.toLocaleString(Qt.locale(), Locale.ShortFormat)].filter(part => part !== "").join(" · ")
            message: [line.words,
                //: In a hazard's history; %1 is who got the task
                line.assignee === "" ? "" : qsTr("In charge: %1").arg(line.assignee),
                //: In a hazard's history; %1 is a date
                isNaN(line.expected.getTime()) ? "" : qsTr("Planned for %1").arg(line.expected.toLocaleDateString(Qt.locale(), Locale.LongFormat)),
                //: Instead of words that a moderator took away; %1 is a name, %2 the reason
                line.hiddenBy === "" ? "" : qsTr("Hidden by %1 because: %2").arg(line.hiddenBy).arg(line.hiddenBecause)].filter(part => part !== "").join("\n")
            first: line.index === 0
            last: line.index === root.timeline.count - 1

            DeliveryChip {
                delivery: line.delivery
            }

            PhotoStrip {
                Layout.fillWidth: true
                visible: count > 0
                photos: line.photos
                onOpened: index => root.photoOpened(photos[index])
            }

            AppButton {
                visible: line.mayHide
                kind: AppButton.Kind.Text
                danger: true
                //: Button on a line of a hazard's history, for moderators and its author
                text: qsTr("Hide this")
                Accessible.name: qsTr("Hide this") + ": " + line.headline
                onClicked: root.hideAsked(line.opId)
            }
        }
    }
}
