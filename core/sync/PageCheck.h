// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"

namespace linli::pb::sync {
class LogPage;
}

namespace linli::sync {

/// Pages of the log that follow each other, verified against the newest one's signed checkpoint and stored together, all or nothing.
/// What this phone made comes without its bytes (OwnPlace) and is taken from the outbox; the leaves are checked as all others.
/// Threads: the replica's.
class PageBatch {
public:
    explicit PageBatch(community::Replica& replica) : m_replica(replica) {}

    /// Takes the next page in. "log.gap" (Integrity) when it does not follow; "log.own_unknown" (Unreachable) when an own operation
    /// is not in the outbox: ask again for the whole entries. A refused page changes nothing.
    [[nodiscard]] Result<void> add(const pb::sync::LogPage& page);
    [[nodiscard]] std::uint64_t end() const; ///< where the next page starts
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    /// Verifies and stores all of it, and is empty then. Returns the number of entries stored; errors as applyLogPage().
    [[nodiscard]] Result<std::size_t> apply(Timestamp wallNow);

private:
    [[nodiscard]] Result<log::LogState> readSignature(std::span<const log::Entry> entries);
    [[nodiscard]] Result<std::size_t> applyVerified(std::span<const log::Entry> entries, const log::LogState& shown,
                                                    const std::vector<Hash>& proof, Timestamp wallNow);

    community::Replica& m_replica;
    std::vector<log::Entry> m_entries;
    std::optional<std::uint64_t> m_end;
    std::uint64_t m_after = 0; ///< of the newest page, as are the next two
    std::string m_checkpoint;
    Bytes m_signature; ///< where the page has no checkpoint
    std::vector<Hash> m_proof;
};

/// Verifies a page against its signed checkpoint and stores it, all or nothing. Returns the number of entries stored.
/// A page that starts before the replica's end is taken from there on, or not at all when it is older than what is here; one
/// that starts after it is "log.gap".
/// A page with the checkpoint's signature alone has it checked against the state that its entries give: "log.note_needed" (Unreachable)
/// where it does not fit, ask for a whole page.
/// "app.update_needed" as Replica::applyPage. Integrity errors: Replica::applyPage's, "checkpoint.*", "log.inconsistent" (the checkpoint
/// does not extend what this phone holds: two histories, kept as Evidence; also where an entry of the other one did not fit), "hub.behind" (the hub has less than it was asked to go on
/// from: restored from a backup).
[[nodiscard]] Result<std::size_t> applyLogPage(community::Replica& replica, const pb::sync::LogPage& page,
                                               Timestamp wallNow);

} // namespace linli::sync
