// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/EntryApplier.h"
#include "core/community/Replica.h"

namespace linli::community {

/// The parts of a Replica, shared by the files that implement it. Lives on the heap, so that the undo log and the outbox
/// may point to the database beside them.
struct Replica::Impl {
    store::Database db;
    Genesis genesis;
    ContentKeys keys;
    Outbox outbox;
    std::optional<store::UndoLog> undo;
    Sidecar* sidecar = nullptr;
    std::uint64_t expectedSize = 0; ///< of the log, by the sidecar
    Position position;
    const std::uint32_t knownRules;
    int indexSlice = 250; ///< rows that fillIndexes() takes the next time

    Impl(store::Database database, const Genesis& origin, std::uint32_t rules)
        : db(std::move(database)), genesis(origin), outbox(db), knownRules(rules)
    {
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    /// Undo log and position, after the schema is there.
    [[nodiscard]] Result<void> start();
    /// Brings a store of another version to today's tables, in one transaction (Evolution.h).
    [[nodiscard]] Result<void> evolve();
    [[nodiscard]] Result<void> foldAgain();
    [[nodiscard]] Result<void> carryOver();
    [[nodiscard]] Result<void> dropCarriedOver();
    [[nodiscard]] Result<log::LogState> applyUpTo(EntryApplier& applier, std::span<const log::Entry> page);
    [[nodiscard]] Result<std::uint32_t> rulesNeeded();
    /// "app.update_needed" when this build must not decide any more.
    [[nodiscard]] Result<void> checkRules();
    /// Folds the log in `table` of `source` into state tables that are empty; `each` is told every entry.
    [[nodiscard]] Result<void> fold(store::Database& source, std::string_view table,
                                    const std::function<Result<void>(const log::Entry&)>& each = {});
    /// Takes log and state away; outbox, own chain and keys stay.
    [[nodiscard]] Result<void> clearState();
    [[nodiscard]] Result<Timestamp> estimateNow(Timestamp wallNow);
    /// Where this device's next operation stands in its chain.
    [[nodiscard]] Result<log::ChainPlace> nextPlace(const DeviceId& device);
    [[nodiscard]] Result<void> savePlace(const log::ChainPlace& place, const Hash& opHash);
    /// Decides and applies every operation that still waits, oldest first, recording how to undo it.
    [[nodiscard]] Result<void> replayPending(Timestamp wallNow);
    [[nodiscard]] Result<log::Verdict> applyPending(const log::SignedOperation& operation, Timestamp at);
    /// Checks what others could not check any more once it is sealed.
    [[nodiscard]] Result<Bytes> seal(const crypto::Identity& author, const log::Header& header, const Draft& draft);
    /// To the sidecar, once the transaction that holds it is committed.
    void saved(const OutboxItem& item);
    void sawLog();
    [[nodiscard]] Result<void> settleOwn(const log::Entry& entry);
    /// What `self` ever wrote as far as it is here, as it would wait for a hub that lacks it, in the order of its chain.
    [[nodiscard]] Result<std::vector<OutboxItem>> ownOperations(const DeviceId& self);
    [[nodiscard]] log::Header newHeader(const Draft& draft, const log::ChainPlace& place, Timestamp wallNow) const;
};

} // namespace linli::community
