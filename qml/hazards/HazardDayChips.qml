// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// Chooses a day soon to come, without a calendar: noon of it, so that it is the same day in every time zone near.
ColumnLayout {
    id: root

    required property string label
    property date day: new Date(NaN)
    readonly property list<int> distances: [0, 1, 3, 7, 14, 30]

    signal chosen(day: date)

    spacing: Theme.spaceS

    AppText {
        Layout.fillWidth: true
        text: root.label
        font: Theme.type.label
    }

    ChoiceChips {
        Layout.fillWidth: true
        label: root.label
        choices: [
            //: A day for a repair
            qsTr("Today"),
            //: A day for a repair
            qsTr("Tomorrow"),
            //: A day for a repair
            qsTr("In 3 days"),
            //: A day for a repair
            qsTr("In a week"),
            //: A day for a repair
            qsTr("In 2 weeks"),
            //: A day for a repair
            qsTr("In a month")]
        onChosen: index => {
            const day = new Date();
            day.setDate(day.getDate() + root.distances[index]);
            day.setHours(12, 0, 0, 0);
            root.day = day;
            root.chosen(day);
        }
    }

    AppText {
        Layout.fillWidth: true
        visible: !isNaN(root.day.getTime())
        text: visible ? root.day.toLocaleDateString(Qt.locale(), Locale.LongFormat) : ""
        color: Theme.colors.onSurfaceVariant
    }
}
