// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Linli.Theme

// One calm line on the state of sync; pressing it opens the details. Nothing is lost while offline, and it says so.
T.AbstractButton {
    id: root

    enum State {
        Current,
        Syncing,
        Offline,
        Stopped
    }

    required property int sync
    // Own items that are on this phone only.
    property int waiting: 0
    // Own items that a rule refused and that the person has not looked at.
    property int rejected: 0
    // What is wrong beyond the network and needs a person; empty when nothing is.
    property string alarm: ""
    // When this phone was last equal with the hub, ready to show.
    property string lastCurrent: ""

    readonly property int tone: {
        if (root.alarm !== "" || root.rejected > 0 || root.sync === SyncLine.State.Stopped)
            return Tone.Error;
        return root.sync === SyncLine.State.Offline ? Tone.Warning : root.waiting > 0 ? Tone.Pending : Tone.Brand;
    }
    readonly property ToneColors colors: Theme.tone(root.tone)
    readonly property bool calm: root.tone === Tone.Brand

    text: {
        if (root.alarm !== "")
            return root.alarm;
        if (root.rejected > 0)
            //: Line on the state of sync: some of the person's own items were refused by a rule
            return qsTr("%n item(s) not accepted. Tap to see why.", "", root.rejected);
        switch (root.sync) {
        case SyncLine.State.Stopped:
            //: Line on the state of sync: it cannot go on without the person
            return qsTr("Sync has stopped. Tap for details.");
        case SyncLine.State.Offline:
            if (root.waiting > 0)
                //: Line on the state of sync: no network; %n own items are kept on the phone
                return qsTr("Offline. %n item(s) saved on this phone.", "", root.waiting);
            //: Line on the state of sync: no network, nothing waits to be sent
            return qsTr("Offline. You can go on.");
        case SyncLine.State.Syncing:
            //: Line on the state of sync: sending and receiving now
            return qsTr("Syncing…");
        default:
            if (root.waiting > 0)
                //: Line on the state of sync: %n own items are about to be sent
                return qsTr("%n item(s) to send", "", root.waiting);
            if (root.lastCurrent !== "")
                //: Line on the state of sync: this phone has everything; %1 is a time
                return qsTr("Up to date · %1").arg(root.lastCurrent);
            //: Line on the state of sync: this phone has everything
            return qsTr("Up to date");
        }
    }

    leftPadding: Theme.spaceL
    rightPadding: Theme.spaceL
    topPadding: Theme.spaceXs
    bottomPadding: Theme.spaceXs
    implicitHeight: Math.max(Theme.touchTarget, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: root.text

    contentItem: RowLayout {
        spacing: Theme.spaceS

        AppIcon {
            iconName: {
                if (root.tone === Tone.Error)
                    return "error";
                if (root.sync === SyncLine.State.Offline)
                    return "offline";
                if (root.sync === SyncLine.State.Syncing)
                    return "sync";
                return root.waiting > 0 ? "phone-saved" : "hub-received";
            }
            size: Theme.smallIconSize
            color: root.calm ? Theme.colors.onSurfaceVariant : root.colors.onContainer
        }

        AppText {
            Layout.fillWidth: true
            text: root.text
            font: Theme.type.bodySmall
            color: root.calm ? Theme.colors.onSurfaceVariant : root.colors.onContainer
            Accessible.ignored: true
        }

        AppIcon {
            iconName: "forward"
            size: Theme.smallIconSize
            color: root.calm ? Theme.colors.onSurfaceVariant : root.colors.onContainer
        }
    }

    background: Rectangle {
        color: root.calm ? "transparent" : root.colors.container

        StateLayer {
            anchors.fill: parent
            control: root
        }
    }
}
