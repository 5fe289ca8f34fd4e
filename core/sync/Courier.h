// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/sync/Bundle.h"
#include "core/sync/Carried.h"

namespace linli::sync {

/// Hands a phone's words over to other phones and takes theirs along, without a hub (DESIGN §6 "Bundles").
///
/// Invariant: what is taken in is checked against the community as this phone knows it, and is kept apart from the state until
/// the log shows it. Threads: the replica's, which outlives it.
class Courier {
public:
    explicit Courier(community::Replica& replica) : m_replica(replica) {}

    struct HandedOver {
        Bytes file;
        std::size_t operations = 0; ///< own ones that wait, and carried ones
        std::size_t notices = 0;    ///< in force, from the log
        std::size_t left = 0;       ///< operations that did not fit any more
    };
    /// What others could take along. `withNotices`: also the notices in force, for those who had no network when they came.
    [[nodiscard]] Result<HandedOver> handOver(const DeviceId& self, bool withNotices, Timestamp now);

    struct Refused {
        std::optional<OpId> op; ///< nothing when it could not even be read
        std::string code;       ///< of BundleCheck, or "bundle.full"
    };
    struct TakenIn {
        std::vector<OpId> taken;
        std::size_t known = 0;
        std::vector<Refused> refused;
    };
    /// Takes in what is genuine and new; the rest is told, and does not keep it out. Doing it again changes nothing.
    /// decodeBundle's errors and "bundle.other_community" (Invalid): then nothing is taken.
    [[nodiscard]] Result<TakenIn> takeIn(ByteView file, const DeviceId& self, Timestamp now);

    /// After entries came: lets go of what the log shows.
    [[nodiscard]] Result<void> settle();
    /// After the last of several pages: also asks the rules anew about the rest, which costs as much as replaying it.
    [[nodiscard]] Result<void> afterPage(Timestamp now);

private:
    [[nodiscard]] Result<std::size_t> addOperations(Bundle& bundle);
    [[nodiscard]] Result<void> addNotices(Bundle& bundle);
    [[nodiscard]] Result<void> addProofs(Bundle& bundle);
    [[nodiscard]] Result<void> review(Timestamp now);
    community::Replica& m_replica;
};

} // namespace linli::sync
