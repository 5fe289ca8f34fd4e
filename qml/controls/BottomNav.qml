// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Theme

// The areas of the app. Pressing the current one again asks for its first page (`again`).
T.Pane {
    id: root

    required property list<NavEntry> entries
    property int currentIndex: 0

    signal again

    padding: Theme.spaceXs
    implicitHeight: Math.max(Theme.touchTarget, row.implicitHeight) + topPadding + bottomPadding
    Accessible.role: Accessible.PageTabList
    //: Accessible name of the row of areas at the bottom of the screen
    Accessible.name: qsTr("Areas")

    contentItem: RowLayout {
        id: row

        spacing: 0
        uniformCellSizes: true

        Repeater {
            model: root.entries

            NavButton {
                id: button

                required property int index
                required property NavEntry modelData

                Layout.fillWidth: true
                Layout.fillHeight: true
                text: button.modelData.label
                iconName: button.modelData.iconName
                badge: button.modelData.badge
                checked: button.index === root.currentIndex
                onClicked: {
                    if (root.currentIndex === button.index)
                        root.again();
                    else
                        root.currentIndex = button.index;
                }
            }
        }
    }

    background: Rectangle {
        color: Theme.colors.surfaceContainerLow

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.colors.outlineVariant
        }
    }
}
