// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/Gatekeeper.h"
#include "app/hub/HubEpoch.h"
#include "app/hub/HubFolder.h"
#include "app/hub/LogHead.h"
#include "app/hub/Strand.h"
#include "core/community/Replica.h"
#include "core/snapshot/Manifest.h"

#include <atomic>
#include <mutex>

namespace linli::pb::snapshot {
class OwnPart;
}

namespace linli::hub {

/// When snapshots are made.
struct SnapshotPolicy {
    std::uint64_t least = 1000; ///< entries; a shorter log is fetched as it is
    std::uint64_t every = 2000; ///< entries after the newest one; so many a phone fetches from the log after it
    std::uint64_t share = 50;   ///< in a quiet minute and at the start: a share of the log, 1/50, is enough
    int rest =
        4; ///< times as long as the last one took to make, so that a burst leaves them a fifth of a processor at most
};

/// The snapshots of one community (core/snapshot): made beside the work from the replica, kept encrypted in `snapshots.db`, which is
/// a cache like the replica.
///
/// Invariant: none is given out that holds a text which the log has erased since. The two newest are kept, so that a phone
/// finishes what it has begun. Each process of a hub makes its own; a phone that comes to another one begins anew.
/// Threads: any, but for withdrawStale, which needs the replica's. Owner: CommunityHub.
class SnapshotShelf {
public:
    struct Parts {
        const CommunityFiles& files;
        const crypto::SigningKey& hubKey;
        const HubEpoch& epoch;
        const LogHead& head;
        Gatekeeper& gatekeeper;
        const Clock& clock; ///< of the machine
    };
    /// Opens what an earlier process has made; what is damaged is begun anew.
    [[nodiscard]] static Result<std::unique_ptr<SnapshotShelf>>
    open(const Parts& parts, community::Replica& replica, const StartStrand& start, SnapshotPolicy policy = {});
    ~SnapshotShelf();
    SnapshotShelf(const SnapshotShelf&) = delete;
    SnapshotShelf& operator=(const SnapshotShelf&) = delete;

    /// Soon a new one is made, where one is due.
    void logHasGrown();
    /// Something was erased: throws away what still shows it.
    [[nodiscard]] Result<void> withdrawStale(community::Replica& replica);
    /// The epoch is another one now: throws away all of them.
    void withdrawAll();
    /// The newest signed manifest; nothing when there is none.
    [[nodiscard]] Result<std::optional<Bytes>> manifest();
    [[nodiscard]] Result<std::optional<Bytes>> page(const Hash& name);
    /// snapshot::makeOwnPart for a reader. "snapshot.none" (Invalid) for a size that the log has not reached.
    [[nodiscard]] Result<pb::snapshot::OwnPart> ownPart(const Reader& reader, std::uint64_t size, Seq after);
    void stop();

private:
    SnapshotShelf(const Parts& parts, store::Database reader, SnapshotPolicy policy)
        : m_parts(parts), m_reader(std::move(reader)), m_policy(policy)
    {
    }
    void openFile();
    void throwAway();
    [[nodiscard]] Result<void> makeFile();
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] bool isWorthwhile() const;
    void work();
    void makeOne();
    [[nodiscard]] Result<void> make();
    using Pages = std::vector<std::pair<Hash, Bytes>>;
    [[nodiscard]] Result<void> publish(const snapshot::Manifest& manifest, const Pages& pages,
                                       std::uint64_t withdrawals);

    Parts m_parts;
    std::mutex m_readerMutex;
    store::Database m_reader; ///< of the replica, for own parts
    SnapshotPolicy m_policy;
    std::mutex m_mutex;
    std::optional<store::Database> m_file;
    std::atomic<std::uint64_t> m_newest = 0; ///< size of the newest snapshot
    std::uint64_t m_seen = 0;                ///< the strand's: the log's size when it looked last
    Milliseconds m_restsUntil{0};            ///< the strand's
    std::atomic<bool> m_stopping = false;
    std::uint64_t m_withdrawals = 0;
    std::unique_ptr<Strand> m_strand; ///< last: starts when all else is there
};

/// For linli-hub fsck: every snapshot is signed, its pages are what their names say, and none shows what `replica`, which has the whole
/// log, knows as erased. Nothing when there is no file. "snapshot.*", "checkpoint.*" (Integrity).
[[nodiscard]] Result<void> checkSnapshots(const CommunityFiles& files, community::Replica& replica);

} // namespace linli::hub
