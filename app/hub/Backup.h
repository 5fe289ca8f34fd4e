// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/FolderStorage.h"

/// Copies of a hub's folder: made while a hub serves it, and made into a folder that a hub can serve.
///
/// Of each community come, in this order: the log, half-sent photos, photos, the sealed hub key. The log comes first, so photos may be
/// newer than it, never older; a photo that is finished meanwhile is in both of the last two. Each is the state of one moment
/// (store::copyDatabase). Replica and snapshots stay behind: they are made again.
///
/// Every copy is marked as Standstill::Restored: what phones have seen since must come back before a hub decides on it again.
/// Invariant: the target is not there, or complete and on the disk. Threads: any one; nothing is locked.
namespace linli::hub {

struct CopiedFile {
    std::filesystem::path file; ///< below the target
    std::uint64_t pages = 0;    ///< of 4 KiB, so far
    std::uint64_t of = 0;
};
using BackupProgress = std::function<void(const CopiedFile&)>;

struct BackedUp {
    struct Log {
        CommunityId community;
        std::uint64_t size = 0; ///< entries
    };
    std::vector<Log> logs;
};

/// `target` must not exist, or be an empty folder: "backup.not_empty" (Invalid). The key goes along only when asked for: who finds
/// copy and key together reads everything. Errors: those of the stores and of File.h.
[[nodiscard]] Result<BackedUp> backUp(const HubFolder& hub, const std::filesystem::path& target, bool withKey,
                                      const BackupProgress& progress = {});

/// The way back: `backup` with its key (see HubFolder::open) becomes a folder with key that can be served.
[[nodiscard]] inline Result<BackedUp> restore(const HubFolder& backup, const std::filesystem::path& target,
                                              const BackupProgress& progress = {})
{
    return backUp(backup, target, true, progress);
}

} // namespace linli::hub
