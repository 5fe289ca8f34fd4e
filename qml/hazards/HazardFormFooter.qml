// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// The end of a form, always in reach: what went wrong, and the one button.
Pane {
    id: root

    property string text: ""
    required property string actionText
    property string iconName: ""
    property bool busy: false
    property bool danger: false
    property bool ready: true

    signal acted

    padding: Theme.spaceL
    topPadding: Theme.spaceS
    implicitHeight: implicitContentHeight + topPadding + bottomPadding

    contentItem: ColumnLayout {
        spacing: Theme.spaceS

        ErrorBanner {
            Layout.fillWidth: true
            visible: root.text !== ""
            text: root.text
        }

        AppButton {
            Layout.fillWidth: true
            text: root.actionText
            iconName: root.iconName
            busy: root.busy
            danger: root.danger
            enabled: root.ready && !root.busy
            onClicked: root.acted()
        }
    }

    background: Rectangle {
        color: Theme.colors.surface
    }
}
