// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"

namespace linli::community {

/// All tables of a new store, and the mark of what made them (Evolution.h).
[[nodiscard]] Result<void> createSchema(store::Database& db);

/// Scripts of the tables whose content nothing else holds: the log, the outbox, what is carried for others, evidence, named values. They outlive every update.
[[nodiscard]] std::span<const std::string_view> keptScripts();
/// Indexes on those tables that came after them; a store that lacks one gets it when it is opened.
struct KeptIndex {
    std::string_view name;
    std::string_view script;
};
[[nodiscard]] std::span<const KeptIndex> keptIndexes();
/// Scripts of all others: a function of the log and the outbox, so they are dropped and made anew when they change.
[[nodiscard]] std::span<const std::string_view> stateScripts();

/// State tables of every capability, for digests and erasure.
[[nodiscard]] std::span<const log::TableSpec> stateTables();
/// Their names, for the undo log.
[[nodiscard]] std::span<const std::string> stateTableNames();

/// The rules of one kind; nullptr when this version does not know it.
[[nodiscard]] const log::Kind* findKind(std::string_view name);
/// The capability of a kind that findKind knows.
[[nodiscard]] const log::Capability& capabilityOf(std::string_view kind);

} // namespace linli::community
