// SPDX-License-Identifier: Apache-2.0
import QtQuick

// One place of the BottomNav.
QtObject {
    required property string iconName
    required property string label
    property int badge: 0
}
