// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"

namespace linli::pb::sync {
class LogPage;
}

namespace linli::sync {

/// Verifies a page against its signed checkpoint and stores it, all or nothing. Returns the number of entries stored.
/// A page that starts before the replica's end is taken from there on, or not at all when it is older than what is here; one
/// that starts after it is "log.gap".
/// "app.update_needed" as Replica::applyPage. Integrity errors: Replica::applyPage's, "checkpoint.*", "log.inconsistent" (the checkpoint
/// does not extend what this phone holds: two histories, kept as Evidence), "hub.behind" (the hub has less than it was asked to go on
/// from: restored from a backup).
[[nodiscard]] Result<std::size_t> applyLogPage(community::Replica& replica, const pb::sync::LogPage& page,
                                               Timestamp wallNow);

} // namespace linli::sync
