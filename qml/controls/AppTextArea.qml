// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Theme

// Several lines of text that grow as people write, with a count. Text over `maximumLength` is kept and
// marked, never cut: losing the end of what someone wrote is worse than asking for fewer words.
FieldFrame {
    id: root

    property alias text: input.text
    property alias placeholderText: placeholder.text
    property int maximumLength: 0
    property int minimumLines: 3
    readonly property bool tooLong: root.maximumLength > 0 && input.length > root.maximumLength

    signal edited

    counterText: root.maximumLength > 0 ? qsTr("%1 / %2", "characters written / allowed").arg(input.length).arg(root.maximumLength) : ""
    counterExceeded: root.tooLong

    T.TextArea {
        id: input

        Layout.fillWidth: true
        implicitHeight: Math.max(metrics.lineSpacing * root.minimumLines, contentHeight) + topPadding + bottomPadding
        leftPadding: Theme.spaceL
        rightPadding: Theme.spaceL
        topPadding: Theme.spaceM
        bottomPadding: Theme.spaceM
        wrapMode: TextEdit.Wrap
        textFormat: TextEdit.PlainText
        font: Theme.type.body
        color: Theme.colors.onSurface
        selectionColor: Theme.colors.primaryContainer
        selectedTextColor: Theme.colors.onPrimaryContainer
        selectByMouse: true
        activeFocusOnTab: true
        // In a form, Tab goes on to the next field.
        KeyNavigation.priority: KeyNavigation.BeforeItem
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Accessible.role: Accessible.EditableText
        Accessible.name: root.label
        Accessible.multiLine: true
        Accessible.description: root.errorText !== "" ? root.errorText : root.helper
        onTextChanged: {
            if (activeFocus)
                root.edited();
        }

        background: FieldBackground {
            focused: input.activeFocus
            invalid: root.errorText !== "" || root.tooLong
        }

        FontMetrics {
            id: metrics

            font: input.font
        }

        AppText {
            id: placeholder

            x: input.leftPadding
            y: input.topPadding
            width: input.width - input.leftPadding - input.rightPadding
            visible: input.length === 0 && input.preeditText === ""
            color: Theme.colors.onSurfaceVariant
            maximumLineCount: root.minimumLines
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
