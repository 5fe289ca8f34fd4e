// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Without a network, from phone to phone: one sentence, two buttons, and what is on its way for neighbours.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page for passing things from phone to phone when there is no network
    title: qsTr("Hand over and take along")

    ScrollColumn {
        anchors.fill: parent

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceL

            Medallion {
                Layout.alignment: Qt.AlignTop
                iconName: "people"
                tint: Theme.colors.primary
                size: 64
            }

            AppText {
                Layout.fillWidth: true
                //: Explains passing things from phone to phone; the only sentence of the page
                text: qsTr("No network? Give what you wrote to a neighbour's phone: whoever has a network first delivers it for all.")
            }
        }

        AppButton {
            Layout.fillWidth: true
            iconName: "qr"
            //: Button that shows what this person wrote as codes for a neighbour's phone
            text: qsTr("Hand over to a neighbour")
            onClicked: root.StackView.view.push(handOverPage)
        }

        AppButton {
            Layout.fillWidth: true
            kind: AppButton.Kind.Tonal
            iconName: "scan"
            //: Button that reads what a neighbour wrote from the neighbour's phone
            text: qsTr("Take along for a neighbour")
            onClicked: root.StackView.view.push(takeAlongPage)
        }

        CarriedList {
            Layout.fillWidth: true
            core: root.core
        }
    }

    Component {
        id: handOverPage

        HandOverPage {
            core: root.core
        }
    }

    Component {
        id: takeAlongPage

        TakeAlongPage {
            core: root.core
        }
    }
}
