// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

namespace linli::community {

/// Tables of the log itself, made once with the capabilities' tables.
[[nodiscard]] Result<void> createSchema(store::Database& db);

/// State tables of every capability, for digests and erasure.
[[nodiscard]] std::span<const log::TableSpec> stateTables();
/// Their names, for the undo log.
[[nodiscard]] std::span<const std::string> stateTableNames();

/// The rules of one kind; nullptr when this version does not know it.
[[nodiscard]] const log::Kind* findKind(std::string_view name);
/// The capability of a kind that findKind knows.
[[nodiscard]] const log::Capability& capabilityOf(std::string_view kind);

} // namespace linli::community
