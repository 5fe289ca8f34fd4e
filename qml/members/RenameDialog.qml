// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Asks for a new name and stays open until it is saved.
Dialog {
    id: root

    required property MeModel me
    property string problem: ""

    parent: Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(420, (parent ? parent.width : 420) - 2 * Theme.spaceXl)
    modal: true
    padding: Theme.spaceXl
    header: null
    footer: null
    onAboutToShow: {
        field.text = root.me.name;
        root.problem = "";
    }

    Connections {
        target: root.me

        function onRenamed(): void {
            root.close();
        }
        function onFailed(problem: string): void {
            root.problem = problem;
        }
    }

    contentItem: ColumnLayout {
        spacing: Theme.spaceM

        AppTextField {
            id: field

            Layout.fillWidth: true
            //: Field for one's own new name
            label: qsTr("My name")
            maximumLength: 40
            errorText: root.problem
        }

        AppButton {
            Layout.fillWidth: true
            //: Button that stores the new name
            text: qsTr("Save")
            busy: root.me.renaming
            enabled: !root.me.renaming && field.text.trim() !== "" && field.text !== root.me.name
            onClicked: root.me.rename(field.text)
        }

        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Kind.Text
            //: Button that leaves everything as it is
            text: qsTr("Cancel")
            onClicked: root.close()
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
