// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// A page with its title bar. `actions` go to the right end of the bar, `footer` under the content.
Page {
    id: root

    property bool showBack: root.StackView.index > 0
    // A form with unsaved words sets this and answers `back` itself.
    property bool holdBack: false
    default property alias content: body.data
    property alias actions: actionRow.data

    signal back

    function goBack(): void {
        root.back();
        if (!root.holdBack && root.StackView.view)
            root.StackView.view.pop();
    }

    padding: 0
    Accessible.role: Accessible.Pane
    Accessible.name: root.title
    Material.background: Theme.colors.surface

    background: Rectangle {
        color: Theme.colors.surface
    }

    header: Item {
        implicitHeight: Math.max(Theme.touchTarget + Theme.spaceS, bar.implicitHeight)

        RowLayout {
            id: bar

            anchors.fill: parent
            anchors.leftMargin: root.showBack ? Theme.spaceXs : Theme.spaceL
            anchors.rightMargin: Theme.spaceXs
            spacing: Theme.spaceXs

            IconButton {
                visible: root.showBack
                //: Button in the title bar that goes back to the page before
                text: qsTr("Back")
                iconName: "back"
                tint: Theme.colors.onSurface
                onClicked: root.goBack()
            }

            AppText {
                Layout.fillWidth: true
                text: root.title
                font: Theme.type.titleLarge
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.role: Accessible.Heading
            }

            RowLayout {
                id: actionRow

                spacing: 0
            }
        }
    }

    contentItem: Item {
        id: body
    }
}
