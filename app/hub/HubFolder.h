// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/File.h"
#include "core/base/Ids.h"
#include "core/crypto/KeyVault.h"

#include <filesystem>
#include <vector>

namespace linli::hub {

/// Makes the folder for its owner alone. One that is there already keeps its mode: it may be shared on purpose.
[[nodiscard]] Result<void> makePrivate(const std::filesystem::path& folder);

/// Where one community's files are, and the keys to them. Communities share nothing but the master key.
struct CommunityFiles {
    CommunityId community;
    std::filesystem::path folder;
    crypto::HomeKeys keys;

    [[nodiscard]] std::filesystem::path log() const { return folder / "log.db"; }
    [[nodiscard]] std::filesystem::path replica() const { return folder / "replica.db"; }
    [[nodiscard]] std::filesystem::path photos() const { return folder / "photos.db"; }
    [[nodiscard]] std::filesystem::path snapshots() const { return folder / "snapshots.db"; }
    [[nodiscard]] std::filesystem::path uploads() const { return folder / "uploads.db"; }
    [[nodiscard]] std::filesystem::path refill() const { return folder / "refill.db"; }
    [[nodiscard]] std::filesystem::path identity() const { return folder / "hub.identity"; }
};

/// A hub's data folder.
///
/// Files: `lock`, `keys/hub.key`, `communities/<uuid>/{log.db, replica.db, snapshots.db, photos.db, uploads.db, refill.db,
/// hub.identity}`. A founding that was
/// interrupted leaves `communities/<uuid>.founding`, which counts for nothing.
/// Invariant: everything in it is readable by its owner only. Threads: one.
class HubFolder {
public:
    /// An existing folder; "hub.no_data" when nothing was founded there. `keyFile`: where its key is, if not in the folder.
    [[nodiscard]] static Result<HubFolder> open(const std::filesystem::path& folder,
                                                const std::filesystem::path& keyFile = {});
    /// As open, but makes folder and key where there are none. Never makes a key beside communities that lost theirs:
    /// "hub.key_lost".
    [[nodiscard]] static Result<HubFolder> openOrCreate(const std::filesystem::path& folder);

    /// For whoever writes; "store.in_use" while another process does.
    [[nodiscard]] Result<FileLock> lock() const;
    [[nodiscard]] Result<std::vector<CommunityId>> communities() const;
    [[nodiscard]] CommunityFiles files(const CommunityId& community) const;
    [[nodiscard]] std::filesystem::path communitiesFolder() const { return m_folder / "communities"; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_folder; }
    /// Another folder for which the same key holds.
    [[nodiscard]] HubFolder at(std::filesystem::path folder) const { return {std::move(folder), m_master.copy()}; }
    /// Writes the key into the folder, which has none: "vault.exists".
    [[nodiscard]] Result<void> saveKey() const;

private:
    HubFolder(std::filesystem::path folder, crypto::Secret32 master)
        : m_folder(std::move(folder)), m_master(std::move(master))
    {
    }
    std::filesystem::path m_folder;
    crypto::Secret32 m_master;
};

} // namespace linli::hub
