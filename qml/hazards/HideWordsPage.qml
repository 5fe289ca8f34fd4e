// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// Takes words and photos away for good; who did it and why stays visible to all.
AppPage {
    id: root

    required property AppCore core
    required property string hazardId
    required property bool isPrivate
    required property string opId

    //: Title of the page that takes words away
    title: qsTr("Hide words and photos")

    HazardActions {
        id: actions

        core: root.core
        hazardId: root.hazardId
        isPrivate: root.isPrivate
        onFailed: problem => end.text = problem
        onDone: {
            //: Short message after words were hidden
            Snack.show(qsTr("Hidden. Your name and reason stay visible."), "", "");
            root.StackView.view.pop();
        }
    }

    ScrollColumn {
        anchors.fill: parent

        Banner {
            Layout.fillWidth: true
            tone: Tone.Warning
            //: Warning before words are hidden
            text: qsTr("This cannot be taken back. All neighbours see that something was hidden, by whom and why.")
        }

        AppTextArea {
            id: reason

            Layout.fillWidth: true
            required: true
            //: Field: why words are hidden
            label: qsTr("Reason")
            //: Example of a reason for hiding words
            placeholderText: qsTr("For example: shows a neighbour's phone number")
            maximumLength: actions.maximumReason
        }
    }

    footer: HazardFormFooter {
        id: end

        //: Button that hides words for good
        actionText: qsTr("Hide for good")
        danger: true
        ready: reason.text.trim() !== "" && !reason.tooLong
        busy: actions.busy
        onActed: {
            text = "";
            actions.hide(root.opId, reason.text);
        }
    }
}
