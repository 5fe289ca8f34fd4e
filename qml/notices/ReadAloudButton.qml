// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTextToSpeech
import Linli.Controls

// Reads a text aloud with the device's own voice. Loaded only where the device has one, see NoticePage.
AppButton {
    id: root

    required property string spokenText
    readonly property bool speaking: speech.state === TextToSpeech.Speaking || speech.state === TextToSpeech.Synthesizing

    visible: speech.state !== TextToSpeech.Error && speech.availableVoices().length > 0
    kind: AppButton.Kind.Tonal
    iconName: root.speaking ? "close" : "sound"
    //: Buttons: the phone reads the notice aloud, or stops doing so
    text: root.speaking ? qsTr("Stop reading") : qsTr("Read aloud")
    onClicked: {
        if (root.speaking) {
            speech.stop();
            return;
        }
        speech.locale = Qt.locale();
        speech.say(root.spokenText);
    }

    TextToSpeech {
        id: speech
    }
}
