// SPDX-License-Identifier: Apache-2.0
import Linli.Controls
import Linli.Models
import Linli.Theme

// Whether one can still come to an event, in a word.
StateChip {
    id: root

    required property int phase
    required property int freePlaces

    text: {
        switch (root.phase) {
        case EventPhase.Full:
            //: State of an event: all places are taken, one can wait for one
            return qsTr("Full, waiting list");
        case EventPhase.SignUpClosed:
            //: State of an event
            return qsTr("Sign-up is over");
        case EventPhase.Running:
            //: State of an event: it has begun
            return qsTr("Happening now");
        case EventPhase.Over:
            //: State of an event
            return qsTr("Over");
        case EventPhase.Cancelled:
            //: State of an event
            return qsTr("Cancelled");
        default:
            //: State of an event: places that are free
            return qsTr("%n place(s) left", "", root.freePlaces);
        }
    }
    tone: {
        switch (root.phase) {
        case EventPhase.Open:
            return Tone.Success;
        case EventPhase.Full:
            return Tone.Warning;
        case EventPhase.Running:
            return Tone.Info;
        case EventPhase.Cancelled:
            return Tone.Error;
        default:
            return Tone.Neutral;
        }
    }
}
