// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// Every control in its states, on one page at phone width. For the eyes of who changes a control, and for
// pictures in tests. Its words are samples, not translated.
Rectangle {
    id: root

    width: 412
    height: 915
    color: Theme.colors.surface

    readonly property real wholeHeight: column.contentHeight

    ScrollColumn {
        id: column

        anchors.fill: parent

        ActionsSample {
            Layout.fillWidth: true
        }

        RowsSample {
            Layout.fillWidth: true
        }

        InputsSample {
            Layout.fillWidth: true
        }

        StoriesSample {
            Layout.fillWidth: true
        }

        StatesSample {
            Layout.fillWidth: true
        }
    }
}
