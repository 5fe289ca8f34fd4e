// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Operation.h"
#include "core/store/Database.h"

#include <vector>

namespace linli::community {

/// Where an own operation is on its way (DESIGN "Pending operations").
enum class OutboxState : std::uint8_t {
    Queued,    ///< durable on this phone
    Sending,   ///< handed to the hub, not answered; becomes Queued at start-up
    Accepted,  ///< the hub answered accepted(seq); not yet seen in the log
    Rejected,  ///< seen in the log with a rejection; kept, with its text, until the author discards it
    Discarding ///< given up by its author; its header still travels so that the chain goes on
};
[[nodiscard]] std::string_view outboxStateName(OutboxState state); ///< "queued", …

struct OutboxItem {
    std::int64_t position = 0; ///< ascending in the order they were made
    OpId op;
    std::string kind;
    OutboxState state = OutboxState::Queued;
    std::string code; ///< rejection code; for Queued: why it would be rejected as things stand now, or empty
    Timestamp created;
    std::uint64_t deviceSeq = 0;
    log::SignedOperation operation; ///< identical bytes at every try; without payload once Discarding
    std::optional<Bytes> content;   ///< the content message as it was written; nothing once Discarding
};

/// The durable queue of own operations, in the order they were made. Rows are only removed when the log confirms them or
/// their author discards them. Threads: those of its Database.
class Outbox {
public:
    [[nodiscard]] static std::string_view schema();
    explicit Outbox(store::Database& database) : m_db(&database) {}

    [[nodiscard]] Result<std::vector<OutboxItem>> items(); ///< all, oldest first
    [[nodiscard]] Result<std::optional<OutboxItem>> find(const OpId& op);
    [[nodiscard]] Result<std::int64_t> unsentCount(); ///< Queued, Sending or Discarding

    /// By their place in this device's chain, in no certain order.
    [[nodiscard]] Result<std::vector<OutboxItem>> between(std::uint64_t firstDeviceSeq, std::uint64_t lastDeviceSeq);
    /// How many the log has not shown yet, and the first of their places in this device's chain.
    struct Open {
        std::size_t count = 0;
        std::uint64_t firstDeviceSeq = 0;
    };
    [[nodiscard]] Result<Open> open();
    /// Whether nextBatch() would find any.
    [[nodiscard]] Result<bool> waitsAfter(std::int64_t position);
    [[nodiscard]] Result<std::int64_t> rejectedCount();
    [[nodiscard]] Result<std::optional<Timestamp>> oldestUnsent();

    /// The operations to push after `position`, oldest first (also those whose answer got lost in an earlier session), within both limits (at least one if any waits).
    [[nodiscard]] Result<std::vector<OutboxItem>> nextBatch(std::int64_t position, std::size_t maxOperations,
                                                            std::size_t maxBytes);
    [[nodiscard]] Result<void> markSending(std::span<const OpId> ops);
    [[nodiscard]] Result<void> markAccepted(const OpId& op);
    /// The hub will never take it (unknown device, broken chain); the text stays with the reason.
    [[nodiscard]] Result<void> markRefused(const OpId& op, std::string_view code) { return setRejected(op, code); }
    [[nodiscard]] Result<void> requeue(const OpId& op); ///< the hub asked to wait, or the answer was lost
    [[nodiscard]] Result<void> requeueAll();            ///< at start-up

private:
    friend class Replica;
    friend class EntryApplier;
    [[nodiscard]] Result<void> add(const OutboxItem& item);
    [[nodiscard]] Result<void> replaceOperation(const OutboxItem& item); ///< signed again: operation and device_seq
    [[nodiscard]] Result<void> remove(const OpId& op);
    [[nodiscard]] Result<void> setRejected(const OpId& op, std::string_view code);
    [[nodiscard]] Result<void> setForecast(const OpId& op, std::string_view code);
    [[nodiscard]] Result<void> setDiscarding(const OpId& op, const log::SignedOperation& withoutPayload);
    store::Database* m_db;
};

} // namespace linli::community
