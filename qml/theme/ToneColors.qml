// SPDX-License-Identifier: Apache-2.0
import QtQuick

// Three colours of one meaning. `main` is for text, icons and bars on any surface;
// `onContainer` is for text on `container`. Both pairs reach 4.5:1.
QtObject {
    required property color main
    required property color container
    required property color onContainer
}
