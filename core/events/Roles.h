// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

#include <optional>
#include <string_view>

namespace linli::events {

/// Whom an event belongs to, for role checks.
struct Owner {
    std::optional<MemberId> publisher; ///< nothing while it is being published
    std::optional<BuildingId> building;
};

/// May the author do `kind` with this event? Whole-community roles may everywhere, its publisher with an own event, a
/// captain at an own building.
/// "events.not_allowed", and for a captain "events.building_required", "events.foreign_building".
[[nodiscard]] Result<log::Verdict> mayAct(const log::Context& context, std::string_view kind, const Owner& owner);

} // namespace linli::events
