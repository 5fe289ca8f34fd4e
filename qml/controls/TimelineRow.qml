// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Theme

// One step of a story told from top to bottom. Children appear under the text (photos, a button).
RowLayout {
    id: root

    required property string title
    property string when: ""
    property string message: ""
    property string iconName: "check"
    property int tone: Tone.Brand
    property bool first: false
    property bool last: false
    // A step still to come is drawn hollow.
    property bool reached: true

    default property alias content: column.data
    readonly property ToneColors colors: Theme.tone(root.reached ? root.tone : Tone.Neutral)

    spacing: Theme.spaceM
    Accessible.role: Accessible.ListItem
    Accessible.name: [root.title, root.when, root.message].filter(part => part !== "").join(", ")

    Item {
        id: rail

        readonly property real knot: Theme.smallIconSize + 10

        Layout.fillHeight: true
        implicitWidth: knot

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: root.first ? rail.knot / 2 : 0
            width: 2
            height: root.last ? rail.knot / 2 - y : parent.height - y
            color: Theme.colors.outlineVariant
        }

        Rectangle {
            width: rail.knot
            height: rail.knot
            radius: rail.knot / 2
            color: root.reached ? root.colors.container : Theme.colors.surface
            border.width: root.reached ? 0 : 2
            border.color: Theme.colors.outlineVariant

            AppIcon {
                anchors.centerIn: parent
                visible: root.reached
                iconName: root.iconName
                size: Theme.smallIconSize
                color: root.colors.onContainer
            }
        }
    }

    ColumnLayout {
        id: column

        Layout.fillWidth: true
        Layout.bottomMargin: root.last ? 0 : Theme.spaceL
        spacing: 2

        AppText {
            Layout.fillWidth: true
            text: root.title
            font: Theme.type.title
            color: root.reached ? Theme.colors.onSurface : Theme.colors.onSurfaceVariant
            Accessible.ignored: true
        }

        AppText {
            Layout.fillWidth: true
            visible: root.when !== ""
            text: root.when
            font: Theme.type.bodySmall
            color: Theme.colors.onSurfaceVariant
            Accessible.ignored: true
        }

        AppText {
            Layout.fillWidth: true
            Layout.topMargin: 2
            visible: root.message !== ""
            text: root.message
            Accessible.ignored: true
        }
    }
}
