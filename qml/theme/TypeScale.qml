// SPDX-License-Identifier: Apache-2.0
import QtQuick

// The sizes of all text, in px at scale 1. What people read (title, body, label) grows with the whole
// scale; the few large sizes grow by half of it, or one word would fill the line at 2×.
QtObject {
    id: root

    required property real scale
    required property string family

    readonly property real largeScale: 1 + (root.scale - 1) / 2

    readonly property font display: root.make(32 * root.largeScale, Font.Bold)
    readonly property font headline: root.make(24 * root.largeScale, Font.Bold)
    readonly property font titleLarge: root.make(20 * (1 + (root.scale - 1) * 0.75), Font.Bold)
    readonly property font title: root.make(16 * root.scale, Font.Bold)
    readonly property font body: root.make(16 * root.scale, Font.Normal)
    readonly property font bodySmall: root.make(14 * root.scale, Font.Normal)
    readonly property font label: root.make(14 * root.scale, Font.Bold)
    readonly property font labelSmall: root.make(12 * root.scale, Font.Normal)

    function make(size: real, weight: int): font {
        return Qt.font({
            family: root.family,
            pixelSize: Math.round(size),
            weight: weight
        });
    }
}
