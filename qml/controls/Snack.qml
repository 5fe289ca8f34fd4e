// SPDX-License-Identifier: Apache-2.0
pragma Singleton

import QtQuick

// How a page says "done" when it is about to close. The window shows it; `key` comes back with `acted`
// when the person presses the action (undo).
QtObject {
    id: root

    signal shown(text: string, actionText: string, key: string)
    signal acted(key: string)

    function show(text: string, actionText: string, key: string): void {
        root.shown(text, actionText, key);
    }
}
