// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models

// Makes one invite and shows it. Leaving the page forgets it; it can be made again.
AppPage {
    id: root

    enum Kind {
        OwnPhone,
        Household,
        Return
    }

    required property AppCore core
    required property int kind
    required property string explanation
    // Of the household or the returning member; nothing for an own phone.
    property string subjectId: ""

    InviteMaker {
        id: maker

        core: root.core
    }

    ScrollColumn {
        anchors.fill: parent

        AppText {
            Layout.fillWidth: true
            text: root.explanation
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: maker.problem !== ""
            text: maker.problem
        }

        AppButton {
            Layout.fillWidth: true
            visible: maker.link === ""
            iconName: "qr"
            //: Button that makes an invite
            text: qsTr("Make the invite")
            busy: maker.busy
            enabled: !maker.busy
            onClicked: {
                if (root.kind === InvitePage.Kind.OwnPhone)
                    maker.makeForOwnDevice();
                else if (root.kind === InvitePage.Kind.Household)
                    maker.makeForHousehold(root.subjectId);
                else
                    maker.makeForReturn(root.subjectId);
            }
        }

        InviteShown {
            Layout.fillWidth: true
            visible: maker.link !== ""
            maker: maker
        }
    }
}
