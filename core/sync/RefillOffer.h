// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/sync/Transport.h"

namespace linli::pb::sync {
class Refill;
class RefillAnswer;
} // namespace linli::pb::sync

namespace linli::sync {

/// Shows a hub whose log ends before this phone's the checkpoint that it signed itself, and brings back what it lacks: entries in
/// order, those that this phone may not read as stub and hash. What another phone has proven already is completed where this one can.
///
/// One conversation: `fill` a request, `read` its answer, until that says that it is over. Threads: the replica's.
/// Owner: SyncSession; lives for one refill.
class RefillOffer {
public:
    explicit RefillOffer(community::Replica& replica) : m_replica(replica) {}

    /// False when this phone has no checkpoint of the very state that it holds (a page was cut off): others must help.
    [[nodiscard]] Result<bool> begin();
    /// The first request shows the checkpoint, later ones bring what was asked for.
    [[nodiscard]] Result<void> fill(pb::sync::Refill& refill);
    /// True when more is to be sent. False when the hub has all that this phone knows: sync goes on.
    /// "hub.awaits_refill" (Unreachable): it still lacks what others have. "hub.behind" (Integrity): it lacks entries and wants none.
    [[nodiscard]] Result<bool> read(const pb::sync::RefillAnswer& answer);
    [[nodiscard]] std::size_t brought() const { return m_brought; } ///< entries sent

private:
    [[nodiscard]] Result<std::vector<Seq>> missing(const pb::sync::RefillAnswer& answer);
    [[nodiscard]] std::vector<Seq> following(std::uint64_t after) const;
    [[nodiscard]] static bool canComplete(const log::Entry& entry);

    community::Replica& m_replica;
    std::string m_checkpoint;
    std::uint64_t m_size = 0;               ///< of the checkpoint
    std::vector<Seq> m_next;                ///< what is wanted; as many as fit are sent at once
    Seq m_sent;                             ///< the newest that was sent
    std::optional<std::uint64_t> m_arrived; ///< by the answer before
    bool m_completing = false;              ///< the order is proven, bodies are missing
    std::size_t m_brought = 0;
};

} // namespace linli::sync
