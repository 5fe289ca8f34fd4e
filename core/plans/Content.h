// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/plans/plans.pb.h"

/// What people may write: lengths in Unicode code points, UTF-8, photos. Codes "content.…".
namespace linli::plans {

inline constexpr std::size_t maxTitleLength = 80;  ///< two lines on a small phone with large text
inline constexpr std::size_t maxPlaceLength = 200; ///< a way of finding the spot, not an essay
inline constexpr std::size_t maxPlanLength =
    5000; ///< several screens; with photos still far under the payload's 64 KiB
inline constexpr std::size_t maxPostLength = 2000; ///< a progress or result post
inline constexpr std::size_t maxQuestionLength = 200;
inline constexpr std::size_t maxOptionLength = 80; ///< a button's text

[[nodiscard]] log::Verdict checkPublish(const pb::plans::PublishFacts& facts, const pb::plans::PublishContent& content);
[[nodiscard]] log::Verdict checkProgress(const pb::plans::ProgressFacts& facts,
                                         const pb::plans::ProgressContent& content);
[[nodiscard]] log::Verdict checkResult(const pb::plans::ResultFacts& facts, const pb::plans::ResultContent& content);
/// "content.options": not one text per option.
[[nodiscard]] log::Verdict checkOpenPoll(const pb::plans::OpenPollFacts& facts,
                                         const pb::plans::OpenPollContent& content);

} // namespace linli::plans
