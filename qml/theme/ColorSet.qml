// SPDX-License-Identifier: Apache-2.0
import QtQuick

// Every colour of the app, by role (Material 3 names). A role called onX is text on X.
QtObject {
    required property color primary
    required property color onPrimary
    required property color primaryContainer
    required property color onPrimaryContainer

    required property color surface
    required property color surfaceContainerLowest
    required property color surfaceContainerLow
    required property color surfaceContainer
    required property color surfaceContainerHigh
    required property color surfaceContainerHighest
    required property color onSurface
    required property color onSurfaceVariant
    required property color outline
    required property color outlineVariant
    required property color scrim

    required property color inverseSurface
    required property color onInverseSurface
    required property color inversePrimary

    required property color error
    required property color onError

    required property ToneColors neutralTone
    required property ToneColors brandTone
    required property ToneColors accentTone
    required property ToneColors infoTone
    required property ToneColors successTone
    required property ToneColors warningTone
    required property ToneColors errorTone
    required property ToneColors pendingTone

    required property color fire
    required property color lift
    required property color food
    required property color bolt
    required property color traffic
    required property color building
    required property color water
    required property color shield
    required property color tree
    required property color other
}
