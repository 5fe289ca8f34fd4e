// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The second show: how far the work is, and what was written about it.
Card {
    id: root

    required property PlanDetailModel posts

    spacing: Theme.spaceL

    AppText {
        Layout.fillWidth: true
        visible: root.posts.count === 0
        //: Shown while a plan has no progress posts
        text: qsTr("Work has not begun yet. Photos of the work will be shown here.")
        color: Theme.colors.onSurfaceVariant
    }

    ProgressLine {
        Layout.fillWidth: true
        visible: root.posts.count > 0
        //: How much of the work of a plan is done
        label: qsTr("Work done")
        value: root.posts.plan.percent / 100
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0
        visible: root.posts.count > 0

        Repeater {
            model: root.posts

            TimelineRow {
                id: post

                required property int index
                required property date at
                required property int percent
                required property string author
                required property string words
                required property list<url> photos
                required property int delivery

                Layout.fillWidth: true
                first: post.index === 0
                last: post.index === root.posts.count - 1
                iconName: "facility"
                tone: Tone.Info
                //: Title of a progress post; %1 is a number of percent
                title: qsTr("%1% done").arg(post.percent)
                when: [post.at.toLocaleDateString(Qt.locale(), Locale.ShortFormat), post.author].filter(part => part !== "").join(" · ")
                //: Stands where the words of something were hidden by a moderator
                message: post.words !== "" ? post.words : qsTr("Hidden by a moderator")

                DeliveryChip {
                    Layout.topMargin: Theme.spaceXs
                    delivery: post.delivery
                }

                PhotoStrip {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.spaceS
                    visible: post.photos.length > 0
                    photos: post.photos
                }
            }
        }
    }
}
