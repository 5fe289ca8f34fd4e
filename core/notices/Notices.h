// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

/// Notices to the whole community, to compounds or to buildings, in CAP 1.2 terms. Kinds, rules and codes are listed in
/// README.md.
namespace linli::notices {

/// Stateless; any thread, any number of databases.
[[nodiscard]] const log::Capability& capability();

} // namespace linli::notices
