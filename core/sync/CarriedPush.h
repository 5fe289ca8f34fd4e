// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/sync/Carried.h"
#include "core/sync/Promises.h"

namespace linli::pb::sync {
class Answer;
class Push;
class PushAnswer;
} // namespace linli::pb::sync

namespace linli::sync {

/// Offers what this phone carries for others to the hub, once each, in batches like its own.
///
/// Idempotent like all pushing: an operation has one id and one place in its device's chain, so however many phones bring it, and
/// its author too, the log has it once. A row goes when the log shows it; what the hub never takes goes at once.
/// Threads: the replica's. Owner: SyncSession; lives for one session.
class CarriedPush {
public:
    explicit CarriedPush(community::Replica& replica) : m_replica(replica) {}

    /// Adds the next batch; none when all has been offered.
    [[nodiscard]] Result<void> fill(pb::sync::Push& push);
    /// The answers to the newest batch; what the hub says it has is promised. "hub.not_a_hub" for a wrong number of them.
    [[nodiscard]] Result<void> read(const pb::sync::PushAnswer& answers, Promises& promises);
    /// Operations that the hub has put into the log because of this session.
    [[nodiscard]] std::size_t delivered() const { return m_delivered; }

private:
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> settle(const CarriedItem& item, const pb::sync::Answer& answer, Promises& promises);

    community::Replica& m_replica;
    std::optional<std::vector<CarriedItem>> m_items; ///< read when the first batch is wanted
    std::size_t m_begin = 0;                         ///< of the newest batch
    std::size_t m_end = 0;
    std::size_t m_delivered = 0;
};

} // namespace linli::sync
