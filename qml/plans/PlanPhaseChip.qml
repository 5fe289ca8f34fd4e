// SPDX-License-Identifier: Apache-2.0
import Linli.Controls
import Linli.Models
import Linli.Theme

// Where a plan is, in a word.
StateChip {
    id: root

    required property int phase

    text: {
        switch (root.phase) {
        case PlanPhase.Voting:
            //: State of a plan: households are voting on it
            return qsTr("Vote is open");
        case PlanPhase.Approved:
            //: State of a plan: the vote said yes
            return qsTr("Approved");
        case PlanPhase.Rejected:
            //: State of a plan: the vote did not approve it
            return qsTr("Not approved");
        case PlanPhase.UnderConstruction:
            //: State of a plan: work has begun
            return qsTr("Work under way");
        case PlanPhase.Completed:
            //: State of a plan: the work is done
            return qsTr("Completed");
        default:
            //: State of a plan: it was made known to everybody
            return qsTr("Published");
        }
    }
    tone: {
        switch (root.phase) {
        case PlanPhase.Voting:
            return Tone.Accent;
        case PlanPhase.Approved:
        case PlanPhase.Completed:
            return Tone.Success;
        case PlanPhase.Rejected:
            return Tone.Error;
        case PlanPhase.UnderConstruction:
            return Tone.Info;
        default:
            return Tone.Neutral;
        }
    }
    iconName: {
        switch (root.phase) {
        case PlanPhase.Voting:
            return "vote";
        case PlanPhase.Approved:
        case PlanPhase.Completed:
            return "check-circle";
        case PlanPhase.Rejected:
            return "close";
        case PlanPhase.UnderConstruction:
            return "facility";
        default:
            return "plan";
        }
    }
}
