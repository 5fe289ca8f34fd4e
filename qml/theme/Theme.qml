// SPDX-License-Identifier: Apache-2.0
pragma Singleton

import QtQuick

// The look of the app in one place. The first group is written by the app from the person's settings;
// everything else follows from it and is read only.
QtObject {
    id: root

    property bool dark: Application.styleHints.colorScheme === Qt.ColorScheme.Dark
    // 1.0 to 2.0; values outside are pulled back, never refused.
    property real textScale: 1
    property bool elderMode: false
    property bool reducedMotion: false
    property string fontFamily: root.cjkFamily

    readonly property LightColors lightColors: LightColors {}
    readonly property DarkColors darkColors: DarkColors {}
    readonly property ColorSet colors: root.dark ? root.darkColors : root.lightColors

    readonly property real effectiveTextScale: Math.min(2, Math.max(root.elderMode ? 1.3 : 1, root.textScale))
    readonly property TypeScale type: TypeScale {
        scale: root.effectiveTextScale
        family: root.fontFamily
    }

    // Lengths in device-independent px.
    readonly property int spaceXs: 4
    readonly property int spaceS: 8
    readonly property int spaceM: 12
    readonly property int spaceL: 16
    readonly property int spaceXl: 24
    readonly property int spaceXxl: 32

    readonly property int radiusS: 8
    readonly property int radiusM: 12
    readonly property int radiusL: 20

    readonly property int elevationFlat: 0
    readonly property int elevationRaised: 2
    readonly property int elevationDialog: 6

    readonly property int touchTarget: root.elderMode ? 64 : 48
    readonly property int iconSize: Math.round(24 * (1 + (root.effectiveTextScale - 1) / 2))
    readonly property int smallIconSize: Math.round(18 * (1 + (root.effectiveTextScale - 1) / 2))
    // Forms and reading columns stop growing here on tablets and desktops.
    readonly property int maxContentWidth: 640

    // Milliseconds.
    readonly property int durationShort: root.reducedMotion ? 0 : 120
    readonly property int durationMedium: root.reducedMotion ? 0 : 220
    readonly property int noticeDuration: root.elderMode ? 12000 : 6000

    // The fonts of Chinese scripts differ in the shape of the same characters, so Taiwan gets its own.
    readonly property string cjkFamily: {
        const wanted = Qt.uiLanguage.startsWith("zh_TW") || Qt.uiLanguage.startsWith("zh-Hant") ? "Noto Sans CJK TC" : "Noto Sans CJK SC";
        return Qt.fontFamilies().includes(wanted) ? wanted : Application.font.family;
    }

    // Columns of a grid of equal tiles, each at least `tileWidth` wide at scale 1.
    function columns(width: real, tileWidth: real): int {
        const count = Math.floor(width / (tileWidth * root.effectiveTextScale));
        return Math.max(1, root.elderMode ? Math.min(2, count) : count);
    }

    function tone(tone: int): ToneColors {
        switch (tone) {
        case Tone.Brand:
            return root.colors.brandTone;
        case Tone.Accent:
            return root.colors.accentTone;
        case Tone.Info:
            return root.colors.infoTone;
        case Tone.Success:
            return root.colors.successTone;
        case Tone.Warning:
            return root.colors.warningTone;
        case Tone.Error:
            return root.colors.errorTone;
        case Tone.Pending:
            return root.colors.pendingTone;
        default:
            return root.colors.neutralTone;
        }
    }

    // The colour of a hazard category, by the name of its icon (core/hazards/items.json).
    function category(icon: string): color {
        switch (icon) {
        case "fire":
            return root.colors.fire;
        case "lift":
            return root.colors.lift;
        case "food":
            return root.colors.food;
        case "bolt":
            return root.colors.bolt;
        case "traffic":
            return root.colors.traffic;
        case "building":
            return root.colors.building;
        case "water":
            return root.colors.water;
        case "shield":
            return root.colors.shield;
        case "tree":
            return root.colors.tree;
        default:
            return root.colors.other;
        }
    }
}
