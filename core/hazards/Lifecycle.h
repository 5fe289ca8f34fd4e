// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Types.h"
#include "core/members/Directory.h"

#include <optional>
#include <vector>

/// Which state may follow which, and who may do what. Pure functions; the rules and the screens ask the same ones.
namespace linli::hazards {

/// A hazard as the rules need it.
struct HazardState {
    OpId id;
    MemberId author;
    std::optional<BuildingId> building;
    State state = State::Reported;
    ClosingReason reason = ClosingReason::None;
    std::optional<MemberId> assignee;
    int reopened = 0; ///< how many times
    bool isPrivate = false;
};

/// May hazards.advance lead from one state to another? Staying in a state is not a transition; see isWork.
[[nodiscard]] bool canFollow(State from, State to);
/// States that may be "advanced" to themselves to name another assignee or date.
[[nodiscard]] bool isWork(State state);
/// Fixed, or closed for a reason that a neighbour may dispute.
[[nodiscard]] bool canReopen(State state, ClosingReason reason);

enum class Act : std::uint8_t { Advance, Withdraw, Support, Comment, Rate, Reopen };
/// May this member do it, whatever the state? `supports`: the member said "me too" to this hazard.
/// Affected are the reporter, who supports it, who lives in its building, and everybody where it names no building.
[[nodiscard]] bool mayAct(Act act, const members::Actor& actor, const HazardState& hazard, bool supports);

/// What a screen offers to a member now.
struct Permissions {
    std::vector<State> moves; ///< targets of hazards.advance, the present state of work included
    bool withdraw = false;
    bool support = false;
    bool comment = false;
    bool rate = false;
    bool reopen = false;
};
[[nodiscard]] Permissions permissionsOf(const members::Actor& actor, const HazardState& hazard, bool supports);

} // namespace linli::hazards
