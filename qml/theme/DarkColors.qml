// SPDX-License-Identifier: Apache-2.0

// Night set: warm near-black, the same hues lifted.
ColorSet {
    primary: "#86d5bf"
    onPrimary: "#00382d"
    primaryContainer: "#0a4f42"
    onPrimaryContainer: "#bfebdd"
    surface: "#14130f"
    surfaceContainerLowest: "#0f0e0b"
    surfaceContainerLow: "#1c1b17"
    surfaceContainer: "#22201b"
    surfaceContainerHigh: "#2c2a25"
    surfaceContainerHighest: "#373530"
    onSurface: "#e9e3d8"
    onSurfaceVariant: "#cfc8ba"
    outline: "#9a9485"
    outlineVariant: "#454238"
    scrim: "#99000000"
    inverseSurface: "#e9e3d8"
    onInverseSurface: "#33302a"
    inversePrimary: "#0a6655"
    error: "#ffb4a9"
    onError: "#690b05"

    neutralTone: ToneColors {
        main: "#cfc8ba"
        container: "#373530"
        onContainer: "#e9e3d8"
    }
    brandTone: ToneColors {
        main: "#86d5bf"
        container: "#0a4f42"
        onContainer: "#bfebdd"
    }
    accentTone: ToneColors {
        main: "#ffb68e"
        container: "#6b3212"
        onContainer: "#ffdcc8"
    }
    infoTone: ToneColors {
        main: "#9ccaf6"
        container: "#143f66"
        onContainer: "#d3e5f7"
    }
    successTone: ToneColors {
        main: "#98d59b"
        container: "#1b4a26"
        onContainer: "#cdebcb"
    }
    warningTone: ToneColors {
        main: "#f3bf5e"
        container: "#573d00"
        onContainer: "#fce1ae"
    }
    errorTone: ToneColors {
        main: "#ffb4a9"
        container: "#641711"
        onContainer: "#fbdad5"
    }
    pendingTone: ToneColors {
        main: "#bfc6d6"
        container: "#3a4252"
        onContainer: "#e0e2ea"
    }

    fire: "#ffb0a0"
    lift: "#cbd08a"
    food: "#f5bd74"
    bolt: "#e6c65a"
    traffic: "#9ccaf6"
    building: "#e6b9a3"
    water: "#86cfe3"
    shield: "#c9bdfa"
    tree: "#9ad49e"
    other: "#cfc8ba"
}
