// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/members/Directory.h"

#include <QString>

namespace linli::resident {

/// "Building captain", "Treasurer", … translated.
[[nodiscard]] QString roleText(members::Role role);
/// "锦苑2栋 1单元 301室"; without the building's name its id.
[[nodiscard]] QString homeText(const members::Household& home, const std::optional<members::Building>& building);

} // namespace linli::resident
