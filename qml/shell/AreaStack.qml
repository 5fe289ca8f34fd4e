// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Material
import Linli.Controls
import Linli.Theme

// The pages of one area, the last on top. Made when the area is first visited, kept when it is left.
StackView {
    id: root

    required property Component page

    function goHome(): void {
        if (root.depth > 1)
            root.pop(null);
    }

    // True when there was something to go back from.
    function goBack(): bool {
        if (root.depth <= 1)
            return false;
        const page = root.currentItem as AppPage;
        if (page)
            page.goBack();
        else
            root.pop();
        return true;
    }

    initialItem: root.page

    pushEnter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.durationMedium
        }
    }
    pushExit: Transition {
        NumberAnimation {
            property: "opacity"
            from: 1
            to: 0
            duration: Theme.durationShort
        }
    }
    popEnter: root.pushEnter
    popExit: root.pushExit
}
