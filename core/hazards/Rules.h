// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/hazards.pb.h"
#include "core/log/Capability.h"

/// The rules: one function per kind, on facts and state alone. Codes are listed in README.md, who may is in Lifecycle.
namespace linli::hazards {

[[nodiscard]] Result<log::Verdict> decideReport(const log::Context& context, const pb::hazards::ReportFacts& facts);
[[nodiscard]] Result<log::Verdict> decideAdvance(const log::Context& context, const pb::hazards::AdvanceFacts& facts);
[[nodiscard]] Result<log::Verdict> decideSupport(const log::Context& context, const pb::hazards::SupportFacts& facts);
[[nodiscard]] Result<log::Verdict> decideComment(const log::Context& context, const pb::hazards::CommentFacts& facts);
[[nodiscard]] Result<log::Verdict> decideRate(const log::Context& context, const pb::hazards::RateFacts& facts);
[[nodiscard]] Result<log::Verdict> decideReopen(const log::Context& context, const pb::hazards::ReopenFacts& facts);

/// An expected date may be today, which as a date alone is a midnight up to a day ago.
inline constexpr Milliseconds expectedPastLimit = std::chrono::days{1};
/// Beyond ten years a date is a slip of the finger.
inline constexpr Milliseconds expectedFutureLimit = std::chrono::days{3653};

} // namespace linli::hazards
