// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Shapes
import Linli.Theme

// One horizontal bar: what it counts, how much, and its length as a part of the longest (0 to 1).
ColumnLayout {
    id: root

    required property string label
    required property string valueText
    required property real fraction
    property string note: ""
    property color tint: Theme.colors.primary

    spacing: Theme.spaceXs
    Accessible.role: Accessible.StaticText
    Accessible.name: [root.label, root.valueText, root.note].filter(part => part !== "").join(", ")

    RowLayout {
        spacing: Theme.spaceM

        AppText {
            Layout.fillWidth: true
            text: root.label
            font: Theme.type.bodySmall
            Accessible.ignored: true
        }

        AppText {
            Layout.alignment: Qt.AlignTop
            text: root.valueText
            font: Theme.type.label
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }

    Item {
        id: bar

        Layout.fillWidth: true
        implicitHeight: 12

        Shape {
            anchors.fill: parent
            // Shape.CurveRenderer of Qt 6.8 keeps the first width when a layout changes it before the first frame, so the
            // edges are smoothed here.
            layer.enabled: true
            layer.samples: 4

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.surfaceContainerHigh

                PathRectangle {
                    width: bar.width
                    height: bar.height
                    radius: bar.height / 2
                }
            }

            ShapePath {
                strokeWidth: -1
                fillColor: root.fraction > 0 ? root.tint : "transparent"

                PathRectangle {
                    // Never shorter than its own round ends, so that a small amount is seen.
                    width: Math.max(bar.height, bar.width * Math.min(1, root.fraction))
                    height: bar.height
                    radius: bar.height / 2
                }
            }
        }
    }

    AppText {
        Layout.fillWidth: true
        visible: root.note !== ""
        text: root.note
        font: Theme.type.labelSmall
        color: Theme.colors.onSurfaceVariant
        Accessible.ignored: true
    }
}
