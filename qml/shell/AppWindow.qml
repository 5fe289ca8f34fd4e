// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import Linli.Controls
import Linli.Theme

// The window: the theme for everything in it, and the place where short messages appear.
ApplicationWindow {
    id: root

    // What the back key asks for; the window closes only when nothing is left to go back from.
    property AreasView areas

    width: 412
    height: 915
    minimumWidth: 320
    color: Theme.colors.surface
    font: Theme.type.body
    Material.theme: Theme.dark ? Material.Dark : Material.Light
    Material.accent: Theme.colors.primary
    Material.primary: Theme.colors.primary
    Material.foreground: Theme.colors.onSurface
    Material.background: Theme.colors.surface

    onClosing: close => {
        // Only phones have a back key that arrives as a closing window; a desktop's close button means it.
        if (Qt.platform.os === "android" && root.areas && root.areas.goBack())
            close.accepted = false;
    }

    Connections {
        target: Snack

        function onShown(text: string, actionText: string, key: string): void {
            snackBar.key = key;
            snackBar.show(text, actionText);
        }
    }

    SnackBar {
        id: snackBar

        property string key: ""

        parent: root.Overlay.overlay
        anchors.bottom: parent ? parent.bottom : undefined
        anchors.bottomMargin: Theme.spaceS + (root.areas ? root.areas.navHeight : 0)
        anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
        width: Math.min(root.width - 2 * Theme.spaceL, Theme.maxContentWidth)
        onActed: Snack.acted(snackBar.key)
    }
}
