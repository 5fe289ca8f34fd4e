// SPDX-License-Identifier: Apache-2.0

// Day set: warm paper, teal-green for trust, terracotta for warmth.
ColorSet {
    primary: "#0a6655"
    onPrimary: "#ffffff"
    primaryContainer: "#bfebdd"
    onPrimaryContainer: "#00382d"
    surface: "#fbf8f2"
    surfaceContainerLowest: "#ffffff"
    surfaceContainerLow: "#f5f1e9"
    surfaceContainer: "#efebe2"
    surfaceContainerHigh: "#e9e4da"
    surfaceContainerHighest: "#e3ded3"
    onSurface: "#1d1b16"
    onSurfaceVariant: "#4d493f"
    outline: "#7c776b"
    outlineVariant: "#d6d0c3"
    scrim: "#66000000"
    inverseSurface: "#33302a"
    onInverseSurface: "#f7f1e6"
    inversePrimary: "#8fd9c3"
    error: "#b3261e"
    onError: "#ffffff"

    neutralTone: ToneColors {
        main: "#4d493f"
        container: "#e9e4da"
        onContainer: "#33302a"
    }
    brandTone: ToneColors {
        main: "#0a6655"
        container: "#bfebdd"
        onContainer: "#00382d"
    }
    accentTone: ToneColors {
        main: "#94451c"
        container: "#ffdcc8"
        onContainer: "#3b1704"
    }
    infoTone: ToneColors {
        main: "#1d5a8e"
        container: "#d3e5f7"
        onContainer: "#0a2e4e"
    }
    successTone: ToneColors {
        main: "#246330"
        container: "#cdebcb"
        onContainer: "#0c3514"
    }
    warningTone: ToneColors {
        main: "#7a5200"
        container: "#fce1ae"
        onContainer: "#3f2a00"
    }
    errorTone: ToneColors {
        main: "#b3261e"
        container: "#fbdad5"
        onContainer: "#5c0a06"
    }
    pendingTone: ToneColors {
        main: "#50596a"
        container: "#e0e2ea"
        onContainer: "#272d3a"
    }

    fire: "#b0301d"
    lift: "#5a5f2a"
    food: "#8a5300"
    bolt: "#7a5c00"
    traffic: "#1d5a8e"
    building: "#7a4a33"
    water: "#0b6278"
    shield: "#5b4b9a"
    tree: "#2d6a35"
    other: "#5a564c"
}
