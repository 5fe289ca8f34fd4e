// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Lifecycle.h"
#include "core/log/Capability.h"

/// What the rules about one hazard have in common.
namespace linli::hazards {

enum class AudienceRule { CommunityOnly, AlsoStaff };

/// The hazard that an operation is about and its author's standing, or why there is none.
struct Target {
    std::optional<HazardState> hazard;
    members::Actor actor;
    bool supports = false;
    log::Verdict verdict;

    [[nodiscard]] bool may(Act act) const { return hazard && mayAct(act, actor, *hazard, supports); }
};

/// An operation for the community sees community reports only, one for staff private reports only (a resident: an own
/// one): exactly what every reader of the operation can see, so that all decide alike (DESIGN §4).
/// Verdicts: "op.malformed", "op.audience", "hazards.not_allowed" (the hub), "hazards.unknown_hazard".
[[nodiscard]] Result<Target> findTarget(const log::Context& context, const std::string& id, AudienceRule audiences);

} // namespace linli::hazards
