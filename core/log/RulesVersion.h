// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

/// Which version of the rules a community decides by. It is state like any other: raised by an entry of the log, and part of the
/// digest, so that two builds never silently disagree. A build that knows less stops before that entry (community::EntryApplier).
namespace linli::log {

/// What this build knows. Raised together with the first rule that asks rulesVersion() for more.
inline constexpr std::uint32_t knownRulesVersion = 1;

[[nodiscard]] std::string_view rulesSchema();
[[nodiscard]] std::span<const TableSpec> rulesTables();

/// 1 until an entry raised it.
[[nodiscard]] Result<std::uint32_t> rulesVersion(store::Database& db);
/// From this operation on.
[[nodiscard]] Result<void> raiseRules(const Context& context, std::uint32_t version);

} // namespace linli::log
