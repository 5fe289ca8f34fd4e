// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Theme

// The name of a part of a page, with at most one thing to do about it.
RowLayout {
    id: root

    required property string title
    property string actionText: ""

    signal acted

    spacing: Theme.spaceS

    AppText {
        Layout.fillWidth: true
        text: root.title
        font: Theme.type.title
        color: Theme.colors.onSurface
        Accessible.role: Accessible.Heading
    }

    AppButton {
        visible: root.actionText !== ""
        kind: AppButton.Kind.Text
        text: root.actionText
        onClicked: root.acted()
    }
}
