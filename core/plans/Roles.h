// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

#include <span>
#include <string_view>

namespace linli::plans {

/// May the author do `kind` at these buildings? Whole-community roles may anywhere; a captain only where every place
/// is an own building. `places` empty means the whole community.
/// "plans.not_allowed", "plans.building_required", "plans.foreign_building".
[[nodiscard]] Result<log::Verdict> mayAct(const log::Context& context, std::string_view kind,
                                          std::span<const BuildingId> places);

} // namespace linli::plans
