// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// Asks before something that cannot be taken back. Call open(); it emits accepted or rejected.
Dialog {
    id: root

    required title
    required property string message
    required property string confirmText
    //: Button of a question: leave everything as it is
    property string cancelText: qsTr("Cancel")
    property bool danger: false

    anchors.centerIn: parent
    width: Math.min(420, (parent ? parent.width : 420) - 2 * Theme.spaceXl)
    height: Math.min(implicitHeight, (parent ? parent.height : implicitHeight) - 2 * Theme.spaceXl)
    modal: true
    padding: Theme.spaceXl
    topPadding: Theme.spaceM
    header: null
    footer: null
    Material.elevation: Theme.elevationDialog

    contentItem: ColumnLayout {
        spacing: Theme.spaceM

        AppText {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceM
            text: root.title
            font: Theme.type.titleLarge
            Accessible.role: Accessible.Heading
        }

        ScrollColumn {
            Layout.fillWidth: true
            Layout.fillHeight: true
            implicitHeight: contentHeight
            margin: 0

            AppText {
                Layout.fillWidth: true
                text: root.message
                color: Theme.colors.onSurfaceVariant
            }
        }

        AppButton {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceS
            text: root.confirmText
            danger: root.danger
            onClicked: root.accept()
        }

        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Kind.Text
            text: root.cancelText
            onClicked: root.reject()
        }
    }

    background: Rectangle {
        radius: Theme.radiusL
        color: Theme.colors.surfaceContainerLow
    }

    Overlay.modal: Rectangle {
        color: Theme.colors.scrim
    }
}
