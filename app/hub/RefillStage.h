// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/log/Merkle.h"
#include "core/store/Database.h"

#include <memory>

namespace linli::hub {

/// Entries that phones bring back to a log that lost them, until all are there and can be appended.
///
/// First each phone's own row of entries arrives, which nobody has to believe. Once one of them, folded onto the log's own tree,
/// gives a root that this hub has signed, every leaf of it is proven: number, time, audience, verdict, and the hash of the operation.
/// What that phone could not read then comes from others, each body proven by its hash.
///
/// Invariant: what is proven runs from the log's end without gaps. Kept in a file of this process' folder, encrypted as the log is, so
/// a refill goes on after a restart. Threads: one, the strand's. Owner: RefillDesk.
class RefillStage {
public:
    static constexpr std::uint64_t maxBytes = 1ULL << 30; ///< of entries, of all phones together

    /// Makes the file where there is none, or none that can be read.
    [[nodiscard]] static Result<std::unique_ptr<RefillStage>> open(const std::filesystem::path& file,
                                                                   const store::DatabaseKey& key);
    /// Takes the next entries of a phone's row, which begins after `logSize`; those that are proven already only for their bodies.
    /// Entries out of order are left out. "refill.bad_payload" (Integrity), "refill.too_large" (Unreachable: it is full).
    [[nodiscard]] Result<void> add(const DeviceId& device, std::uint64_t logSize, std::span<const log::Entry> entries);
    /// The newest entry of a phone's row that has arrived; `logSize` when there is none.
    [[nodiscard]] Result<std::uint64_t> arrived(const DeviceId& device, std::uint64_t logSize);
    /// Folds the phone's row onto `base`, the log's own tree. Where that gives `wanted`, it is proven; else it is thrown away.
    [[nodiscard]] Result<bool> prove(const DeviceId& device, log::MerkleFrontier base, const log::LogState& wanted);
    [[nodiscard]] Result<std::uint64_t>
    proven(std::uint64_t logSize); ///< the newest proven entry; `logSize` when there is none
    /// Proven entries whose body no phone has brought yet, at most `limit`.
    [[nodiscard]] Result<std::vector<Seq>> missing(std::size_t limit);
    /// Bodies for proven entries, from wherever; what is not what was proven, or better than what is here, is left out.
    [[nodiscard]] Result<void> takeBodies(std::span<const log::Entry> entries);
    /// Whole proven entries that were not marked as lent to other processes, in order.
    [[nodiscard]] Result<std::vector<log::Entry>> notLent(std::size_t limit);
    [[nodiscard]] Result<void> markLent(std::span<const log::Entry> entries);
    /// Proven entries after `after` in order.
    [[nodiscard]] Result<std::vector<log::Entry>> entriesAfter(std::uint64_t after, std::size_t limit);
    /// Forgets what the log holds now.
    [[nodiscard]] Result<void> settle(std::uint64_t logSize);
    [[nodiscard]] Result<void> clear();

private:
    /// What a proven entry still lacks. The payload of an accepted operation goes only by an erasure that is in the log too.
    enum class Lack : std::uint8_t { Nothing = 0, Operation = 1, Payload = 2 };
    explicit RefillStage(store::Database database) : m_db(std::move(database)) {}
    [[nodiscard]] Result<bool> fold(const DeviceId& device, log::MerkleFrontier base, const log::LogState& wanted);
    [[nodiscard]] static Lack lackOf(const log::Entry& entry);
    [[nodiscard]] Result<void> addProven(const log::Entry& entry);
    [[nodiscard]] Result<bool> complete(const log::Entry& entry);
    [[nodiscard]] Result<void> noteErasure(const log::Header& header, const log::Entry& entry);
    [[nodiscard]] Result<std::vector<log::Entry>> rowOf(const DeviceId& device, std::uint64_t after, std::size_t limit);
    [[nodiscard]] Result<void> forget(const DeviceId& device);

    store::Database m_db;
};

} // namespace linli::hub
