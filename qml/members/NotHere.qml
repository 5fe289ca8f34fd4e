// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Stands on a page whose subject is not on this phone: it has not come yet, or the community did not accept it. Then its
// author still finds the words and the reason here.
ScrollColumn {
    id: root

    required property AppPage page
    required property AppCore core
    required property string itemId
    required property string iconName
    required property string title
    required property string message

    OutboxList {
        id: own

        Layout.fillWidth: true
        core: root.core
        only: root.itemId
        onDiscarded: root.page.goBack()
    }

    EmptyState {
        Layout.fillWidth: true
        Layout.topMargin: Theme.spaceXxl
        visible: own.loaded && own.count === 0
        iconName: root.iconName
        title: root.title
        message: root.message
    }
}
