// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubFolder.h"
#include "app/hub/LogStore.h"
#include "core/community/Replica.h"

/// The hub's own replica is a cache of its log: it may be behind after a crash, and is made again when it is unusable.
namespace linli::hub {

/// What the log's first entry and the hub's key say about the community. "log.empty" (Store).
[[nodiscard]] Result<community::Genesis> genesisOf(LogStore& log, const CommunityId& community,
                                                   const crypto::SigningPublicKey& hubKey);

/// Applies what the replica has not seen, a page a transaction, and returns the head it has reached: others may have appended
/// since. Integrity errors as Replica::applyPage says; "log.root_differs" when it ends in another state than that head's.
///
/// What a whole replica holds was in the log and signed before. So where the log lacks it, the log was put back (Standstill::Behind);
/// where the log has something else instead, it tells a second history (Standstill::Forked). Either is marked before this fails.
[[nodiscard]] Result<LogStore::Head> catchUp(community::Replica& replica, LogStore& log);

/// Opens the replica, or makes it anew when it is missing, damaged, of another log or of a newer Linli, and catches it up. One of
/// an older Linli is brought up to date by Replica::open itself. The log must have
/// been opened before: that proves the keys.
[[nodiscard]] Result<community::Replica> openReplica(const CommunityFiles& files, LogStore& log,
                                                     const community::Genesis& genesis);

/// Removes a database with the files that SQLite keeps beside it.
void removeDatabase(const std::filesystem::path& file);

} // namespace linli::hub
