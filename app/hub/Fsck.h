// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/FolderStorage.h"
#include "core/log/Operation.h"

namespace linli::hub {

struct FsckReport {
    CommunityId community;
    log::LogState log;
    Hash digest{}; ///< community_sha256 of the rebuilt state
};

/// Rebuilds a community from nothing but its log, in a folder that is removed afterwards, and compares: every signature,
/// chain, payload hash and verdict (as a phone checks them), every checkpoint ever signed against the tree, the stored
/// replica's digest with the rebuilt one's at the same size, every photo with its name, and every page of every file.
/// Changes nothing; the hub may be running.
/// Errors say what differs: those of Replica::applyPage with "entry N" in the detail, "checkpoint.*", "log.root_differs",
/// "log.shorter_than_replica", "replica.differs", "photos.wrong_hash", or the store's when a file was changed, after
/// "replica." or "photos." where it is not the log's.
[[nodiscard]] Result<FsckReport> fsck(const CommunityFiles& files, HubStorage& storage);
[[nodiscard]] inline Result<FsckReport> fsck(const CommunityFiles& files)
{
    FolderStorage storage;
    return fsck(files, storage);
}

} // namespace linli::hub
