// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/plans/plans.pb.h"

/// The rules of plans: which phase allows what, and who. Decisions read facts and state only.
namespace linli::plans {

/// 100 million yuan: far above any plan of a neighbourhood, and sums of costs stay far from overflow.
inline constexpr std::int64_t maxCostFen = 10'000'000'000;
/// 9999-12-31T23:59:59.999Z, the last time RFC 3339 can write; differences of such times cannot overflow.
inline constexpr std::int64_t maxTimeMs = 253'402'300'799'999;

[[nodiscard]] Result<log::Verdict> decidePublish(const log::Context& context, const pb::plans::PublishFacts& facts);
[[nodiscard]] Result<log::Verdict> decideProgress(const log::Context& context, const pb::plans::ProgressFacts& facts);
[[nodiscard]] Result<log::Verdict> decideResult(const log::Context& context, const pb::plans::ResultFacts& facts);

} // namespace linli::plans
