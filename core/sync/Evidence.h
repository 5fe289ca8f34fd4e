// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"

#include <span>

namespace linli::sync {

/// What the hub signed that does not go together, as this phone was shown it.
struct TwoHistories {
    std::int64_t position = 0; ///< ascending in the order they were found
    Timestamp found;
    std::string ours;        ///< C2SP note of the state that this phone held
    std::string theirs;      ///< C2SP note that it was shown then
    std::vector<Hash> proof; ///< RFC 9162, by which the hub meant to lead from what it sent to `theirs`
    /// Both are of one size, with different roots: nobody needs anything else to see it. If not, a hub that did no wrong could show
    /// a consistency proof from one to the other, and this one did not.
    bool conclusive = false;
};

/// Table `evidence`: two histories that this phone was shown, for somebody who can judge them. Both notes bear the hub's signature,
/// so neither a phone nor a third party can make them up.
///
/// Invariant: kept when the state is made anew; at most `maxRows`, and the first are the ones that stay. Threads: those of the replica.
class Evidence {
public:
    static constexpr std::int64_t maxRows = 50;
    explicit Evidence(community::Replica& replica) : m_replica(replica) {}

    /// Keeps the newest checkpoint that this phone believed beside `theirs`. Without one there is nothing to compare. Twice changes
    /// nothing.
    [[nodiscard]] Result<void> keep(const std::string& theirs, std::span<const Hash> proof, Timestamp now);
    [[nodiscard]] Result<std::vector<TwoHistories>> items();
    [[nodiscard]] Result<std::int64_t> count();

private:
    community::Replica& m_replica;
};

/// How a session ends whose hub holds another log than this phone, and means it: entries are missing there and it wants none
/// ("hub.behind"), or others are in their place ("log.inconsistent").
[[nodiscard]] bool isAnotherLog(const Error& error);

/// The root that this phone's log had when it had `size` entries; nothing where it lacks some of them.
[[nodiscard]] Result<std::optional<Hash>> ownRootAt(community::Replica& replica, std::uint64_t size);

} // namespace linli::sync
