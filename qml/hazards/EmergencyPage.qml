// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// Life may be in danger: nothing but the number, and what to do. A report only goes on when the danger is over.
AppPage {
    id: root

    required property string call
    required property string advice

    signal goOn

    //: Title of the page that stops a report because life may be in danger
    title: qsTr("First get help")

    ScrollColumn {
        anchors.fill: parent

        Card {
            Layout.fillWidth: true
            tone: Tone.Error
            spacing: Theme.spaceM

            AppText {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                //: Before an emergency number in large digits
                text: qsTr("If somebody is in danger, call now:")
                font: Theme.type.titleLarge
                color: Theme.colors.errorTone.onContainer
            }

            AppText {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: root.call
                font.family: Theme.type.display.family
                font.weight: Font.Bold
                font.pixelSize: Theme.type.display.pixelSize * 3
                color: Theme.colors.error
            }

            AppText {
                Layout.fillWidth: true
                text: root.advice
                color: Theme.colors.errorTone.onContainer
            }
        }

        AppButton {
            Layout.fillWidth: true
            //: Button that opens the phone's dialler; %1 is an emergency number
            text: qsTr("Call %1 now").arg(root.call)
            iconName: "call"
            danger: true
            onClicked: Qt.openUrlExternally("tel:" + root.call)
        }

        AppText {
            Layout.fillWidth: true
            //: On the page that stops a report
            text: qsTr("Nobody reads a report at once. Call first; a report can wait.")
            color: Theme.colors.onSurfaceVariant
            font: Theme.type.bodySmall
        }

        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Kind.Text
            //: Button that goes on with the report although it names a danger to life
            text: qsTr("The danger is over, report anyway")
            onClicked: root.goOn()
        }
    }
}
