// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Theme

// Something this person made that the community does not have yet, or did not accept.
Card {
    id: root

    required property string title
    required property string subject
    required property string words
    required property date made
    required property int delivery
    required property string reason
    required property bool discardable

    signal copyRequested
    signal discardRequested

    Accessible.name: root.title

    AppText {
        Layout.fillWidth: true
        text: root.title
        font: Theme.type.title
    }

    AppText {
        Layout.fillWidth: true
        text: root.made.toLocaleString(Qt.locale(), Locale.ShortFormat)
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
    }

    AppText {
        Layout.fillWidth: true
        visible: root.subject !== ""
        text: root.subject
        maximumLineCount: 2
        elide: Text.ElideRight
    }

    AppText {
        Layout.fillWidth: true
        visible: root.words !== ""
        text: root.words
    }

    DeliveryChip {
        Layout.maximumWidth: parent.width
        delivery: root.delivery
    }

    AppText {
        Layout.fillWidth: true
        visible: root.reason !== ""
        text: root.reason
        color: root.delivery === DeliveryChip.State.Rejected ? Theme.colors.error : Theme.colors.onSurfaceVariant
    }

    Flow {
        Layout.fillWidth: true
        layoutDirection: Qt.RightToLeft
        spacing: Theme.spaceS

        AppButton {
            visible: root.discardable
            kind: AppButton.Kind.Text
            danger: true
            //: Button that gives up something that was not sent or not accepted
            text: qsTr("Delete")
            onClicked: root.discardRequested()
        }

        AppButton {
            visible: root.words !== ""
            kind: AppButton.Kind.Text
            //: Button that copies the words of something that was not sent or not accepted
            text: qsTr("Copy the words")
            onClicked: root.copyRequested()
        }
    }
}
