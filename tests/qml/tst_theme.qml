// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli.Theme

// Every pair of text and ground that controls use is readable in both looks: WCAG 2.2, success criteria 1.4.3 (text, 4.5:1)
// and 1.4.11 (icons, 3:1).
TestCase {
    id: root

    readonly property list<string> surfaces: ["surface", "surfaceContainerLowest", "surfaceContainerLow", "surfaceContainer", "surfaceContainerHigh", "surfaceContainerHighest"]
    readonly property list<string> tones: ["neutralTone", "brandTone", "accentTone", "infoTone", "successTone", "warningTone", "errorTone", "pendingTone"]
    readonly property list<string> categories: ["fire", "lift", "food", "bolt", "traffic", "building", "water", "shield", "tree", "other"]

    name: "theme"

    function test_contrast_data() {
        return [
            {
                tag: "light",
                colors: Theme.lightColors
            },
            {
                tag: "dark",
                colors: Theme.darkColors
            }
        ];
    }

    // Relative luminance, WCAG 2.2.
    function luminance(color: color): real {
        const linear = part => part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
    }

    function contrast(a: color, b: color): real {
        const bright = Math.max(luminance(a), luminance(b));
        const dim = Math.min(luminance(a), luminance(b));
        return (bright + 0.05) / (dim + 0.05);
    }

    function check(front: color, ground: color, least: real, what: string): void {
        const reached = contrast(front, ground);
        verify(reached >= least, what + " reaches only " + reached.toFixed(2) + ":1");
    }

    function test_contrast_is_measured_right() {
        fuzzyCompare(contrast("#000000", "#ffffff"), 21, 0.01);
        fuzzyCompare(contrast("#777777", "#ffffff"), 4.48, 0.01);
    }

    function test_contrast(data) {
        const colors = data.colors;
        for (const pair of [["onPrimary", "primary"], ["onPrimaryContainer", "primaryContainer"], ["onError", "error"], ["onInverseSurface", "inverseSurface"], ["inversePrimary", "inverseSurface"]])
            check(colors[pair[0]], colors[pair[1]], 4.5, pair.join(" on "));
        for (const surface of root.surfaces) {
            for (const text of ["onSurface", "onSurfaceVariant", "primary", "error"])
                check(colors[text], colors[surface], 4.5, text + " on " + surface);
            for (const tone of root.tones)
                check(colors[tone].main, colors[surface], 4.5, tone + " on " + surface);
        }
        for (const tone of root.tones)
            check(colors[tone].onContainer, colors[tone].container, 4.5, tone);
    }

    function test_icons_of_categories_data() {
        return test_contrast_data();
    }

    function test_icons_of_categories(data) {
        for (const category of root.categories) {
            const ground = Qt.tint(data.colors.surfaceContainerLowest, Qt.alpha(data.colors[category], 0.14));
            check(data.colors[category], ground, 3, category);
        }
    }
}
