// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/community/PhotoStore.h"
#include "core/community/Replica.h"

#include <map>
#include <span>

namespace linli::sync {

/// Photos that entries show and this phone does not have, and which of them to ask the hub for now: first what somebody looks at,
/// then the newest. What the hub did not have waits longer each time (SyncTuning.h), also over a restart.
///
/// Invariant: what it holds is right for the log's size at the last refresh(). Threads: the replica's. Owner: SyncEngine, which keeps
/// it from session to session; a session without one makes its own.
class PhotoQueue {
public:
    enum class Patience {
        Wait, ///< for the next time of what the hub did not have
        None  ///< somebody said "now": those too, after the others
    };
    PhotoQueue(community::Replica& replica, community::PhotoStore& photos, const Clock& clock, Patience patience)
        : m_replica(replica), m_photos(photos), m_clock(clock), m_patience(patience)
    {
    }

    /// Compares what operations show with what is stored, where that can have changed, and deletes what nothing shows any more
    /// (erased). Costs a look at every photo, so not more often than once in tuning::photoLook.
    [[nodiscard]] Result<void> refresh();
    /// What to ask for now; nothing when nothing is due.
    [[nodiscard]] std::optional<Hash> next() const;
    /// How long until next() has something, as far as is known; nothing when no photo is missing.
    [[nodiscard]] std::optional<Milliseconds> dueIn() const;
    /// Somebody looks at it. False when there is nothing to do: it is here, or was asked for a moment ago.
    [[nodiscard]] bool want(const Hash& photo);
    void received(const Hash& photo);
    [[nodiscard]] Result<void> absent(const Hash& photo);

    [[nodiscard]] std::vector<Hash> missing() const; ///< all, due or not, in the order of next()

private:
    struct Wanted {
        Hash photo{};
        std::uint32_t times = 0; ///< that the hub did not have it, in a row
        Timestamp asked;
        bool looked = false; ///< at, by somebody, and not asked for since
        bool heard = false;  ///< an answer since this queue was made
    };
    [[nodiscard]] bool mayHaveChanged() const;
    [[nodiscard]] Milliseconds waitOf(const Wanted& wanted) const;
    [[nodiscard]] Result<void> compare();

    community::Replica& m_replica;
    community::PhotoStore& m_photos;
    const Clock& m_clock;
    Patience m_patience;
    std::vector<Wanted> m_wanted;        ///< newest first
    std::optional<std::uint64_t> m_size; ///< of the log when it was compared
    Milliseconds m_comparedAt{};         ///< monotonic
    std::map<Hash, Milliseconds> m_lookedAt;
};

} // namespace linli::sync
