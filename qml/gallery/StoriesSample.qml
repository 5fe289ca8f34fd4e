// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

ColumnLayout {
    spacing: Theme.spaceM

    SectionHeader {
        Layout.fillWidth: true
        title: "Timeline"
    }

    Card {
        Layout.fillWidth: true
        spacing: 0

        TimelineRow {
            Layout.fillWidth: true
            first: true
            title: "Reported"
            when: "3 May, 10:32"
            message: "楼道里堆了三块电池，晚上有人充电。"
            iconName: "hazard"
            tone: Tone.Accent
        }

        TimelineRow {
            Layout.fillWidth: true
            title: "In progress"
            when: "3 May, 14:05 · Property"
            message: "A worker is on the way."
            iconName: "clock"
            tone: Tone.Info
        }

        TimelineRow {
            Layout.fillWidth: true
            title: "Fixed"
            when: "4 May, 09:10"
            iconName: "check"
            tone: Tone.Success

            PhotoStrip {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spaceS
                photos: [Qt.resolvedUrl("nothing.jpg")]
            }
        }

        TimelineRow {
            Layout.fillWidth: true
            last: true
            reached: false
            title: "Your answer"
        }
    }

    SectionHeader {
        Layout.fillWidth: true
        title: "Where the money goes"
    }

    Card {
        Layout.fillWidth: true

        BarChart {
            Layout.fillWidth: true
            title: "Spending by category"
            model: ListModel {
                ListElement {
                    label: "绿化养护"
                    valueText: "¥12,400.00"
                    fraction: 1
                }
                ListElement {
                    label: "Lights and stairways"
                    valueText: "¥7,130.50"
                    fraction: 0.575
                }
                ListElement {
                    label: "Meetings"
                    valueText: "¥60.00"
                    fraction: 0.005
                }
                ListElement {
                    label: "Not used"
                    valueText: "¥0.00"
                    fraction: 0
                }
            }
        }
    }
}
