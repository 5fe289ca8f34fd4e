// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"

#include <functional>
#include <span>
#include <vector>

namespace linli::hub {

/// Why nothing may be decided on a log: this hub has signed more than it holds, so whatever it signed now would be a second history.
enum class Standstill : std::uint8_t {
    None = 0,
    Restored = 1, ///< it is a copy from a backup
    Behind = 2,   ///< a phone showed a newer checkpoint with our signature
    Forked = 3,   ///< a phone showed a checkpoint with our signature that is of another history
    Refilled = 4  ///< entries came back; who knows still more may not have come yet
};
/// Nothing, or the Unreachable error that phones get instead of a decision: "hub.awaits_refill", "hub.two_histories".
[[nodiscard]] Result<void> mayDecide(Standstill standstill);

/// What an entry takes in a page of the log, about: header, payload, and the tags, ids and numbers around them.
[[nodiscard]] constexpr std::size_t pageBytesOf(std::size_t header, std::size_t payload)
{
    return 128 + header + payload;
}
[[nodiscard]] std::size_t pageBytesOf(const log::Entry& entry);

/// Port: where one community's log is kept; the only thing at the hub that cannot be rebuilt from something else.
///
/// Invariant: sequence numbers run from 1 without gaps; head() is the state after the newest entry; there is never more
/// than one checkpoint for one size. Entries never change but for payloads that are erased. While it stands still it grows by
/// nothing but a refill, whichever process asks.
/// Threads: one at a time; readers open a further LogStore on the same log and see whole appends only.
class LogStore {
public:
    struct Head {
        log::LogState state;
        Timestamp lastAccepted{};
        Bytes epoch;            ///< 16 random bytes, made with the store
        std::string checkpoint; ///< C2SP note of `state`; empty for an empty log
        Standstill standstill = Standstill::None;
    };
    enum class Growth : std::uint8_t {
        New,   ///< was just decided
        Refill ///< was in the log before, and is now proven by a checkpoint of that time
    };
    /// What becomes durable together.
    struct Addition {
        std::span<const log::Entry> entries; ///< from head().state.size + 1 on, without gaps
        log::LogState state;                 ///< with them
        std::string checkpoint;              ///< signed note of `state`
        std::span<const OpId> erased;        ///< operations, old or of this addition, whose payload goes
        std::span<const Hash> erasedPhotos;  ///< stay in photosToErase() until photoErased()
        Growth growth = Growth::New;
    };

    virtual ~LogStore() = default;
    /// Keeps everybody else from appending until append() or release(), and says where the log is: what is decided in between
    /// is decided on its newest state. Where one process alone writes, there is nobody to keep out. mayDecide()'s errors for what
    /// is new while the log stands still.
    [[nodiscard]] virtual Result<log::LogState> holdFor(Growth growth);
    [[nodiscard]] Result<log::LogState> hold() { return holdFor(Growth::New); }
    virtual void release() {}
    [[nodiscard]] virtual Result<Head> head() = 0;
    /// The commit point: on return all of it is on the disk. "log.head_moved" (Internal) when the entries do not follow
    /// the head. After any other error the outcome may be unknown: head() tells.
    [[nodiscard]] virtual Result<void> append(const Addition& addition) = 0;
    /// Entries after `after` in order, at most `maxEntries` and about `maxBytes` of them, but at least one if there is any.
    [[nodiscard]] virtual Result<std::vector<log::Entry>> entriesAfter(Seq after, std::size_t maxEntries,
                                                                       std::size_t maxBytes) = 0;
    /// Leaf hashes of all entries, in order.
    [[nodiscard]] virtual Result<void> eachLeaf(const std::function<void(const Hash&)>& each) = 0;
    /// All checkpoints ever signed, by size; `each` returns false to stop.
    [[nodiscard]] virtual Result<void>
    eachCheckpoint(const std::function<bool(std::uint64_t size, const std::string& note)>& each) = 0;
    [[nodiscard]] virtual Result<std::vector<Hash>> photosToErase() = 0;
    [[nodiscard]] virtual Result<void> photoErased(const Hash& photo) = 0;

    /// Lets nobody decide from now on. Where it has not stood still before, and for Restored always, it begins a new epoch: this is
    /// another log than the one that phones knew. Changes nothing, but for Restored, where it stands still for Forked or the
    /// operator has accepted the loss.
    [[nodiscard]] virtual Result<void> standStill(Standstill why) = 0;
    /// Ends a standstill, if the log is still of `size`. `lossAccepted`: for good, whatever phones show after this.
    [[nodiscard]] virtual Result<void> goOn(std::uint64_t size, bool lossAccepted) = 0;
    /// Entries that a refill has proven in this process and that a phone of another one may lack, for refills of the other processes on
    /// this log; twice is once. They go with the append that reaches them, or when a loss is accepted. Where one process alone
    /// writes, nothing is kept.
    [[nodiscard]] virtual Result<void> lend(std::span<const log::Entry> entries);
    /// Those of `seqs` that some process has lent, in order.
    [[nodiscard]] virtual Result<std::vector<log::Entry>> lent(std::span<const Seq> seqs);
    /// Keeps a checkpoint that bears our signature and is not of this log; a hundred at most. Twice changes nothing.
    [[nodiscard]] virtual Result<void> keepEvidence(const std::string& note) = 0;
    [[nodiscard]] virtual Result<std::vector<std::string>> evidence() = 0;
};

} // namespace linli::hub
