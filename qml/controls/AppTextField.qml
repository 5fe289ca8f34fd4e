// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Theme

// One line of text with its name, help and error. Type into `text`; it is two-way by alias.
FieldFrame {
    id: root

    property alias text: input.text
    property alias placeholderText: placeholder.text
    property alias maximumLength: input.maximumLength
    property alias inputMethodHints: input.inputMethodHints
    property alias echoMode: input.echoMode
    property alias readOnly: input.readOnly
    property alias inputFocus: input.focus
    property string trailingText: ""

    signal accepted
    signal edited

    T.TextField {
        id: input

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.touchTarget, contentHeight + topPadding + bottomPadding)
        leftPadding: Theme.spaceL
        rightPadding: Theme.spaceL + (trailing.visible ? trailing.width + Theme.spaceS : 0)
        topPadding: Theme.spaceS
        bottomPadding: Theme.spaceS
        verticalAlignment: TextInput.AlignVCenter
        font: Theme.type.body
        color: Theme.colors.onSurface
        selectionColor: Theme.colors.primaryContainer
        selectedTextColor: Theme.colors.onPrimaryContainer
        selectByMouse: true
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: root.label
        Accessible.description: root.errorText !== "" ? root.errorText : root.helper
        onAccepted: root.accepted()
        onTextEdited: root.edited()

        background: FieldBackground {
            focused: input.activeFocus
            invalid: root.errorText !== ""
        }

        AppText {
            id: placeholder

            anchors.fill: parent
            anchors.leftMargin: input.leftPadding
            anchors.rightMargin: input.rightPadding
            visible: input.text === "" && input.preeditText === ""
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            color: Theme.colors.onSurfaceVariant
            Accessible.ignored: true
        }

        AppText {
            id: trailing

            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceL
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: root.trailingText
            color: Theme.colors.onSurfaceVariant
        }
    }
}
