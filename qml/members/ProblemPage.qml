// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// The phone's data cannot be opened. Says what happened, that nothing was deleted, and lets the person try again.
AppPage {
    id: root

    required property AppCore core

    //: Title of the page that is shown when the phone's data cannot be opened
    title: qsTr("Linli cannot open your data")

    ScrollColumn {
        anchors.fill: parent

        EmptyState {
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceXxl
            iconName: "lock"
            tint: Theme.colors.error
            //: Reassures a person whose data cannot be opened
            title: qsTr("Nothing was deleted")
            message: root.core.problem
            actionText: qsTr("Try again")
            onActed: root.core.open()
        }
    }
}
