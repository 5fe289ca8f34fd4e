// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import QtQuick.Layouts
import Linli.Theme

// A button with a word. One Filled button per page: the thing to do here.
Button {
    id: root

    enum Kind {
        Filled,
        Tonal,
        Outlined,
        Text
    }

    required text
    property int kind: AppButton.Kind.Filled
    property string iconName: ""
    property bool danger: false
    property bool busy: false

    property color contentColor: {
        if (!root.enabled)
            return Qt.alpha(Theme.colors.onSurface, 0.45);
        if (root.kind === AppButton.Kind.Filled)
            return root.danger ? Theme.colors.onError : Theme.colors.onPrimary;
        if (root.danger)
            return Theme.colors.error;
        return root.kind === AppButton.Kind.Tonal ? Theme.colors.onPrimaryContainer : Theme.colors.primary;
    }
    readonly property color fillColor: {
        if (root.kind === AppButton.Kind.Text || root.kind === AppButton.Kind.Outlined)
            return "transparent";
        if (!root.enabled)
            return Qt.alpha(Theme.colors.onSurface, 0.12);
        if (root.kind === AppButton.Kind.Filled)
            return root.danger ? Theme.colors.error : Theme.colors.primary;
        return root.danger ? Theme.colors.errorTone.container : Theme.colors.primaryContainer;
    }

    font: Theme.type.label
    leftPadding: root.kind === AppButton.Kind.Text ? Theme.spaceM : Theme.spaceXl
    rightPadding: leftPadding
    topPadding: Theme.spaceS
    bottomPadding: Theme.spaceS
    topInset: 0
    bottomInset: 0
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.touchTarget, implicitContentWidth + leftPadding + rightPadding)
    Accessible.role: Accessible.Button
    Accessible.name: root.text

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        RowLayout {
            id: row

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
            spacing: Theme.spaceS

            BusyIndicator {
                Layout.preferredWidth: Theme.smallIconSize
                Layout.preferredHeight: Theme.smallIconSize
                visible: root.busy && !Theme.reducedMotion
                running: visible
                padding: 0
                Material.accent: root.contentColor
                Accessible.ignored: true
            }

            AppIcon {
                visible: root.busy ? Theme.reducedMotion : root.iconName !== ""
                iconName: root.busy ? "clock" : root.iconName
                size: Theme.smallIconSize
                color: root.contentColor
            }

            AppText {
                Layout.fillWidth: true
                text: root.text
                font: root.font
                color: root.contentColor
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }

    background: Rectangle {
        radius: Math.min(height / 2, 28)
        color: root.fillColor
        border.width: root.kind === AppButton.Kind.Outlined ? 1 : 0
        border.color: Theme.colors.outline

        StateLayer {
            anchors.fill: parent
            control: root
            radius: parent.radius
            tint: root.contentColor
        }
    }
}
