// SPDX-License-Identifier: Apache-2.0
import Linli.Controls
import Linli.Models
import Linli.Theme

// Where a vote is, or how it ended, in a word.
StateChip {
    id: root

    required property int phase
    required property int result
    // This household may vote and has not.
    property bool asked: false
    property bool voted: false

    text: {
        switch (root.phase) {
        case PollPhase.NotOpen:
            //: State of a vote
            return qsTr("Not open yet");
        case PollPhase.Counting:
            //: State of a vote: its time is over, the result is not there yet
            return qsTr("Being counted");
        case PollPhase.Closed:
            return root.resultText();
        default:
            //: State of a vote that is open
            return root.asked ? qsTr("Your household has not voted") : root.voted ?
            //: State of a vote that is open
            qsTr("Your household has voted") :
            //: State of a vote
            qsTr("Open");
        }
    }
    tone: {
        if (root.phase === PollPhase.Closed)
            return root.result === PollResult.Approved || root.result === PollResult.Winner ? Tone.Success : root.result === PollResult.Rejected ? Tone.Error : Tone.Warning;
        return root.phase !== PollPhase.Open ? Tone.Neutral : root.asked ? Tone.Accent : root.voted ? Tone.Success : Tone.Info;
    }
    iconName: root.phase === PollPhase.Open && root.voted ? "check" : root.phase === PollPhase.Closed ? "" : "vote"

    function resultText(): string {
        switch (root.result) {
        case PollResult.Approved:
            //: Result of a vote on a plan
            return qsTr("Approved");
        case PollResult.Rejected:
            //: Result of a vote on a plan
            return qsTr("Rejected");
        case PollResult.Winner:
            //: Result of a vote with several answers
            return qsTr("Decided");
        case PollResult.NoQuorum:
            //: Result of a vote: less than the number that was asked for took part
            return qsTr("Too few took part");
        default:
            //: Result of a vote: no answer has more than half
            return qsTr("No majority");
        }
    }
}
