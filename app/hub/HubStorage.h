// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubFolder.h"
#include "app/hub/LogStore.h"
#include "core/crypto/Identity.h"

#include <memory>

namespace linli::hub {

/// Port: the photos of one community, each named by the SHA-256 of its bytes. Threads: one at a time.
class PhotoBox {
public:
    virtual ~PhotoBox() = default;
    /// "photo.wrong_hash" (Integrity), "photo.too_large" (Invalid). Durable on return; storing it again changes nothing.
    [[nodiscard]] virtual Result<void> addReceived(const Hash& name, ByteView jpeg) = 0;
    [[nodiscard]] virtual Result<std::optional<Bytes>> find(const Hash& name) = 0;
    [[nodiscard]] virtual Result<void> remove(const Hash& name) = 0;
    [[nodiscard]] virtual Result<std::vector<Hash>> all() = 0;
};

/// Port: where a hub keeps what cannot be made again: the logs, photos and sealed signing keys of its communities. Their replicas
/// are caches and stay in the hub's folder, as does the master key. Threads: any. Outlives what it opened.
class HubStorage {
public:
    /// Everything else writes, or is read as it is at the moment.
    enum class Use {
        Serve,
        Read,
        Check ///< reads one state throughout, after what can be told of the files themselves was found whole
    };
    virtual ~HubStorage() = default;

    /// Those that were founded, in order.
    [[nodiscard]] virtual Result<std::vector<CommunityId>> communities(const HubFolder& folder) = 0;
    /// The hub's own keys for a community: they found, tick and sign checkpoints, nothing else. "hub.identity_lost",
    /// "identity.unreadable" (sealed by another master key).
    [[nodiscard]] virtual Result<crypto::Identity> identity(const CommunityFiles& files) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<LogStore>> openLog(const CommunityFiles& files, Use use) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<PhotoBox>> openPhotos(const CommunityFiles& files, Use use) = 0;
    /// A new community, whose log begins with `founding`; one that was interrupted counts for nothing.
    [[nodiscard]] virtual Result<void> found(const CommunityFiles& files, const crypto::Identity& identity,
                                             const LogStore::Addition& founding) = 0;

    using Moved = std::function<void(const CommunityId& community, std::uint64_t size)>;
    /// From now on calls `moved` when a log has grown to `size`, whoever appended, until what is returned goes. Called on
    /// another thread. Nothing where this process alone appends.
    [[nodiscard]] virtual std::shared_ptr<void> listen(Moved moved) = 0;
};

} // namespace linli::hub
