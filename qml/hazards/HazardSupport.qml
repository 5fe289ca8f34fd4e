// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// How many neighbours have the same trouble, and the button to join them.
ColumnLayout {
    id: root

    required property HazardDetail hazard
    required property bool busy

    signal supported

    visible: !root.hazard.isPrivate
    spacing: Theme.spaceS

    HazardFact {
        visible: root.hazard.supports > 0
        iconName: "support"
        text: root.hazard.supported ? qsTr("%n neighbour(s) say “me too”, and you are one of them.", "", root.hazard.supports) :
        //: How many neighbours have the same trouble
        qsTr("%n neighbour(s) say “me too”.", "", root.hazard.supports)
    }

    AppButton {
        Layout.fillWidth: true
        visible: root.hazard.maySupport
        // Once it is done, joining only serves to answer or to open it again.
        kind: root.hazard.state === HazardState.Fixed || root.hazard.state === HazardState.Closed ? AppButton.Kind.Text : AppButton.Kind.Tonal
        //: Button: this concerns me as well
        text: qsTr("Me too")
        iconName: "support"
        busy: root.busy
        enabled: !root.busy
        onClicked: root.supported()
    }
}
