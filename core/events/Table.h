// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/State.h"
#include "core/events/events.pb.h"
#include "core/log/Capability.h"

/// The state tables of events: schema, what rules look up, and writes. Queries for people are in Queries.h.
/// Invariant: `event.taken` is the sum of parties that are going, at most its capacity; a waiting party goes as soon as
/// it is the first of those that the capacity could ever hold and its seats are free.
/// Order is a counter in the event's row, so it is the log's order and the same whether a sign-up is pending or
/// confirmed.
namespace linli::events {

[[nodiscard]] std::string_view schema();
[[nodiscard]] std::span<const log::TableSpec> tables();

struct EventRow {
    OpId id;
    MemberId publisher;
    std::optional<BuildingId> building;
    Timestamp starts;
    Timestamp ends;
    Timestamp signUpCloses;
    std::uint32_t capacity = 0;
    std::uint32_t companionsMax = 0;
    std::uint32_t taken = 0;
    EventState state = EventState::Published;
};
struct SignUpRow {
    std::uint32_t party = 0; ///< persons, companions and member
    SignUpState state = SignUpState::Going;
    bool checkedIn = false;
};

/// Nothing when unknown, or when `id` is not 16 bytes.
[[nodiscard]] Result<std::optional<EventRow>> findEventRow(store::Database& db, std::string_view id);
[[nodiscard]] Result<std::optional<SignUpRow>> findSignUpRow(store::Database& db, const OpId& event,
                                                             const MemberId& member);
/// Whose sign-up a withdrawal ends; nothing when the id has a wrong length.
[[nodiscard]] std::optional<MemberId> withdrawnMember(const log::Context& context,
                                                      const pb::events::WithdrawFacts& facts);

[[nodiscard]] Result<void> insertEvent(const log::Context& context, const pb::events::PublishFacts& facts,
                                       const pb::events::PublishContent* content);
[[nodiscard]] Result<void> updateEvent(const log::Context& context, const pb::events::UpdateFacts& facts,
                                       const pb::events::Nothing* content);
[[nodiscard]] Result<void> cancelEvent(const log::Context& context, const pb::events::CancelFacts& facts,
                                       const pb::events::CancelContent* content);
[[nodiscard]] Result<void> signUp(const log::Context& context, const pb::events::SignUpFacts& facts,
                                  const pb::events::Nothing* content);
[[nodiscard]] Result<void> withdraw(const log::Context& context, const pb::events::WithdrawFacts& facts,
                                    const pb::events::Nothing* content);
[[nodiscard]] Result<void> checkIn(const log::Context& context, const pb::events::CheckInFacts& facts,
                                   const pb::events::Nothing* content);
/// Lets waiting parties go, first come first, until the first one does not fit.
[[nodiscard]] Result<void> moveUp(store::Database& db, const OpId& event);

/// Marks every published event with starts ≤ now as started.
[[nodiscard]] Result<void> startEvents(store::Database& db, Timestamp now);
[[nodiscard]] Result<std::optional<Timestamp>> nextStart(store::Database& db);

} // namespace linli::events
