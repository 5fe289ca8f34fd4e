// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/events.pb.h"
#include "core/log/Capability.h"

#include <chrono>

/// The rules of events. Decisions read facts and state only.
namespace linli::events {

inline constexpr std::uint32_t maxCapacity =
    100'000;                                       ///< more than any community's persons; sums stay far from overflow
inline constexpr std::uint32_t maxCompanions = 20; ///< a large family; larger groups sign up by member
/// 9999-12-31T23:59:59.999Z, the last time RFC 3339 can write; differences of such times cannot overflow.
inline constexpr std::int64_t maxTimeMs = 253'402'300'799'999;
/// Organisers without a network at the door may catch up until then. There is no earliest time: people come early.
inline constexpr std::chrono::hours checkInAfterEnd{24};

[[nodiscard]] Result<log::Verdict> decidePublish(const log::Context& context, const pb::events::PublishFacts& facts);
[[nodiscard]] Result<log::Verdict> decideUpdate(const log::Context& context, const pb::events::UpdateFacts& facts);
[[nodiscard]] Result<log::Verdict> decideCancel(const log::Context& context, const pb::events::CancelFacts& facts);
[[nodiscard]] Result<log::Verdict> decideSignUp(const log::Context& context, const pb::events::SignUpFacts& facts);
[[nodiscard]] Result<log::Verdict> decideWithdraw(const log::Context& context, const pb::events::WithdrawFacts& facts);
[[nodiscard]] Result<log::Verdict> decideCheckIn(const log::Context& context, const pb::events::CheckInFacts& facts);

} // namespace linli::events
