// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/File.h"
#include "core/community/PhotoStore.h"
#include "core/community/Replica.h"
#include "core/crypto/KeyVault.h"
#include "core/store/OpenRules.h"

#include <filesystem>

namespace linli::community {

/// One phone's folder: key vault, identity, encrypted stores, and the lock that keeps a second process out.
///
/// Files: `lock`, `identity.sealed`, `own.sidecar`, `linli.db`, `photos.db`, `audit.db` (and their -wal, -shm), beside what the vault keeps.
/// Beside them what was set aside: `….quarantine-N`, `linli.db.history-N`.
/// A database that is older than the sidecar (a restored copy) gets the own operations that it lost back when it is opened; where
/// some are missing for good, the next sync goes on in a new device epoch.
/// Invariant: an open Home has an identity, a Replica and a PhotoStore whose keys were proved.
/// Threads: one. Nothing is ever created over, or deleted because of, something that does not open.
class Home {
public:
    /// Opens an existing home. Errors: "home.not_joined" (nothing there yet), "store.in_use", "store.locked",
    /// "store.keys_unavailable", "store.quarantine", "store.restored_backup",
    /// "store.newer", or the store's own.
    [[nodiscard]] static Result<Home> open(const std::filesystem::path& folder, crypto::KeyVault& vault);
    /// For a home whose database is lost or does not open ("store.quarantine"), but whose sidecar does: renames the database
    /// aside, makes a new one and queues what its owner wrote again. The next sync brings the log. "home.not_damaged",
    /// "home.nothing_to_recover_from" (join again with an invite), or the store's own.
    [[nodiscard]] static Result<Home> recover(const std::filesystem::path& folder, crypto::KeyVault& vault);
    /// For a phone whose log is not the hub's any more (a loss that the operator accepted, or a fork), when its owner decides to go on
    /// with the hub's: the database as it is is copied aside (`linli.db.history-1`, …), then Replica::giveUpLog. Returns how many own
    /// operations wait for the next sync. After an error nothing has changed but for the copy.
    [[nodiscard]] Result<std::size_t> followHub();
    /// The photos' file was damaged and is renamed aside. Photos come again from the hub; own ones that had not been sent are lost,
    /// which its owner must be told. True until this Home goes.
    [[nodiscard]] bool hasLostPhotos() const { return m_lostPhotos; }
    Home(Home&&) noexcept;
    Home& operator=(Home&&) noexcept;
    ~Home();
    /// Starts, or goes on with, a home for a community that is being joined. "home.joined_already" when it was finished.
    /// Until finishJoining() the home does not count: open() says "home.not_joined", and create() for another community or
    /// invite begins again with the vault's key and the identity that are there.
    [[nodiscard]] static Result<Home> create(const std::filesystem::path& folder, crypto::KeyVault& vault,
                                             const Genesis& genesis, const std::string& hubUrl, Timestamp now);
    /// Gives up an unfinished join, so that another invite can be tried. Does nothing to a finished home.
    static void abandonJoining(Home home);
    [[nodiscard]] Result<void> finishJoining();

    [[nodiscard]] Replica& replica() { return m_replica; }
    [[nodiscard]] PhotoStore& photos() { return m_photos; }
    [[nodiscard]] const crypto::Identity& identity() const { return m_opened.identity; }
    [[nodiscard]] const std::string& hubUrl() const { return m_hubUrl; }
    /// Who this phone's device belongs to, from the log; null before the join was seen there.
    [[nodiscard]] Result<MemberId> member();

    /// A further read-only connection, for a reader thread.
    [[nodiscard]] Result<store::Database> openReader() const;
    [[nodiscard]] Result<PhotoStore> openPhotoReader() const;

    /// A second store of this reader, beside the first (`audit.db`), for replaying the log from its beginning (sync::Audit): what an
    /// earlier audit left, or an empty one.
    [[nodiscard]] Result<Replica> openScratch();
    void dropScratch() const; ///< once what openScratch() gave is gone

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    struct Opened {
        FileLock lock;
        crypto::HomeKeys keys;
        crypto::Identity identity;
    };
    Home(std::filesystem::path folder, Opened opened, std::unique_ptr<Sidecar> sidecar, Replica replica,
         PhotoStore photos, std::string hubUrl);
    static Result<Opened> prepare(const std::filesystem::path& folder, crypto::KeyVault& vault, Timestamp now);
    static Result<Home> start(const std::filesystem::path& folder, Opened opened, const Genesis& genesis,
                              const std::string& hubUrl);

    static Result<Home> finish(const std::filesystem::path& folder, Opened opened, Replica replica,
                               const std::string& hubUrl);

    std::filesystem::path m_folder;
    Opened m_opened;
    std::unique_ptr<Sidecar> m_sidecar; ///< before the Replica, which writes to it
    Replica m_replica;
    PhotoStore m_photos;
    bool m_lostPhotos = false;
    std::string m_hubUrl;
    MemberId m_member;
};

} // namespace linli::community
